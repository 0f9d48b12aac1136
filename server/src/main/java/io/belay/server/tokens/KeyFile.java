package io.belay.server.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keys in a file, looked at again each second.
 *
 * @param path of a JWK set
 */
public record KeyFile(Path path) implements KeySource {
    @Override
    public byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LENGTH_MAX + 1);
            if (bytes.length > LENGTH_MAX) throw new IOException(path + " is longer than " + LENGTH_MAX + " bytes");
            return bytes;
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public long freshForMs() {
        return 1_000;
    }

    @Override
    public String name() {
        return path.toString();
    }
}
