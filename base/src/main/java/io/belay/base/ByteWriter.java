package io.belay.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes our own formats (log records, checkpoints) into an array that grows. Numbers are big-endian. One thread at a
 * time.
 */
public final class ByteWriter {
    private static final int GROWTH_MAX = 16 << 20;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int length;

    /** Starts empty, with room for {@code room} bytes before the first growth; 0 or more. */
    public ByteWriter(int room) {
        bytes = new byte[Math.max(room, 16)];
    }

    /** The number of bytes written. */
    public int length() {
        return length;
    }

    /** Forgets what was written and keeps the room. */
    public void clear() {
        length = 0;
    }

    /** Appends the low 8 bits of {@code value}. */
    public ByteWriter writeByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Appends 1 for true, 0 for false. */
    public ByteWriter writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** Appends the low 16 bits of {@code value}. */
    public ByteWriter writeShort(int value) {
        reserve(2);
        bytes[length] = (byte) (value >>> 8);
        bytes[length + 1] = (byte) value;
        length += 2;
        return this;
    }

    /** Appends four bytes. */
    public ByteWriter writeInt(int value) {
        reserve(4);
        putInt(length, value);
        length += 4;
        return this;
    }

    /** Appends eight bytes. */
    public ByteWriter writeLong(long value) {
        reserve(8);
        LONGS.set(bytes, length, value);
        length += 8;
        return this;
    }

    /** Appends an unsigned LEB128 number of one to ten bytes, seven bits each, low bits first. */
    public ByteWriter writeVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Appends a varint length and the bytes. */
    public ByteWriter writeBytes(byte[] value) {
        writeVarint(value.length);
        return writeRaw(value, 0, value.length);
    }

    /** Appends a varint length and the UTF-8 form. */
    public ByteWriter writeString(String value) {
        return writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends {@code count} bytes of {@code source} from {@code from} on, without a length. */
    public ByteWriter writeRaw(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /**
     * Appends the next {@code count} bytes of {@code source} and moves its position past them.
     *
     * @param count 0 to {@code source.remaining()}
     */
    public ByteWriter writeBuffer(ByteBuffer source, int count) {
        reserve(count);
        source.get(bytes, length, count);
        length += count;
        return this;
    }

    /**
     * Makes room, and returns the array that is written into: for one who writes many small values at a time. They go behind
     * {@link #length}, and {@link #wrote} makes them count. Valid until the next write.
     *
     * @param count bytes that there is room for, 0 or more
     */
    public byte[] room(int count) {
        reserve(count);
        return bytes;
    }

    /** The next {@code count} bytes of {@link #room}, 0 or more, were written. */
    public void wrote(int count) {
        Check.argument(count >= 0 && count <= bytes.length - length, "bytes inside the room", count);
        length += count;
    }

    /** Overwrites the byte at {@code position}, which must have been written, with the low 8 bits of {@code value}. */
    public void patchByte(int position, int value) {
        Check.argument(position >= 0 && position < length, "a position inside what was written", position);
        bytes[position] = (byte) value;
    }

    /** Moves what was written from {@code position} on back by {@code count} bytes; what is in the gap is not defined. */
    public void openGap(int position, int count) {
        Check.argument(position >= 0 && position <= length, "a position inside what was written", position);
        reserve(count);
        System.arraycopy(bytes, position, bytes, position + count, length - position);
        length += count;
    }

    /** Forgets what was written from {@code position} on; 0 to {@link #length()}. */
    public void truncate(int position) {
        Check.argument(position >= 0 && position <= length, "a position inside what was written", position);
        length = position;
    }

    /** Overwrites four bytes at {@code position}, which must have been written. */
    public void patchInt(int position, int value) {
        Check.argument(position >= 0 && position + 4 <= length, "a position inside what was written", position);
        putInt(position, value);
    }

    /** A copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** A view of what was written; valid until the next write. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length).slice();
    }

    private void putInt(int position, int value) {
        INTS.set(bytes, position, value);
    }

    private void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed <= bytes.length) return;
        int grown = bytes.length + Math.min(bytes.length, GROWTH_MAX);
        bytes = Arrays.copyOf(bytes, Math.max(grown, needed));
    }
}
