package io.belay.server;

import io.belay.server.cli.PortConverter;
import picocli.CommandLine.ITypeConverter;

/** Reads a port number, or {@code off}. */
final class OptionalPortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        return text.equalsIgnoreCase("off") ? MorePorts.OFF : new PortConverter().convert(text);
    }
}
