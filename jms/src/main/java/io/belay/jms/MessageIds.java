package io.belay.jms;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.UnsignedLong;
import jakarta.jms.MessageFormatException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * AMQP's four types of message-id and correlation-id as the one type that Jakarta Messaging has, and back without loss (AMQP
 * JMS mapping §3.2.1.1).
 *
 * <pre>
 *  uuid      ID:AMQP_UUID:6ba7b810-9dad-11d1-80b4-00c04fd430c8
 *  ulong     ID:AMQP_ULONG:42
 *  binary    ID:AMQP_BINARY:00FF
 *  string    itself, if it begins with ID: and looks like none of these
 *            ID:AMQP_STRING:…       if it looks like one of these
 *            ID:AMQP_NO_PREFIX:…    a message-id that does not begin with ID:
 * </pre>
 */
final class MessageIds {
    /** What every JMSMessageID begins with (Jakarta Messaging §3.4.3). */
    static final String PREFIX = "ID:";

    private static final String UUID_PREFIX = "ID:AMQP_UUID:";
    private static final String ULONG_PREFIX = "ID:AMQP_ULONG:";
    private static final String BINARY_PREFIX = "ID:AMQP_BINARY:";
    private static final String STRING_PREFIX = "ID:AMQP_STRING:";
    private static final String NO_PREFIX = "ID:AMQP_NO_PREFIX:";

    private MessageIds() {}

    /** A message-id as JMSMessageID. */
    static @Nullable String messageId(@Nullable Object id) {
        return id instanceof String text && !text.startsWith(PREFIX) ? NO_PREFIX + text : correlationId(id);
    }

    /** A correlation-id as JMSCorrelationID. */
    static @Nullable String correlationId(@Nullable Object id) {
        if (id == null) return null;
        if (id instanceof String text) return isTyped(text) ? STRING_PREFIX + text : text;
        if (id instanceof UnsignedLong number) return ULONG_PREFIX + Long.toUnsignedString(number.bits());
        if (id instanceof Binary binary) {
            return BINARY_PREFIX + HexFormat.of().formatHex(binary.bytes()).toUpperCase(Locale.ROOT);
        }
        return UUID_PREFIX + id;
    }

    private static boolean isTyped(String text) {
        return text.startsWith(UUID_PREFIX)
                || text.startsWith(ULONG_PREFIX)
                || text.startsWith(BINARY_PREFIX)
                || text.startsWith(STRING_PREFIX)
                || text.startsWith(NO_PREFIX);
    }

    /**
     * Such a text as the id that it stands for.
     *
     * @throws MessageFormatException if it begins like one of a type and goes on like none
     */
    static @Nullable Object id(@Nullable String text) throws MessageFormatException {
        if (text == null || !isTyped(text)) return text;
        if (text.startsWith(STRING_PREFIX)) return text.substring(STRING_PREFIX.length());
        if (text.startsWith(NO_PREFIX)) return text.substring(NO_PREFIX.length());
        try {
            if (text.startsWith(UUID_PREFIX)) return UUID.fromString(text.substring(UUID_PREFIX.length()));
            if (text.startsWith(BINARY_PREFIX)) {
                return Binary.of(HexFormat.of().parseHex(text, BINARY_PREFIX.length(), text.length()));
            }
            return new UnsignedLong(Long.parseUnsignedLong(text.substring(ULONG_PREFIX.length())));
        } catch (IllegalArgumentException e) {
            throw Failures.because(new MessageFormatException("no id of its type: " + text), e);
        }
    }
}
