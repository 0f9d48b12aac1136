package io.belay.server.tokens;

import java.io.IOException;

/** Where the keys of an issuer are read. */
public interface KeySource {
    /** Bytes of a JWK set that are read; a longer one is refused. */
    int LENGTH_MAX = 256 << 10;

    /**
     * The JWK set as it is now. May wait for seconds, never for long.
     *
     * @throws IOException if it cannot be had, with what to do about it
     */
    byte[] read() throws IOException;

    /** After how long what was read is to be read again, milliseconds. */
    long freshForMs();

    /** What it is called in the log. */
    String name();
}
