package io.belay.amqp.type;

import org.jspecify.annotations.Nullable;

/**
 * What the sender says of its message (§3.2.4). All may be absent.
 *
 * @param messageId {@link UnsignedLong}, UUID, {@link Binary} or String, and stays what it is
 * @param userId who made it
 * @param to the node that it is for
 * @param subject what it is about
 * @param replyTo the node for the answer
 * @param correlationId as {@code messageId}
 * @param contentType of the body, a MIME type
 * @param contentEncoding of the body
 * @param absoluteExpiryTime when it is dead
 * @param creationTime when it was made
 * @param groupId its group
 * @param groupSequence its place in the group, 0 to 4294967295, −1 when absent
 * @param replyToGroupId the group of the answer
 */
public record Properties(
        @Nullable Object messageId,
        @Nullable Binary userId,
        @Nullable String to,
        @Nullable String subject,
        @Nullable String replyTo,
        @Nullable Object correlationId,
        @Nullable Symbol contentType,
        @Nullable Symbol contentEncoding,
        @Nullable Timestamp absoluteExpiryTime,
        @Nullable Timestamp creationTime,
        @Nullable String groupId,
        long groupSequence,
        @Nullable String replyToGroupId) {

    /** Properties of which none is set. */
    public static final Properties NONE =
            new Properties(null, null, null, null, null, null, null, null, null, null, null, -1, null);
}
