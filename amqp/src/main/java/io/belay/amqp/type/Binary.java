package io.belay.amqp.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A row of bytes that is a value: equal if its bytes are (AMQP binary, §1.6.19). Never changes. */
public final class Binary implements Comparable<Binary> {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SHORT_MAX = 32;

    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes {@code bytes} as they are: whoever gives them never writes to them again. */
    public static Binary of(byte... bytes) {
        return new Binary(bytes);
    }

    /** A copy of {@code length} bytes of {@code in}, which is big-endian, from {@code index} on; its position stays. */
    public static Binary copyOf(ByteBuffer in, int index, int length) {
        byte[] bytes = new byte[length];
        if (length > SHORT_MAX) in.get(index, bytes);
        else copyShort(in, index, bytes);
        return new Binary(bytes);
    }

    /** A tag has a few bytes and comes with each message: copied by hand */
    private static void copyShort(ByteBuffer in, int index, byte[] bytes) {
        int at = 0;
        for (; at + 8 <= bytes.length; at += 8) LONGS.set(bytes, at, in.getLong(index + at));
        if (at + 4 <= bytes.length) {
            INTS.set(bytes, at, in.getInt(index + at));
            at += 4;
        }
        for (; at < bytes.length; at++) bytes[at] = in.get(index + at);
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** The byte at {@code index}, counted from 0; signed as Java has it. */
    public byte at(int index) {
        return bytes[index];
    }

    /** The bytes themselves: to be read, never written. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(Binary other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal digits, such as {@code Binary[00ff]}. */
    @Override
    public String toString() {
        return "Binary[" + HexFormat.of().formatHex(bytes) + "]";
    }
}
