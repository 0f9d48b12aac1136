package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Decimal128;
import io.belay.amqp.type.Decimal32;
import io.belay.amqp.type.Decimal64;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds values of any type. Whatever holds other values goes one deeper, to {@link AmqpReader#DEPTH_MAX} at most. */
final class ValueDecoder {
    private ValueDecoder() {}

    /** Reads a value that {@code depth} others are around. */
    static @Nullable Object read(AmqpReader reader, int depth) {
        int code = reader.readByte();
        if (code != Format.DESCRIBED) return readBody(reader, code, depth);
        deeper(reader, depth);
        Object descriptor = read(reader, depth + 1);
        return new Described(descriptor, read(reader, depth + 1));
    }

    /** Reads what stands behind {@code code}. */
    private static @Nullable Object readBody(AmqpReader reader, int code, int depth) {
        if (Format.isKnown(code)) {
            if (Format.isCompound(code)) return readCompound(reader, code, depth);
            return Format.isSized(code) ? readSized(reader, code) : readFixed(reader, code);
        }
        throw reader.unexpected(code, "a format code of AMQP 1.0");
    }

    private static @Nullable Object readFixed(AmqpReader reader, int code) {
        return switch (code) {
            case Format.NULL -> null;
            case Format.TRUE -> true;
            case Format.FALSE -> false;
            case Format.UINT_0 -> new UnsignedInteger(0);
            case Format.ULONG_0 -> new UnsignedLong(0);
            case Format.UBYTE -> new UnsignedByte(reader.readByte());
            case Format.BYTE -> (byte) reader.readByte();
            case Format.UINT_SMALL -> new UnsignedInteger(reader.readByte());
            case Format.ULONG_SMALL -> new UnsignedLong(reader.readByte());
            case Format.INT_SMALL -> (int) (byte) reader.readByte();
            case Format.LONG_SMALL -> (long) (byte) reader.readByte();
            case Format.BOOLEAN -> reader.readTruth();
            case Format.USHORT -> new UnsignedShort(reader.readShort());
            case Format.SHORT -> (short) reader.readShort();
            default -> readWide(reader, code);
        };
    }

    private static Object readWide(AmqpReader reader, int code) {
        return switch (code) {
            case Format.UINT -> new UnsignedInteger(reader.readInt());
            case Format.INT -> reader.readInt();
            case Format.FLOAT -> Float.intBitsToFloat(reader.readInt());
            case Format.CHAR -> readChar(reader);
            case Format.DECIMAL_32 -> new Decimal32(reader.readInt());
            case Format.ULONG -> new UnsignedLong(reader.readLong());
            case Format.LONG -> reader.readLong();
            case Format.DOUBLE -> Double.longBitsToDouble(reader.readLong());
            case Format.TIMESTAMP -> new Timestamp(reader.readLong());
            case Format.DECIMAL_64 -> new Decimal64(reader.readLong());
            case Format.DECIMAL_128, Format.UUID -> readWidest(reader, code);
            default -> throw new AssertionError("no branch for " + code);
        };
    }

    private static Object readWidest(AmqpReader reader, int code) {
        reader.need(16);
        long high = reader.readLong();
        long low = reader.readLong();
        return code == Format.UUID ? new UUID(high, low) : new Decimal128(high, low);
    }

    private static Char readChar(AmqpReader reader) {
        return new Char(readCodePoint(reader));
    }

    static int readCodePoint(AmqpReader reader) {
        int value = reader.readInt();
        if (Character.isValidCodePoint(value)) return value;
        throw reader.malformed(Fault.DECODE, reader.position() - 4, "a char of Unicode");
    }

    private static Object readSized(AmqpReader reader, int code) {
        int size = reader.readSize(code);
        if (code == Format.BINARY_8 || code == Format.BINARY_32) return reader.takeBinary(size);
        if (code == Format.STRING_8 || code == Format.STRING_32) return Text.readUtf8(reader, size);
        return Text.readSymbol(reader, size);
    }

    private static Object readCompound(AmqpReader reader, int code, int depth) {
        deeper(reader, depth);
        if (code == Format.LIST_0) return List.of();
        int outer = reader.end();
        int count = reader.enter(code);
        Object value;
        if (code == Format.LIST_8 || code == Format.LIST_32) {
            value = readList(reader, count, depth + 1);
        } else if (code == Format.MAP_8 || code == Format.MAP_32) {
            value = MapDecoder.readEntries(reader, count, depth + 1, KeyRule.ANY);
        } else {
            value = readArray(reader, count, depth + 1);
        }
        reader.leave(outer);
        return value;
    }

    private static List<@Nullable Object> readList(AmqpReader reader, int count, int depth) {
        var values = new ArrayList<@Nullable Object>(count);
        for (int left = count; left > 0; left--) values.add(read(reader, depth));
        return Collections.unmodifiableList(values);
    }

    private static AmqpArray readArray(AmqpReader reader, int count, int depth) {
        var descriptors = new ArrayList<@Nullable Object>(0);
        int code = reader.readByte();
        while (code == Format.DESCRIBED) {
            deeper(reader, depth + descriptors.size());
            descriptors.add(read(reader, depth + descriptors.size() + 1));
            code = reader.readByte();
        }
        checkCount(reader, code, count);
        var values = new ArrayList<@Nullable Object>(count);
        int inner = depth + descriptors.size();
        for (int left = count; left > 0; left--) values.add(readBody(reader, code, inner));
        return new AmqpArray(Collections.unmodifiableList(descriptors), code, Collections.unmodifiableList(values));
    }

    /** Holds the count of an array of {@code code} against the bytes that are there. */
    static void checkCount(AmqpReader reader, int code, int count) {
        if (!Format.isKnown(code)) throw reader.unexpected(code, "a format code of AMQP 1.0");
        int width = Format.widthMin(code);
        if (width == 0 && count > AmqpReader.ZERO_WIDTH_MAX) {
            String most = "at most " + AmqpReader.ZERO_WIDTH_MAX + " elements that take no room, not " + count;
            throw reader.malformed(Fault.LIMIT, reader.position() - 1, most);
        }
        if (width > 0 && count > reader.remaining() / width) {
            String fitting = "a count that fits " + reader.remaining() + " bytes, not " + count;
            throw reader.malformed(Fault.DECODE, reader.position() - 1, fitting);
        }
    }

    /** Refuses to go below {@code depth} if that is the deepest. */
    static void deeper(AmqpReader reader, int depth) {
        if (depth >= AmqpReader.DEPTH_MAX) {
            String most = "at most " + AmqpReader.DEPTH_MAX + " values in one another";
            throw reader.malformed(Fault.LIMIT, reader.position() - 1, most);
        }
    }
}
