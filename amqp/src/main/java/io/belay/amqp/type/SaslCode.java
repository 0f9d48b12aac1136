package io.belay.amqp.type;

/** How authentication ended (§5.3.3.6). The ordinal is the number on the wire. */
public enum SaslCode {
    /** 0: the peer is who it says. */
    OK,
    /** 1: wrong credentials. */
    AUTH,
    /** 2: a system error. */
    SYS,
    /** 3: a system error that will not go away by itself. */
    SYS_PERM,
    /** 4: a system error that may be gone later. */
    SYS_TEMP
}
