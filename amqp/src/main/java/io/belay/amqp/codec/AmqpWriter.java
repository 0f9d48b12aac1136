package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values in their smallest encoding (AMQP 1.0 part 1). What cannot be written is a bug of the caller. */
public final class AmqpWriter {
    private static final int NARROW_MAX = 255;

    private AmqpWriter() {}

    /**
     * Writes a value of any type.
     *
     * @param value null, or one of the Java types that {@link AmqpReader#readValue} returns
     * @param out takes the bytes
     * @throws IllegalArgumentException if it is of another type, or an array whose elements do not fit its format code
     */
    public static void writeValue(@Nullable Object value, ByteWriter out) {
        ValueEncoder.write(value, out);
    }

    /** Writes a boolean. */
    public static void writeBoolean(boolean value, ByteWriter out) {
        out.writeByte(value ? Format.TRUE : Format.FALSE);
    }

    /** Writes a uint, 0 to 4294967295. */
    public static void writeUint(long value, ByteWriter out) {
        if (value == 0) {
            out.writeByte(Format.UINT_0);
        } else if (value <= NARROW_MAX) {
            out.writeShort(Format.UINT_SMALL << 8 | (int) value);
        } else {
            out.writeByte(Format.UINT).writeInt((int) value);
        }
    }

    /** Writes a ulong; from 2^63 on {@code bits} is negative. */
    public static void writeUlong(long bits, ByteWriter out) {
        if (bits == 0) {
            out.writeByte(Format.ULONG_0);
        } else if (bits > 0 && bits <= NARROW_MAX) {
            out.writeShort(Format.ULONG_SMALL << 8 | (int) bits);
        } else {
            out.writeByte(Format.ULONG).writeLong(bits);
        }
    }

    /** Writes a string; a lone surrogate as one {@code ?}, as Java does. */
    public static void writeString(String value, ByteWriter out) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeSized(Format.STRING_8, Format.STRING_32, bytes, out);
    }

    /** Writes a symbol. */
    public static void writeSymbol(Symbol value, ByteWriter out) {
        byte[] bytes = value.text().getBytes(StandardCharsets.US_ASCII);
        writeSized(Format.SYMBOL_8, Format.SYMBOL_32, bytes, out);
    }

    /** Writes a binary. */
    public static void writeBinary(Binary value, ByteWriter out) {
        writeSized(Format.BINARY_8, Format.BINARY_32, value.bytes(), out);
    }

    /** Writes an array of symbols, also for one alone. */
    public static void writeSymbols(List<Symbol> values, ByteWriter out) {
        ValueEncoder.write(AmqpArray.ofSymbols(values), out);
    }

    private static void writeSized(int narrowCode, int wideCode, byte[] bytes, ByteWriter out) {
        if (bytes.length <= NARROW_MAX) {
            out.writeShort(narrowCode << 8 | bytes.length);
        } else {
            out.writeByte(wideCode).writeInt(bytes.length);
        }
        out.writeRaw(bytes, 0, bytes.length);
    }
}
