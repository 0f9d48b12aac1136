package io.belay.node.message;

import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Properties;
import io.belay.base.MalformedException;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.mqtt.Content;
import io.belay.mqtt.Property;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people may see of a message, in whatever protocol it came.
 *
 * @param isDurable whether it is not to be lost
 * @param headers what its sender says of it by names that are the same for all: {@code contentType}, {@code subject},
 *     {@code correlationId}, {@code replyTo}, {@code messageId}, {@code groupId}; as text, those that are there
 * @param properties what its sender says of it by names of its own: strings, numbers and truths; others as text
 * @param text the body, if it is text, or a value, which is told as JSON; else null
 * @param bytes the body, if it is none of these; else null
 */
public record MessageView(
        boolean isDurable,
        Map<String, String> headers,
        Map<String, Object> properties,
        @Nullable String text,
        byte @Nullable [] bytes) {

    /** Looks into a message. Any thread. What cannot be decoded is told as bytes. */
    public static MessageView of(Message message) {
        if (message.format() != MessageFormat.AMQP) return ofMqtt(message);
        try {
            return ofAmqp(MessageSections.of(ByteBuffer.wrap(message.content())));
        } catch (MalformedException malformed) { // The gateway checks all but the body.
            return new MessageView(false, Collections.emptyMap(), Collections.emptyMap(), null, message.content());
        }
    }

    private static MessageView ofAmqp(MessageSections sections) {
        Properties said = sections.properties();
        Map<String, String> headers = new LinkedHashMap<>();
        put("messageId", said.messageId(), headers);
        put("contentType", said.contentType(), headers);
        put("subject", said.subject(), headers);
        put("correlationId", said.correlationId(), headers);
        put("replyTo", said.replyTo(), headers);
        put("groupId", said.groupId(), headers);
        Map<String, Object> properties = new LinkedHashMap<>();
        sections.applicationProperties().forEach((name, value) -> properties.put(name, plain(value)));
        boolean isDurable = sections.header().durable();
        BodyKind kind = sections.bodyKind();
        if (kind == BodyKind.DATA || kind == BodyKind.NONE) {
            ByteBuffer data = sections.data();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            return body(isDurable, headers, properties, bytes);
        }
        Object value = kind == BodyKind.VALUE ? sections.bodyValue() : sections.bodySequence();
        if (value instanceof Binary binary) return body(isDurable, headers, properties, binary.bytes());
        String text = value instanceof String plain ? plain : PlainText.json(value);
        return new MessageView(isDurable, headers, properties, text, null);
    }

    private static MessageView ofMqtt(Message message) {
        io.belay.mqtt.Properties said = Content.properties(message.content());
        Map<String, String> headers = new LinkedHashMap<>();
        put("contentType", said.string(Property.CONTENT_TYPE), headers);
        byte[] correlation = said.binary(Property.CORRELATION_DATA);
        put("correlationId", correlation == null ? null : Binary.of(correlation), headers);
        put("replyTo", said.string(Property.RESPONSE_TOPIC), headers);
        Map<String, Object> properties = new LinkedHashMap<>();
        said.userProperties().forEach(user -> properties.put(user.name(), user.value()));
        boolean isDurable = message.guarantee() != Guarantee.AT_MOST_ONCE;
        return body(isDurable, headers, properties, Content.payload(message.content()));
    }

    /** Bytes that are text are told as such: most are. */
    private static MessageView body(
            boolean isDurable, Map<String, String> headers, Map<String, Object> properties, byte[] bytes) {
        String text = text(bytes);
        return new MessageView(isDurable, headers, properties, text, text == null ? bytes : null);
    }

    private static void put(String name, @Nullable Object value, Map<String, String> headers) {
        Object shown = value instanceof Binary binary ? text(binary.bytes()) : value;
        if (shown == null && value instanceof Binary binary) shown = PlainText.json(binary);
        String text = shown == null ? null : PlainText.of(shown);
        if (text != null) headers.put(name, text);
    }

    private static Object plain(@Nullable Object value) {
        boolean isPlain = value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double number && Double.isFinite(number);
        if (value != null && isPlain) return value;
        String text = value == null ? null : PlainText.of(value);
        return text == null ? PlainText.json(value) : text;
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }
}
