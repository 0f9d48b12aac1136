package io.belay.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Certificates that sign themselves, for a hundred years, with keys that everybody knows: for tests alone. */
public enum TestCertificate {
    /** Made out to localhost and 127.0.0.1. */
    LOCALHOST,
    /** Made out to a host that is not there. */
    ELSEWHERE;

    /** Writes the certificate as a PEM file into a directory and gives its path. */
    public Path certificate(Path directory) throws IOException {
        return copy(name().toLowerCase(Locale.ROOT) + "-certificate.pem", directory);
    }

    /** Writes the private key as a PEM file into a directory and gives its path. */
    public Path key(Path directory) throws IOException {
        return copy(name().toLowerCase(Locale.ROOT) + "-key.pem", directory);
    }

    private static Path copy(String file, Path directory) throws IOException {
        Path target = directory.resolve(file);
        try (InputStream in = TestCertificate.class.getResourceAsStream(file)) {
            if (in == null) throw new IOException("no resource " + file);
            Files.write(target, in.readAllBytes());
        }
        return target;
    }
}
