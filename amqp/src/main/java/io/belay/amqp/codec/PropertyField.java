package io.belay.amqp.codec;

/** The fields of the properties section in their order (§3.2.4), each with what {@link MessageSections#property} returns. */
public enum PropertyField {
    /** An UnsignedLong, UUID, Binary or String. */
    MESSAGE_ID,
    /** A Binary. */
    USER_ID,
    /** A String. */
    TO,
    /** A String. */
    SUBJECT,
    /** A String. */
    REPLY_TO,
    /** An UnsignedLong, UUID, Binary or String. */
    CORRELATION_ID,
    /** A Symbol. */
    CONTENT_TYPE,
    /** A Symbol. */
    CONTENT_ENCODING,
    /** A Timestamp. */
    ABSOLUTE_EXPIRY_TIME,
    /** A Timestamp. */
    CREATION_TIME,
    /** A String. */
    GROUP_ID,
    /** An UnsignedInteger. */
    GROUP_SEQUENCE,
    /** A String. */
    REPLY_TO_GROUP_ID
}
