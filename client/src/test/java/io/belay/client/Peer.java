package io.belay.client;

/** A broker as a test sees it: the other end of all lines. */
interface Peer {
    /** A line is dialed. */
    void accept(long line);

    /** Bytes of the client. */
    void hear(long line, byte[] bytes);

    /** What it has to say, and has not said. */
    byte[] says(long line);

    /** Whether it has closed the line, once all is heard that it says. */
    boolean hasClosed(long line);

    /** It learns that a line is gone. */
    void lost(long line);

    /** Does one piece of work that is not of a line; whether there was any. */
    boolean works();

    /** Time has passed. */
    void time(long nowMs);
}
