package io.belay.node.message;

import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.core.Message;
import io.belay.mqtt.Content;
import io.belay.mqtt.Property;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An MQTT message to what an AMQP client understands; the table is in docs/PROTOCOLS.md. */
final class MqttToAmqp {
    private static final Symbol DESTINATION = Symbol.of("x-opt-jms-dest");
    private static final Symbol REPLY_TO = Symbol.of("x-opt-jms-reply-to");
    private static final byte TOPIC = 1; // reference D.7

    private MqttToAmqp() {}

    /** All sections but the header. */
    static byte[] sections(Message message) {
        io.belay.mqtt.Properties from = Content.properties(message.content());
        byte[] payload = Content.payload(message.content());
        ByteWriter out = new ByteWriter(message.length() + 64);
        SectionWriter.writeMessageAnnotations(annotations(from), out);
        SectionWriter.writeProperties(properties(message, from), out);
        Map<String, String> users = new LinkedHashMap<>();
        from.userProperties().forEach(user -> users.put(user.name(), user.value())); // the last of a name counts
        if (!users.isEmpty()) SectionWriter.writeApplicationProperties(users, out);
        String text = isText(from) ? text(payload) : null;
        if (text != null) SectionWriter.writeValue(text, out);
        else SectionWriter.writeData(ByteBuffer.wrap(payload), out);
        return out.toArray();
    }

    private static Map<Symbol, @Nullable Object> annotations(io.belay.mqtt.Properties from) {
        Map<Symbol, @Nullable Object> annotations = new LinkedHashMap<>();
        annotations.put(DESTINATION, TOPIC);
        if (from.has(Property.RESPONSE_TOPIC)) annotations.put(REPLY_TO, TOPIC);
        return annotations;
    }

    private static Properties properties(Message message, io.belay.mqtt.Properties from) {
        byte[] correlation = from.binary(Property.CORRELATION_DATA);
        return new Properties(
                null,
                null,
                message.topic(),
                null,
                from.string(Property.RESPONSE_TOPIC),
                correlation == null ? null : Binary.of(correlation),
                symbol(from.string(Property.CONTENT_TYPE)),
                null,
                null,
                null,
                null,
                -1,
                null);
    }

    private static boolean isText(io.belay.mqtt.Properties from) {
        return from.number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1;
    }

    /** Null if it is no UTF-8, whatever its sender says. */
    private static @Nullable String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** Null if it is not ASCII, as a MIME type is. */
    private static @Nullable Symbol symbol(@Nullable String text) {
        boolean isAscii = text != null && text.chars().allMatch(each -> each < 0x80);
        return isAscii ? Symbol.of(text) : null;
    }
}
