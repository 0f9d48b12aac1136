package io.belay.mqtt;

import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Packets as bytes, written by hand in tests. */
final class Wire {
    private Wire() {}

    /**
     * Strings parts together.
     *
     * @param parts an Integer or an ASCII Character for one byte, a String for its length and UTF-8, a byte[] as it is
     */
    static byte[] bytes(Object... parts) {
        ByteWriter out = new ByteWriter(64);
        for (Object part : parts) {
            if (part instanceof Integer number) out.writeByte(number);
            if (part instanceof Character ascii) out.writeByte(ascii);
            if (part instanceof byte[] raw) out.writeRaw(raw, 0, raw.length);
            if (part instanceof String text) {
                byte[] raw = text.getBytes(StandardCharsets.UTF_8);
                out.writeShort(raw.length).writeRaw(raw, 0, raw.length);
            }
        }
        return out.toArray();
    }

    /** A first byte, the remaining length, and the parts. */
    static byte[] packet(int first, Object... parts) {
        byte[] body = bytes(parts);
        return new ByteWriter(body.length + 5)
                .writeByte(first)
                .writeVarint(body.length)
                .writeRaw(body, 0, body.length)
                .toArray();
    }

    /** A length of one byte, and the parts: the properties of a packet. */
    static byte[] properties(Object... parts) {
        byte[] body = bytes(parts);
        return bytes(body.length, body);
    }

    /** ASCII without a length: a payload. */
    static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static MqttDecoder server(Version version) {
        MqttDecoder decoder = new MqttDecoder(true, MqttDecoder.PACKET_LENGTH_MAX);
        decoder.version(version);
        return decoder;
    }

    static MqttDecoder client(Version version) {
        MqttDecoder decoder = new MqttDecoder(false, MqttDecoder.PACKET_LENGTH_MAX);
        decoder.version(version);
        return decoder;
    }

    static @Nullable Packet fromClient(Version version, byte[] bytes) {
        return server(version).decode(ByteBuffer.wrap(bytes));
    }

    static @Nullable Packet fromServer(Version version, byte[] bytes) {
        return client(version).decode(ByteBuffer.wrap(bytes));
    }

    /** The same bytes outside the heap, at an odd place. */
    static ByteBuffer direct(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 8);
        buffer.position(3).limit(3 + bytes.length);
        return buffer.duplicate().put(bytes).flip().position(3);
    }

    static byte[] encoded(Packet packet, Version version) {
        ByteWriter out = new ByteWriter(64);
        MqttEncoder.encode(packet, version, out);
        return out.toArray();
    }

    /** The reason with which the bytes are refused, or −1 if they are not. */
    static int refusal(MqttDecoder decoder, byte[] bytes) {
        try {
            decoder.decode(ByteBuffer.wrap(bytes));
            return -1;
        } catch (MalformedException refused) {
            return refused.reason();
        }
    }

    /** A packet as text, arrays written out, so that two can be compared and a difference be read. */
    static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) return "0x" + HexFormat.of().formatHex(bytes);
        if (value instanceof int[] numbers) return Arrays.toString(numbers);
        if (!(value instanceof Record)) return String.valueOf(value);
        StringJoiner text = new StringJoiner(", ", value.getClass().getSimpleName() + "[", "]");
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                text.add(component.getName() + "="
                        + shown(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return text.toString();
    }
}
