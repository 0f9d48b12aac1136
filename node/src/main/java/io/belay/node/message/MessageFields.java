package io.belay.node.message;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.PropertyField;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.mqtt.Content;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.selector.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What selectors may ask of a message: the header fields and properties that a Jakarta Messaging client sees of it. */
final class MessageFields {
    private static final String PREFIX = "JMS";

    private MessageFields() {}

    /** The fields of a message of either format, decoded as they are asked for. */
    static Fields of(Message message) {
        if (message.format() == MessageFormat.AMQP) return new OfAmqp(message);
        return new OfMqtt(message);
    }

    /** Reference D.7: header fields from the header and the properties, all others from the application properties. */
    private static final class OfAmqp implements Fields {
        private final Message message;
        private final MessageSections sections;

        OfAmqp(Message message) {
            this.message = message;
            this.sections = MessageSections.of(ByteBuffer.wrap(message.content()));
        }

        @Override
        public @Nullable Object value(String name) {
            if (!name.startsWith(PREFIX)) return plain(sections.applicationProperty(name));
            return switch (name) {
                case "JMSDeliveryMode" -> mode(sections.header().durable());
                case "JMSPriority" -> message.scheduling().priority();
                case "JMSMessageID" -> id(sections.property(PropertyField.MESSAGE_ID), true);
                case "JMSCorrelationID" -> id(sections.property(PropertyField.CORRELATION_ID), false);
                case "JMSTimestamp" -> plain(sections.property(PropertyField.CREATION_TIME));
                case "JMSType" -> sections.property(PropertyField.SUBJECT);
                case "JMSXGroupID" -> sections.property(PropertyField.GROUP_ID);
                case "JMSXGroupSeq" -> plain(sections.property(PropertyField.GROUP_SEQUENCE));
                case "JMSXUserID" -> text(sections.property(PropertyField.USER_ID));
                default -> plain(sections.applicationProperty(name));
            };
        }
    }

    /** As the message would be on its way to an AMQP client (docs/PROTOCOLS.md). */
    private static final class OfMqtt implements Fields {
        private final Message message;
        private @Nullable Properties properties;

        OfMqtt(Message message) {
            this.message = message;
        }

        @Override
        public @Nullable Object value(String name) {
            return switch (name) {
                case "JMSDeliveryMode" -> mode(message.guarantee() != Guarantee.AT_MOST_ONCE);
                case "JMSPriority" -> message.scheduling().priority();
                case "JMSCorrelationID" -> correlation();
                default -> user(name);
            };
        }

        private @Nullable Object correlation() {
            byte[] data = properties().binary(Property.CORRELATION_DATA);
            return data == null ? null : id(Binary.of(data), false);
        }

        private @Nullable Object user(String name) {
            String found = null;
            for (Properties.UserProperty user : properties().userProperties()) {
                if (user.name().equals(name)) found = user.value();
            }
            return found;
        }

        private Properties properties() {
            Properties known = properties;
            if (known == null) {
                known = Content.properties(message.content());
                properties = known;
            }
            return known;
        }
    }

    private static String mode(boolean durable) {
        return durable ? "PERSISTENT" : "NON_PERSISTENT";
    }

    /** The words that the AMQP JMS mapping, §3.2.1.1, has for ids of other types. */
    private static @Nullable Object id(@Nullable Object id, boolean isMessageId) {
        if (id instanceof String text) {
            return !isMessageId || text.startsWith("ID:") ? text : "ID:AMQP_NO_PREFIX:" + text;
        }
        if (id instanceof UUID) return "ID:AMQP_UUID:" + id;
        if (id instanceof UnsignedLong number) return "ID:AMQP_ULONG:" + Long.toUnsignedString(number.bits());
        if (!(id instanceof Binary binary)) return null;
        return "ID:AMQP_BINARY:" + HexFormat.of().formatHex(binary.bytes()).toUpperCase(Locale.ROOT);
    }

    /** AMQP's own types as the Java types that selectors know. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Timestamp time) return time.ms();
        if (value instanceof UnsignedInteger each) return each.value();
        if (value instanceof UnsignedShort each) return each.value();
        if (value instanceof UnsignedByte each) return each.value();
        if (value instanceof UnsignedLong each) return wide(each);
        if (value instanceof Symbol symbol) return symbol.text();
        return value instanceof Char one ? Character.toString(one.codePoint()) : value;
    }

    /** What is beyond a long, as near as a double comes. */
    private static Object wide(UnsignedLong value) {
        if (value.bits() < 0) return (value.bits() >>> 1) * 2.0;
        return value.bits();
    }

    private static @Nullable Object text(@Nullable Object value) {
        return value instanceof Binary binary ? new String(binary.bytes(), StandardCharsets.UTF_8) : null;
    }
}
