package io.belay.amqp.type;

/** When a sender settles (§2.8.2). The ordinal is the number on the wire. */
public enum SenderSettleMode {
    /** 0: after the receiver answered. */
    UNSETTLED,
    /** 1: as it sends. */
    SETTLED,
    /** 2: now this, now that; the default. */
    MIXED
}
