package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Decimal128;
import io.belay.amqp.type.Decimal32;
import io.belay.amqp.type.Decimal64;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes arrays (§1.6.24): one constructor, then the elements without one, each as the format code wants it. */
final class ArrayEncoder {
    private static final int NARROW_MAX = 255;

    private ArrayEncoder() {}

    static void write(AmqpArray array, ByteWriter out) {
        Compound compound = new Compound(out, Format.ARRAY_8, Format.ARRAY_32);
        writeContent(array, out);
        compound.end(array.values().size());
    }

    private static void writeContent(AmqpArray array, ByteWriter out) {
        for (Object descriptor : array.descriptors()) {
            out.writeByte(Format.DESCRIBED);
            ValueEncoder.write(descriptor, out);
        }
        out.writeByte(array.formatCode());
        for (Object value : array.values()) writeElement(array.formatCode(), value, out);
    }

    private static void writeElement(int code, @Nullable Object value, ByteWriter out) {
        try {
            if (code >= Format.LIST_8) {
                writeCompound(code, Objects.requireNonNull(value), out);
            } else if (code >= Format.BINARY_8) {
                writeSized(code, bytes(code, Objects.requireNonNull(value)), out);
            } else if (code >= Format.UBYTE) {
                writeFixed(code, Objects.requireNonNull(value), out);
            } else {
                checkEmpty(code, value);
            }
        } catch (ClassCastException | NullPointerException wrong) {
            throw unfit(code, value);
        }
    }

    private static IllegalArgumentException unfit(int code, @Nullable Object value) {
        String what = value == null ? "null" : value.getClass().getSimpleName();
        return new IllegalArgumentException("an array of 0x" + Integer.toHexString(code) + " with " + what);
    }

    private static void checkEmpty(int code, @Nullable Object value) {
        boolean fits = switch (code) {
            case Format.NULL -> value == null;
            case Format.TRUE -> Boolean.TRUE.equals(value);
            case Format.FALSE -> Boolean.FALSE.equals(value);
            case Format.UINT_0 -> new UnsignedInteger(0).equals(value);
            case Format.ULONG_0 -> new UnsignedLong(0).equals(value);
            case Format.LIST_0 -> List.of().equals(value);
            default -> false;
        };
        if (!fits) throw unfit(code, value);
    }

    private static void writeFixed(int code, Object value, ByteWriter out) {
        switch (code) {
            case Format.UBYTE -> out.writeByte(((UnsignedByte) value).value());
            case Format.BYTE -> out.writeByte((Byte) value);
            case Format.UINT_SMALL -> out.writeByte(narrow(((UnsignedInteger) value).value()));
            case Format.ULONG_SMALL -> out.writeByte(narrow(((UnsignedLong) value).bits()));
            case Format.INT_SMALL -> out.writeByte(signed((Integer) value));
            case Format.LONG_SMALL -> out.writeByte(signed((Long) value));
            case Format.BOOLEAN -> out.writeBoolean((Boolean) value);
            case Format.USHORT -> out.writeShort(((UnsignedShort) value).value());
            case Format.SHORT -> out.writeShort((Short) value);
            case Format.UINT -> out.writeInt(((UnsignedInteger) value).bits());
            case Format.INT -> out.writeInt((Integer) value);
            case Format.FLOAT -> out.writeInt(Float.floatToRawIntBits((Float) value));
            case Format.CHAR -> out.writeInt(((Char) value).codePoint());
            case Format.DECIMAL_32 -> out.writeInt(((Decimal32) value).bits());
            default -> writeWide(code, value, out);
        }
    }

    private static void writeWide(int code, Object value, ByteWriter out) {
        switch (code) {
            case Format.ULONG -> out.writeLong(((UnsignedLong) value).bits());
            case Format.LONG -> out.writeLong((Long) value);
            case Format.DOUBLE -> out.writeLong(Double.doubleToRawLongBits((Double) value));
            case Format.TIMESTAMP -> out.writeLong(((Timestamp) value).ms());
            case Format.DECIMAL_64 -> out.writeLong(((Decimal64) value).bits());
            case Format.DECIMAL_128 ->
                out.writeLong(((Decimal128) value).high()).writeLong(((Decimal128) value).low());
            case Format.UUID ->
                out.writeLong(((UUID) value).getMostSignificantBits())
                        .writeLong(((UUID) value).getLeastSignificantBits());
            default -> throw unfit(code, value);
        }
    }

    private static int narrow(long value) {
        Check.argument(value >= 0 && value <= NARROW_MAX, "an element from 0 to 255", value);
        return (int) value;
    }

    private static int signed(long value) {
        Check.argument(value == (byte) value, "an element from -128 to 127", value);
        return (int) value;
    }

    private static byte[] bytes(int code, Object value) {
        return switch (code) {
            case Format.BINARY_8, Format.BINARY_32 -> ((Binary) value).bytes();
            case Format.STRING_8, Format.STRING_32 -> ((String) value).getBytes(StandardCharsets.UTF_8);
            case Format.SYMBOL_8, Format.SYMBOL_32 -> ((Symbol) value).text().getBytes(StandardCharsets.US_ASCII);
            default -> throw unfit(code, value);
        };
    }

    private static void writeSized(int code, byte[] bytes, ByteWriter out) {
        if (Format.sizeWidth(code) == 1) {
            out.writeByte(narrow(bytes.length));
        } else {
            out.writeInt(bytes.length);
        }
        out.writeRaw(bytes, 0, bytes.length);
    }

    private static void writeCompound(int code, Object value, ByteWriter out) {
        int width = Format.sizeWidth(code);
        int start = out.length();
        for (int left = 2 * width; left > 0; left--) out.writeByte(0);
        int count;
        switch (code) {
            case Format.LIST_8, Format.LIST_32 -> {
                ValueEncoder.writeElements((List<?>) value, out);
                count = ((List<?>) value).size();
            }
            case Format.MAP_8, Format.MAP_32 -> {
                ValueEncoder.writeEntries((Map<?, ?>) value, out);
                count = 2 * ((Map<?, ?>) value).size();
            }
            case Format.ARRAY_8, Format.ARRAY_32 -> {
                writeContent((AmqpArray) value, out);
                count = ((AmqpArray) value).values().size();
            }
            default -> throw unfit(code, value);
        }
        Compound.patch(out, start, width, count);
    }
}
