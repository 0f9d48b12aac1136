package io.belay.jms;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * What stands over a message: the header fields of Jakarta Messaging (§3.4) and what AMQP has besides them. A struct, of one
 * message, for {@link BelayMessage} and {@link MessageCodec}.
 */
final class Head {
    private static final int PRIORITY_MAX = 9;

    @Nullable
    Object messageId; // As AMQP has it: a String, UUID, UnsignedLong or Binary.

    @Nullable
    Object correlationId; // Likewise.

    @Nullable
    BelayDestination destination;

    @Nullable
    BelayDestination replyTo;

    @Nullable
    String type;

    int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    int priority = Message.DEFAULT_PRIORITY;
    long timestampMs; // 0: none
    long expirationMs; // 0: never
    long deliveryTimeMs; // 0: none
    boolean isRedelivered;

    @Nullable
    Binary userId;

    @Nullable
    String groupId;

    long groupSequence = -1; // Absent; else 0 to 4294967295.

    @Nullable
    String replyToGroupId;

    @Nullable
    Symbol contentType;

    @Nullable
    Symbol contentEncoding;

    /** Takes over what the header and the properties of a message say. */
    void read(Header header, Properties properties, long arrivedAtMs) {
        deliveryMode = header.durable() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        priority = Math.min(header.priority(), PRIORITY_MAX);
        messageId = properties.messageId();
        correlationId = properties.correlationId();
        type = properties.subject();
        timestampMs = ms(properties.creationTime());
        expirationMs = expirationMs(header, properties.absoluteExpiryTime(), arrivedAtMs);
        userId = properties.userId();
        groupId = properties.groupId();
        groupSequence = properties.groupSequence();
        replyToGroupId = properties.replyToGroupId();
        contentType = properties.contentType();
        contentEncoding = properties.contentEncoding();
    }

    /** When a message dies, milliseconds since 1970; 0 never. */
    static long expirationMs(Header header, @Nullable Timestamp absolute, long arrivedAtMs) {
        long atMs = ms(absolute);
        return atMs == 0 && header.ttlMs() > 0 ? arrivedAtMs + header.ttlMs() : atMs;
    }

    private static long ms(@Nullable Timestamp time) {
        return time == null ? 0 : time.ms();
    }

    /** Refuses texts that would arrive as something else. */
    void checkTexts() throws MessageFormatException {
        WellFormed.check("the message-id", messageId);
        WellFormed.check("the correlation-id", correlationId);
        WellFormed.check("JMSType", type);
        WellFormed.check("JMSXGroupID", groupId);
        WellFormed.check("the destination", destination == null ? null : destination.name());
        WellFormed.check("JMSReplyTo", replyTo == null ? null : replyTo.name());
    }

    /** The properties section that says it, to a broker that names destinations so. */
    Properties properties(Addresses addresses) {
        return new Properties(
                messageId,
                userId,
                destination == null ? null : addresses.text(destination),
                type,
                replyTo == null ? null : addresses.text(replyTo),
                correlationId,
                contentType,
                contentEncoding,
                expirationMs == 0 ? null : new Timestamp(expirationMs),
                timestampMs == 0 ? null : new Timestamp(timestampMs),
                groupId,
                groupSequence,
                replyToGroupId);
    }
}
