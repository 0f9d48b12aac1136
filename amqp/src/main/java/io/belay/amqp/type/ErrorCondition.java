package io.belay.amqp.type;

/** What can be wrong, in the words of AMQP 1.0: the conditions of {@link AmqpError}. */
public final class ErrorCondition {
    private ErrorCondition() {}

    // Of all kinds (§2.8.15).
    /** A bug or a breakdown of the end that says so. */
    public static final Symbol INTERNAL_ERROR = Symbol.of("amqp:internal-error");
    /** There is nothing of that name. */
    public static final Symbol NOT_FOUND = Symbol.of("amqp:not-found");
    /** The account may not do this. */
    public static final Symbol UNAUTHORIZED_ACCESS = Symbol.of("amqp:unauthorized-access");
    /** The bytes of a frame or value are wrong. */
    public static final Symbol DECODE_ERROR = Symbol.of("amqp:decode-error");
    /** A limit was reached. */
    public static final Symbol RESOURCE_LIMIT_EXCEEDED = Symbol.of("amqp:resource-limit-exceeded");
    /** The protocol does not allow it here. */
    public static final Symbol NOT_ALLOWED = Symbol.of("amqp:not-allowed");
    /** A field has a value that it may not have. */
    public static final Symbol INVALID_FIELD = Symbol.of("amqp:invalid-field");
    /** The end cannot do this. */
    public static final Symbol NOT_IMPLEMENTED = Symbol.of("amqp:not-implemented");
    /** Somebody else has it for themselves. */
    public static final Symbol RESOURCE_LOCKED = Symbol.of("amqp:resource-locked");
    /** A condition that the peer set does not hold. */
    public static final Symbol PRECONDITION_FAILED = Symbol.of("amqp:precondition-failed");
    /** It was deleted. */
    public static final Symbol RESOURCE_DELETED = Symbol.of("amqp:resource-deleted");
    /** Not in this state. */
    public static final Symbol ILLEGAL_STATE = Symbol.of("amqp:illegal-state");
    /** The frame that must be sent is larger than the peer takes. */
    public static final Symbol FRAME_SIZE_TOO_SMALL = Symbol.of("amqp:frame-size-too-small");

    // Of a connection (§2.8.16).
    /** An operator, or a shutdown, closes the connection. */
    public static final Symbol CONNECTION_FORCED = Symbol.of("amqp:connection:forced");
    /** Bytes that are no frame. */
    public static final Symbol CONNECTION_FRAMING_ERROR = Symbol.of("amqp:connection:framing-error");
    /** The peer should connect elsewhere. */
    public static final Symbol CONNECTION_REDIRECT = Symbol.of("amqp:connection:redirect");

    // Of a session (§2.8.17).
    /** The peer sent more than the session's window. */
    public static final Symbol SESSION_WINDOW_VIOLATION = Symbol.of("amqp:session:window-violation");
    /** The peer used a link that was detached with an error. */
    public static final Symbol SESSION_ERRANT_LINK = Symbol.of("amqp:session:errant-link");
    /** A link with that handle is attached already. */
    public static final Symbol SESSION_HANDLE_IN_USE = Symbol.of("amqp:session:handle-in-use");
    /** No link with that handle is attached. */
    public static final Symbol SESSION_UNATTACHED_HANDLE = Symbol.of("amqp:session:unattached-handle");

    // Of a link (§2.8.18).
    /** An operator detached the link. */
    public static final Symbol LINK_DETACH_FORCED = Symbol.of("amqp:link:detach-forced");
    /** The peer sent more messages than the link's credit. */
    public static final Symbol LINK_TRANSFER_LIMIT_EXCEEDED = Symbol.of("amqp:link:transfer-limit-exceeded");
    /** The message is larger than the link takes. */
    public static final Symbol LINK_MESSAGE_SIZE_EXCEEDED = Symbol.of("amqp:link:message-size-exceeded");
    /** The link should be attached elsewhere. */
    public static final Symbol LINK_REDIRECT = Symbol.of("amqp:link:redirect");
    /** The link was attached again from another place. */
    public static final Symbol LINK_STOLEN = Symbol.of("amqp:link:stolen");

    // Of a transaction (§4.5.8).
    /** There is no such transaction. */
    public static final Symbol TRANSACTION_UNKNOWN_ID = Symbol.of("amqp:transaction:unknown-id");
    /** The transaction was rolled back. */
    public static final Symbol TRANSACTION_ROLLBACK = Symbol.of("amqp:transaction:rollback");
    /** The transaction took too long. */
    public static final Symbol TRANSACTION_TIMEOUT = Symbol.of("amqp:transaction:timeout");
}
