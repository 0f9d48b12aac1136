package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over one packet that lies whole in a buffer. Each read is checked against the packet's end (or that of its
 * properties) before anything is allocated. It never moves the buffer's own position.
 */
final class PacketReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer in = NOTHING;
    private int start;
    private int position;
    private int end;

    /** Turns to the packet that starts at {@code start}, whose header ends at {@code position}. */
    void open(ByteBuffer in, int start, int position, int end) {
        this.in = in;
        this.start = start;
        this.position = position;
        this.end = end;
    }

    /** Lets go of the buffer, which belongs to somebody else after the packet. */
    void close() {
        in = NOTHING;
    }

    ByteBuffer buffer() {
        return in;
    }

    int position() {
        return position;
    }

    void position(int position) {
        this.position = position;
    }

    int remaining() {
        return end - position;
    }

    /** Ends the readable part after {@code length} bytes; returns the old end for {@link #widen}. */
    int narrow(int length) {
        need(length);
        int outer = end;
        end = position + length;
        return outer;
    }

    void widen(int outer) {
        end = outer;
    }

    int readByte() {
        need(1);
        return in.get(position++) & 0xFF;
    }

    int readShort() {
        need(2);
        int value = in.getShort(position) & 0xFFFF;
        position += 2;
        return value;
    }

    long readInt() {
        need(4);
        long value = in.getInt(position) & 0xFFFF_FFFFL;
        position += 4;
        return value;
    }

    /** Reads a packet id, 1 to 65535 (MQTT-2.2.1-3; 3.1.1: MQTT-2.3.1-1). */
    int readPacketId() {
        int id = readShort();
        if (id == 0) throw malformed(PROTOCOL_ERROR, position - 2, "a packet id from 1, not 0");
        return id;
    }

    /** Reads a variable byte integer in its shortest form (MQTT-1.5.5-1). */
    int readVarint() {
        int from = position;
        if (from < end && in.get(from) >= 0) return in.get(position++); // nearly always: one byte
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0x80) continue;
            if (next == 0 && shift > 0) throw malformed(MALFORMED_PACKET, from, "the shortest form of " + value);
            return value;
        }
        throw malformed(MALFORMED_PACKET, from, "a variable byte integer of at most four bytes");
    }

    String readString() {
        int from = skipString();
        return text(from, position - from);
    }

    /** The text of bytes that were checked. */
    String text(int from, int length) {
        if (in.hasArray()) return new String(in.array(), in.arrayOffset() + from, length, StandardCharsets.UTF_8);
        return new String(bytes(from, length), StandardCharsets.UTF_8);
    }

    /** Checks a string and moves past it; returns where its bytes start. */
    int skipString() {
        int from = skipBinary();
        int bad = Utf8.firstBad(in, from, position);
        if (bad >= 0) throw malformed(MALFORMED_PACKET, bad, "well-formed UTF-8 without U+0000");
        return from;
    }

    byte[] readBinary() {
        int from = skipBinary();
        return bytes(from, position - from);
    }

    /** Moves past a two-byte length and as many bytes; returns where they start. */
    int skipBinary() {
        int length = readShort();
        need(length);
        int from = position;
        position += length;
        return from;
    }

    private byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        return bytes;
    }

    /** A copy of all bytes from {@code from} to the packet's end. */
    byte[] tail(int from) {
        if (!in.hasArray()) return bytes(from, end - from);
        int offset = in.arrayOffset();
        return Arrays.copyOfRange(
                in.array(), offset + from, offset + end); // The fastest copy: nothing is zeroed first.
    }

    /** Holds the packet to end here. */
    void expectEnd() {
        if (position != end) throw malformed(MALFORMED_PACKET, position, "the end, not " + remaining() + " bytes more");
    }

    private void need(int count) {
        if (end - position < count) {
            throw malformed(MALFORMED_PACKET, position, count + " bytes more, not " + remaining());
        }
    }

    MalformedException malformed(ReasonCode reason, String expected) {
        return malformed(reason, position, expected);
    }

    /** What to throw when the byte at {@code index} of the buffer is wrong. */
    MalformedException malformed(ReasonCode reason, int index, String expected) {
        int offset = index - start;
        return new MalformedException(reason.code(), offset, "expected " + expected + " at byte " + offset);
    }
}
