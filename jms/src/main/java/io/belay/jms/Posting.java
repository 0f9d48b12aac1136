package io.belay.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a producer says of a message that it sends (Jakarta Messaging §3.4.11, §7.8 to §7.13).
 *
 * @param destination where it goes
 * @param deliveryMode one of {@link DeliveryMode}
 * @param priority 0 to 9
 * @param timeToLiveMs milliseconds that it lives from now on, 0 for ever
 * @param deliveryDelayMs milliseconds for which nobody gets it, from now on
 * @param messageId begins with {@code ID:}; null if the producer makes none
 * @param nowMs when it is sent, milliseconds since 1970
 * @param isTimestamped whether the message says when it was sent
 * @param marks properties that are set on it, see {@link Marks}
 */
record Posting(
        BelayDestination destination,
        int deliveryMode,
        int priority,
        long timeToLiveMs,
        long deliveryDelayMs,
        @Nullable String messageId,
        long nowMs,
        boolean isTimestamped,
        Map<String, String> marks) {

    /** One without marks. */
    Posting(
            BelayDestination destination,
            int deliveryMode,
            int priority,
            long timeToLiveMs,
            long deliveryDelayMs,
            @Nullable String messageId,
            long nowMs,
            boolean isTimestamped) {
        this(
                destination,
                deliveryMode,
                priority,
                timeToLiveMs,
                deliveryDelayMs,
                messageId,
                nowMs,
                isTimestamped,
                Map.of());
    }

    /** The same with what the administrator says instead of the program (row OMQ-36). */
    Posting overridden(ConnectionOptions options) {
        ConnectionSettings settings = options.settings();
        if (destination.kind().isTemporary() && !settings.flag(Setting.OVERRIDE_TEMPORARY)) return this;
        boolean persistent = settings.text(Setting.DELIVERY_MODE).equals("PERSISTENT");
        int mode = persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        return new Posting(
                destination,
                settings.flag(Setting.OVERRIDE_DELIVERY_MODE) ? mode : deliveryMode,
                settings.flag(Setting.OVERRIDE_PRIORITY) ? options.count(Setting.PRIORITY) : priority,
                settings.flag(Setting.OVERRIDE_TIME_TO_LIVE) ? settings.number(Setting.TIME_TO_LIVE_MS) : timeToLiveMs,
                deliveryDelayMs,
                messageId,
                nowMs,
                isTimestamped,
                marks);
    }

    /** Sets the header fields that a provider sets, which the application reads after the send; the message may be anybody's. */
    void stamp(Message message) throws JMSException {
        message.setJMSDestination(destination);
        message.setJMSDeliveryMode(deliveryMode);
        message.setJMSPriority(priority);
        message.setJMSMessageID(messageId);
        message.setJMSTimestamp(isTimestamped ? nowMs : 0);
        message.setJMSExpiration(expirationMs());
        message.setJMSDeliveryTime(deliveryTimeMs());
    }

    /** When it is dead, milliseconds since 1970; 0 is never. */
    long expirationMs() {
        return timeToLiveMs == 0 ? 0 : fromNow(timeToLiveMs);
    }

    /** Before this nobody gets it, milliseconds since 1970. */
    long deliveryTimeMs() {
        return fromNow(deliveryDelayMs);
    }

    /** As far as time goes: many say "for ever" with the largest number there is. */
    private long fromNow(long ms) {
        return ms > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + ms;
    }

    /** Which message to where, for people. */
    String words() {
        String to = " to " + destination.name();
        return messageId == null ? "one without id" + to : messageId + to;
    }

    boolean isPersistent() {
        return deliveryMode == DeliveryMode.PERSISTENT;
    }
}
