package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Decimal128;
import io.belay.amqp.type.Decimal32;
import io.belay.amqp.type.Decimal64;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.base.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values of any type, each in the smallest encoding that holds it; arrays are {@link ArrayEncoder}'s. */
final class ValueEncoder {
    private ValueEncoder() {}

    static void write(@Nullable Object value, ByteWriter out) {
        if (value == null) {
            out.writeByte(Format.NULL);
        } else if (value instanceof Described described) {
            out.writeByte(Format.DESCRIBED);
            write(described.descriptor(), out);
            write(described.value(), out);
        } else if (value instanceof List<?> list) {
            writeList(list, out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (value instanceof AmqpArray array) {
            ArrayEncoder.write(array, out);
        } else if (!writeText(value, out) && !writeNumber(value, out) && !writeOther(value, out)) {
            throw new IllegalArgumentException("no AMQP type for " + value.getClass());
        }
    }

    private static boolean writeText(Object value, ByteWriter out) {
        if (value instanceof String text) {
            AmqpWriter.writeString(text, out);
        } else if (value instanceof Symbol symbol) {
            AmqpWriter.writeSymbol(symbol, out);
        } else if (value instanceof Binary binary) {
            AmqpWriter.writeBinary(binary, out);
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeNumber(Object value, ByteWriter out) {
        if (value instanceof Integer number) {
            writeInt(number, out);
        } else if (value instanceof Long number) {
            writeLong(number, out);
        } else if (value instanceof UnsignedInteger number) {
            AmqpWriter.writeUint(number.value(), out);
        } else if (value instanceof UnsignedLong number) {
            AmqpWriter.writeUlong(number.bits(), out);
        } else if (value instanceof Short number) {
            out.writeByte(Format.SHORT).writeShort(number);
        } else if (value instanceof UnsignedShort number) {
            out.writeByte(Format.USHORT).writeShort(number.value());
        } else if (value instanceof Byte number) {
            out.writeByte(Format.BYTE).writeByte(number);
        } else if (value instanceof UnsignedByte number) {
            out.writeByte(Format.UBYTE).writeByte(number.value());
        } else if (value instanceof Float number) {
            out.writeByte(Format.FLOAT).writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Double number) {
            out.writeByte(Format.DOUBLE).writeLong(Double.doubleToRawLongBits(number));
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeOther(Object value, ByteWriter out) {
        if (value instanceof Boolean truth) {
            AmqpWriter.writeBoolean(truth, out);
        } else if (value instanceof Timestamp time) {
            out.writeByte(Format.TIMESTAMP).writeLong(time.ms());
        } else if (value instanceof UUID id) {
            out.writeByte(Format.UUID).writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
        } else if (value instanceof Char character) {
            out.writeByte(Format.CHAR).writeInt(character.codePoint());
        } else if (value instanceof Decimal32 number) {
            out.writeByte(Format.DECIMAL_32).writeInt(number.bits());
        } else if (value instanceof Decimal64 number) {
            out.writeByte(Format.DECIMAL_64).writeLong(number.bits());
        } else if (value instanceof Decimal128 number) {
            out.writeByte(Format.DECIMAL_128).writeLong(number.high()).writeLong(number.low());
        } else {
            return false;
        }
        return true;
    }

    private static void writeInt(int value, ByteWriter out) {
        if (value == (byte) value) {
            out.writeByte(Format.INT_SMALL).writeByte(value);
        } else {
            out.writeByte(Format.INT).writeInt(value);
        }
    }

    private static void writeLong(long value, ByteWriter out) {
        if (value == (byte) value) {
            out.writeByte(Format.LONG_SMALL).writeByte((int) value);
        } else {
            out.writeByte(Format.LONG).writeLong(value);
        }
    }

    private static void writeList(List<?> list, ByteWriter out) {
        if (list.isEmpty()) {
            out.writeByte(Format.LIST_0);
            return;
        }
        Compound compound = new Compound(out, Format.LIST_8, Format.LIST_32);
        writeElements(list, out);
        compound.end(list.size());
    }

    private static void writeMap(Map<?, ?> map, ByteWriter out) {
        Compound compound = new Compound(out, Format.MAP_8, Format.MAP_32);
        writeEntries(map, out);
        compound.end(2 * map.size());
    }

    static void writeElements(List<?> list, ByteWriter out) {
        for (Object element : list) write(element, out);
    }

    static void writeEntries(Map<?, ?> map, ByteWriter out) {
        map.forEach((key, value) -> {
            write(key, out);
            write(value, out);
        });
    }
}
