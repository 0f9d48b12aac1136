package io.belay.admin.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port number, 0 to 65535. */
public final class PortConverter implements ITypeConverter<Integer> {
    /** For the command line, which makes it. */
    public PortConverter() {}

    @Override
    public Integer convert(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) return port;
        } catch (NumberFormatException notANumber) {
            throw new TypeConversionException("'" + text + "' is not a port, 0 to 65535");
        }
        throw new TypeConversionException("'" + text + "' is not a port, 0 to 65535");
    }
}
