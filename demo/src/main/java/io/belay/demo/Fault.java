package io.belay.demo;

/** What the proxy does to a line. */
public enum Fault {
    /** Both ends get a reset at once; what was on its way is gone. */
    RESET,
    /** Nothing comes through in either direction and nobody is let in, then both ends get a reset. */
    BLACKHOLE,
    /** Nothing comes through in either direction, then all of it does. */
    STALL,
    /** The client gets a reset, the broker hears nothing of it: its line stays open. */
    HALF_OPEN_AT_BROKER,
    /** The broker gets a reset, the client hears nothing of it: its line stays open. */
    HALF_OPEN_AT_CLIENT
}
