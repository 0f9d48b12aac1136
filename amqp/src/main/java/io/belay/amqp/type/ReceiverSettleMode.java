package io.belay.amqp.type;

/** When a receiver settles (§2.8.3). The ordinal is the number on the wire. */
public enum ReceiverSettleMode {
    /** 0: at once, with its answer; the default. */
    FIRST,
    /** 1: only after the sender has settled. */
    SECOND
}
