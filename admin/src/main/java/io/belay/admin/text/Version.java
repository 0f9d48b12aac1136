package io.belay.admin.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Belay this is. */
public final class Version implements IVersionProvider {
    /** For the command line, which makes it. */
    public Version() {}

    /** As in the build: {@code 0.1.0-SNAPSHOT}. */
    public static String text() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/belay.properties")) {
            if (in != null) built.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return built.getProperty("version", "of an unknown build");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Belay " + text()};
    }
}
