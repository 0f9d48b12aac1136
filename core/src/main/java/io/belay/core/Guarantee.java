package io.belay.core;

/** How often a message may arrive. In MQTT this is its QoS, 0 to 2, in this order. */
public enum Guarantee {
    /** May be lost; never waits for the disk. */
    AT_MOST_ONCE,
    /** Arrives, and may arrive again. */
    AT_LEAST_ONCE,
    /** Arrives once. */
    EXACTLY_ONCE;

    /** The weaker of the two: what a subscription gets of a message. */
    public Guarantee atMost(Guarantee other) {
        return ordinal() <= other.ordinal() ? this : other;
    }
}
