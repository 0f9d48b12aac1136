package io.belay.amqp.codec;

/** How the body of a message is made (§3.2). */
public enum BodyKind {
    /** There is none, which the standard does not allow and clients send all the same. */
    NONE,
    /** One or more data sections: bytes. */
    DATA,
    /** One or more amqp-sequence sections: lists. */
    SEQUENCE,
    /** One amqp-value section: any value. */
    VALUE
}
