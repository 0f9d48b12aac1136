package io.belay.amqp.type;

/** Which end of a link speaks (§2.8.1). On the wire a boolean: true is the receiver. */
public enum Role {
    /** It sends messages. */
    SENDER,
    /** It receives messages. */
    RECEIVER;

    /** The role of the other end. */
    public Role opposite() {
        return this == SENDER ? RECEIVER : SENDER;
    }
}
