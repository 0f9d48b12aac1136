package io.belay.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote. Checks every length against the bytes at hand before it allocates. One thread at
 * a time.
 */
public final class ByteReader {
    private final ByteBuffer in;

    /** Reads from the position of {@code in} to its limit, and moves the position. */
    public ByteReader(ByteBuffer in) {
        this.in = in;
    }

    /** Reads the whole array. */
    public ByteReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    /** How many bytes are left. */
    public int remaining() {
        return in.remaining();
    }

    /** Reads one byte, 0 to 255. */
    public int readByte() {
        need(1);
        return in.get() & 0xFF;
    }

    /** Reads a byte that must be 0 or 1. */
    public boolean readBoolean() {
        int value = readByte();
        if (value > 1) throw malformed("a boolean, 0 or 1, not " + value);
        return value == 1;
    }

    /** Reads four bytes. */
    public int readInt() {
        need(4);
        return in.getInt();
    }

    /** Reads eight bytes. */
    public long readLong() {
        need(8);
        return in.getLong();
    }

    /** Reads an unsigned LEB128 number of at most 64 bits; from 2^63 on it comes out negative. */
    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            if (shift == 63 && next > 1) break; // The tenth byte has room for one bit only.
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw malformed("a varint of at most 64 bits");
    }

    /** Reads a varint that must fit 0 to {@code max}. */
    public int readVarint(int max) {
        long value = readVarint();
        if (value < 0 || value > max) throw malformed("a number from 0 to " + max + ", not " + value);
        return (int) value;
    }

    /** Reads a varint length and that many bytes, into an array of its own. */
    public byte[] readBytes() {
        int length = readVarint(Integer.MAX_VALUE);
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Reads a varint length and UTF-8. */
    public String readString() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    private void need(int count) {
        if (in.remaining() < count) throw malformed(count + " more bytes, not " + in.remaining());
    }

    private MalformedException malformed(String expected) {
        return new MalformedException(0, in.position(), "expected " + expected + " at byte " + in.position());
    }
}
