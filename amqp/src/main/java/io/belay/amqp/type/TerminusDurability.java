package io.belay.amqp.type;

/** What of a terminus survives (§3.5.5). The ordinal is the number on the wire. */
public enum TerminusDurability {
    /** 0: nothing; the default. */
    NONE,
    /** 1: that it exists and what it is. */
    CONFIGURATION,
    /** 2: also the state of its unsettled deliveries. */
    UNSETTLED_STATE
}
