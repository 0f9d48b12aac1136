package io.belay.core;

/** What the broker remembers of a client, whether it is on the line or away. */
public final class Session {
    /** The expiry, in seconds, of a session that is kept for ever. */
    public static final long NEVER_S = 0xFFFF_FFFFL;

    Session() {}
}
