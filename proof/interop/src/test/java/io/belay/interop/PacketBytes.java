package io.belay.interop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of MQTT packets, put together by hand: what shows that a broker speaks the standard must not share its codec.
 * {@code level} is 4 for MQTT 3.1.1 and 5 for 5.0.
 */
public final class PacketBytes {
    public static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private PacketBytes() {}

    /**
     * CONNECT without a will.
     *
     * @param expiryS session expiry, only for 5.0
     * @param receiveMaximum only for 5.0; 0 leaves it out
     */
    public static byte[] connect(
            int level, String clientId, boolean clean, int keepAliveS, long expiryS, int receiveMaximum) {
        PacketBytes body = connectStart(level, clean ? 0x02 : 0x00, keepAliveS);
        if (level == 5) {
            PacketBytes properties = new PacketBytes().u8(0x11).u32(expiryS);
            if (receiveMaximum > 0) properties.u8(0x21).u16(receiveMaximum);
            body.varint(properties.bytes.size()).raw(properties.bytes.toByteArray());
        }
        return body.string(clientId).packet(0x10);
    }

    /** CONNECT with a QoS 1 will, clean; in 5.0 the session outlives the line by an hour. */
    static byte[] connectWithWill(int level, String clientId, String topic, String text) {
        PacketBytes body = connectStart(level, 0x02 | 0x04 | 0x08, 60);
        if (level == 5) body.u8(5).u8(0x11).u32(3600); // session expiry
        body.string(clientId);
        if (level == 5) body.u8(0); // will properties
        return body.string(topic).string(text).packet(0x10);
    }

    public static byte[] publish(
            int level, String topic, int qos, boolean dup, boolean retain, int packetId, byte[] payload) {
        PacketBytes body = new PacketBytes().string(topic);
        if (qos > 0) body.u16(packetId);
        if (level == 5) body.u8(0);
        return body.raw(payload).packet(0x30 | (dup ? 8 : 0) | qos << 1 | (retain ? 1 : 0));
    }

    /** PUBACK, PUBREC, PUBREL or PUBCOMP in the short form that means success in both versions. */
    public static byte[] answer(int type, int packetId) {
        return new PacketBytes().u16(packetId).packet(type << 4 | (type == PUBREL ? 2 : 0));
    }

    /** As {@link #answer(int, int)} with a reason code, only for 5.0. */
    public static byte[] answer(int type, int packetId, int reason) {
        return new PacketBytes().u16(packetId).u8(reason).packet(type << 4 | (type == PUBREL ? 2 : 0));
    }

    public static byte[] subscribe(int level, int packetId, String filter, int qos) {
        PacketBytes body = new PacketBytes().u16(packetId);
        if (level == 5) body.u8(0);
        return body.string(filter).u8(qos).packet(0x82);
    }

    public static byte[] ping() {
        return new PacketBytes().packet(0xC0);
    }

    public static byte[] disconnect() {
        return new PacketBytes().packet(0xE0);
    }

    private static PacketBytes connectStart(int level, int flags, int keepAliveS) {
        return new PacketBytes().string("MQTT").u8(level).u8(flags).u16(keepAliveS);
    }

    private byte[] packet(int first) {
        PacketBytes whole = new PacketBytes().u8(first).varint(bytes.size()).raw(bytes.toByteArray());
        return whole.bytes.toByteArray();
    }

    private PacketBytes u8(int value) {
        bytes.write(value);
        return this;
    }

    private PacketBytes u16(int value) {
        return u8(value >> 8).u8(value);
    }

    private PacketBytes u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    private PacketBytes varint(int value) {
        int rest = value;
        for (; rest > 127; rest >>>= 7) u8(rest & 127 | 128);
        return u8(rest);
    }

    private PacketBytes string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u16(utf8.length).raw(utf8);
    }

    private PacketBytes raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }
}
