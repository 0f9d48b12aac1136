package io.belay.mqtt;

import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Looks into the content of a {@link Packet.Publish} or {@link Packet.Will}: forwarded properties and payload in one
 * array. For content that the decoder made or that was made here; not for a peer's bytes.
 */
public final class Content {
    private Content() {}

    /**
     * Makes content.
     *
     * @param forwarded payload format, content type, response topic, correlation data and user properties only
     * @param payload copied
     * @throws IllegalArgumentException if a property belongs to one hop only
     */
    public static byte[] of(Properties forwarded, byte[] payload) {
        for (Property property : forwarded.values().keySet()) {
            boolean goesOn = (PropertyRules.FORWARDED & PropertyRules.bit(property)) != 0;
            Check.argument(goesOn, "a property that goes with the message, not " + property, property.id());
        }
        ByteWriter out = new ByteWriter(Varint.length(forwarded.length()) + forwarded.length() + payload.length);
        PropertyForm.write(forwarded, out);
        return out.writeRaw(payload, 0, payload.length).toArray();
    }

    /** Where the payload starts, an index into {@code content} up to its length. */
    public static int payloadFrom(byte[] content) {
        return propertiesFrom(content) + propertiesLength(content);
    }

    /** Whether the payload has at least one byte; a retained message without one clears its topic (MQTT-3.3.1-6). */
    public static boolean hasPayload(byte[] content) {
        return payloadFrom(content) < content.length;
    }

    /** A copy of the payload. */
    public static byte[] payload(byte[] content) {
        return Arrays.copyOfRange(content, payloadFrom(content), content.length);
    }

    /** The forwarded properties. */
    public static Properties properties(byte[] content) {
        PacketReader reader = new PacketReader();
        reader.open(ByteBuffer.wrap(content), 0, 0, payloadFrom(content));
        return PropertiesDecoder.read(reader, PropertyRules.FORWARDED);
    }

    /** Where the properties start, behind their length. */
    static int propertiesFrom(byte[] content) {
        return Varint.length(propertiesLength(content));
    }

    /** The length of the properties, bytes. */
    static int propertiesLength(byte[] content) {
        int length = 0;
        for (int index = 0; index < 4; index++) {
            Check.argument(index < content.length, "content that starts with a length", content.length);
            length |= (content[index] & 0x7F) << 7 * index;
            if (content[index] >= 0) return length;
        }
        throw new IllegalArgumentException("content that starts with a length of at most four bytes");
    }
}
