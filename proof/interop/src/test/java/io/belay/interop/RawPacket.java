package io.belay.interop;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A packet as it came, taken apart only when asked.
 *
 * @param level 4 for MQTT 3.1.1, 5 for 5.0
 * @param first the first byte: type and flags
 * @param body what follows the length
 */
public record RawPacket(int level, int first, byte[] body) {
    public static final int CONNACK = 2;
    public static final int PUBLISH = 3;
    public static final int SUBACK = 9;
    static final int PINGRESP = 13;
    public static final int DISCONNECT = 14;

    public static RawPacket read(int level, DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int b = in.readUnsignedByte();
            length |= (b & 127) << shift;
            if (b < 128) break;
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) throw new EOFException();
        return new RawPacket(level, first, body);
    }

    public int type() {
        return first >> 4;
    }

    public int qos() {
        return first >> 1 & 3;
    }

    boolean isDup() {
        return (first & 8) != 0;
    }

    boolean isRetain() {
        return (first & 1) != 0;
    }

    /** Of CONNACK. */
    boolean isSessionPresent() {
        return (body[0] & 1) != 0;
    }

    /** Of CONNACK its second byte, of PUBACK and the like what follows the id, of DISCONNECT the first; 0 if left out. */
    public int reason() {
        int at = type() == CONNACK ? 1 : type() == DISCONNECT ? 0 : type() == SUBACK ? body.length - 1 : 2;
        return at < body.length ? body[at] & 0xff : 0;
    }

    /** Of CONNACK: how many QoS 1 and 2 messages the broker takes at once, 65535 if it does not say. */
    int receiveMaximum() {
        if (level < 5) return 65_535;
        int end = afterProperties(2);
        for (int at = 2 + varintLength(2); at < end; at += propertyLength(at)) {
            if (body[at] == 0x21) return u16(at + 1);
        }
        return 65_535;
    }

    public int packetId() {
        return u16(type() == PUBLISH ? 2 + u16(0) : 0);
    }

    public String topic() {
        return new String(body, 2, u16(0), StandardCharsets.UTF_8);
    }

    public byte[] payload() {
        int at = 2 + u16(0) + (qos() > 0 ? 2 : 0);
        return Arrays.copyOfRange(body, level == 5 ? afterProperties(at) : at, body.length);
    }

    String text() {
        return new String(payload(), StandardCharsets.UTF_8);
    }

    /** The first eight bytes of the payload as a number. */
    public long number() {
        return ByteBuffer.wrap(payload()).getLong();
    }

    @Override
    public String toString() {
        return "packet " + type() + " flags " + (first & 15) + " "
                + Arrays.toString(Arrays.copyOf(body, Math.min(40, body.length)));
    }

    private int u16(int at) {
        return (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
    }

    private int afterProperties(int at) {
        int length = 0;
        int width = varintLength(at);
        for (int i = 0; i < width; i++) length |= (body[at + i] & 127) << 7 * i;
        return at + width + length;
    }

    private int varintLength(int at) {
        int width = 1;
        while (body[at + width - 1] < 0) width++;
        return width;
    }

    /** Of a property of CONNACK, identifier and value (MQTT 5.0 §3.2.2.3). */
    private int propertyLength(int at) {
        return switch (body[at]) {
            case 0x24, 0x25, 0x28, 0x29, 0x2A -> 2; // one byte
            case 0x13, 0x21, 0x22 -> 3; // two bytes
            case 0x11, 0x27 -> 5; // four bytes
            case 0x26 -> pairLength(at);
            default -> 3 + u16(at + 1); // a string
        };
    }

    private int pairLength(int at) {
        int value = at + 3 + u16(at + 1);
        return value + 2 + u16(value) - at;
    }
}
