package io.belay.node.message;

import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.base.MalformedException;
import io.belay.core.Message;
import io.belay.mqtt.Content;
import io.belay.mqtt.Property;
import io.belay.mqtt.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An AMQP message to what an MQTT client understands; the table is in docs/PROTOCOLS.md. */
final class AmqpToMqtt {
    private static final Symbol REPLY_TO = Symbol.of("x-opt-jms-reply-to");
    private static final Symbol TRACE_PARENT = Symbol.of("traceparent");
    private static final Symbol TRACE_STATE = Symbol.of("tracestate");
    private static final String TOPIC_PREFIX = "topic://";
    private static final String SUBJECT = "subject";
    private static final String JSON = "application/json";
    private static final int FIELD_LENGTH_MAX = 65_535; // of a property of MQTT, UTF-8 bytes; longer ones are left out

    private AmqpToMqtt() {}

    /** What a PUBLISH holds behind its packet id. */
    static byte[] content(Message message) {
        MessageSections from = MessageSections.of(ByteBuffer.wrap(message.content()));
        io.belay.mqtt.Properties.Builder to = io.belay.mqtt.Properties.builder();
        writeFields(from, to);
        writeUserProperties(from, to);
        byte[] payload = writeBody(from, to);
        return Content.of(to.build(), payload);
    }

    private static void writeFields(MessageSections from, io.belay.mqtt.Properties.Builder to) {
        Properties properties = from.properties();
        Symbol contentType = properties.contentType();
        if (contentType != null && fits(contentType.text())) to.put(Property.CONTENT_TYPE, contentType.text());
        String response = responseTopic(properties.replyTo(), from.messageAnnotation(REPLY_TO));
        if (response != null) to.put(Property.RESPONSE_TOPIC, response);
        Object id = properties.correlationId();
        byte[] correlation = id instanceof Binary binary ? binary.bytes() : id == null ? null : utf8(PlainText.of(id));
        if (correlation != null && correlation.length <= FIELD_LENGTH_MAX) {
            to.put(Property.CORRELATION_DATA, correlation);
        }
    }

    /** An MQTT client can answer to a topic only, and one that it can name. */
    private static @Nullable String responseTopic(@Nullable String replyTo, @Nullable Object kind) {
        if (replyTo == null) return null;
        boolean isMarked = replyTo.startsWith(TOPIC_PREFIX);
        boolean isTopic = kind instanceof Byte code ? code == 1 || code == 3 : isMarked;
        String topic = isMarked ? replyTo.substring(TOPIC_PREFIX.length()) : replyTo;
        return isTopic && Topics.isName(topic) ? topic : null;
    }

    /** Whoever passed the message on told of its trace in annotations; who made it, in application-properties (W3C). */
    private static void writeUserProperties(MessageSections from, io.belay.mqtt.Properties.Builder to) {
        Map<String, @Nullable Object> all = from.applicationProperties();
        Object parent = from.messageAnnotation(TRACE_PARENT);
        all.forEach((name, value) -> {
            boolean isOutdated =
                    parent != null && (name.equals(TRACE_PARENT.text()) || name.equals(TRACE_STATE.text()));
            if (!isOutdated) writeUserProperty(name, value, to);
        });
        if (parent != null) {
            writeUserProperty(TRACE_PARENT.text(), parent, to);
            writeUserProperty(TRACE_STATE.text(), from.messageAnnotation(TRACE_STATE), to);
        }
        if (!all.containsKey(SUBJECT))
            writeUserProperty(SUBJECT, from.properties().subject(), to);
    }

    private static void writeUserProperty(String name, @Nullable Object value, io.belay.mqtt.Properties.Builder to) {
        String text = value == null ? null : PlainText.of(value);
        if (text != null && fits(name) && fits(text)) to.user(name, text);
    }

    /** The broker does not look into bodies; one that its sender has got wrong must not end the lines of those it is for. */
    private static byte[] writeBody(MessageSections from, io.belay.mqtt.Properties.Builder to) {
        BodyKind kind = from.bodyKind();
        if (kind == BodyKind.DATA || kind == BodyKind.NONE) return bytes(from.data());
        try {
            return writeValue(kind == BodyKind.VALUE ? from.bodyValue() : from.bodySequence(), to);
        } catch (MalformedException sendersFault) {
            return bytes(from.section(Descriptor.AMQP_VALUE)); // which stands for the body of any kind
        }
    }

    private static byte[] writeValue(@Nullable Object body, io.belay.mqtt.Properties.Builder to) {
        if (body == null) return new byte[0];
        if (body instanceof Binary binary) return binary.bytes();
        to.put(Property.PAYLOAD_FORMAT_INDICATOR, 1);
        if (body instanceof String text) return utf8(text);
        to.put(Property.CONTENT_TYPE, JSON);
        return utf8(PlainText.json(body));
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }

    private static boolean fits(String text) {
        return text.indexOf('\0') < 0 && utf8(text).length <= FIELD_LENGTH_MAX;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
