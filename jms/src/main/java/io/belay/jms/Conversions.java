package io.belay.jms;

import jakarta.jms.MessageFormatException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a value written as one type may be read as: properties (Jakarta Messaging §3.5.4) and the values of map and stream
 * messages (§3.11.3). What is absent is read as {@code null} would be by {@code valueOf} of the type, with its exception.
 */
final class Conversions {
    private Conversions() {}

    static boolean toBoolean(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Boolean truth) return truth;
        if (value == null || value instanceof String) return Boolean.parseBoolean((String) value);
        throw refused(value, "boolean");
    }

    static byte toByte(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Byte number) return number;
        if (value == null || value instanceof String) return Byte.parseByte((String) value);
        throw refused(value, "byte");
    }

    static short toShort(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Byte || value instanceof Short) return ((Number) value).shortValue();
        if (value == null || value instanceof String) return Short.parseShort((String) value);
        throw refused(value, "short");
    }

    static int toInt(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).intValue();
        }
        if (value == null || value instanceof String) return Integer.parseInt((String) value);
        throw refused(value, "int");
    }

    static long toLong(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Number number && isWhole(value)) return number.longValue();
        if (value == null || value instanceof String) return Long.parseLong((String) value);
        throw refused(value, "long");
    }

    static float toFloat(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Float number) return number;
        if (value == null || value instanceof String) return Float.parseFloat((String) value);
        throw refused(value, "float");
    }

    static double toDouble(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Float || value instanceof Double) return ((Number) value).doubleValue();
        if (value == null || value instanceof String) return Double.parseDouble((String) value);
        throw refused(value, "double");
    }

    static char toChar(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Character one) return one;
        if (value == null) throw new NullPointerException("null is no char");
        throw refused(value, "char");
    }

    static @Nullable String toText(@Nullable Object value) throws MessageFormatException {
        if (value == null || value instanceof String) return (String) value;
        if (value instanceof byte[]) throw refused(value, "String");
        return value.toString();
    }

    static byte @Nullable [] toBytes(@Nullable Object value) throws MessageFormatException {
        if (value == null || value instanceof byte[]) return (byte[]) value;
        throw refused(value, "byte[]");
    }

    /** Holds a value to the types that a property may have (§3.5.2), and null. */
    static @Nullable Object property(@Nullable Object value) throws MessageFormatException {
        boolean fits = value == null
                || value instanceof String
                || value instanceof Boolean
                || isWhole(value)
                || value instanceof Float
                || value instanceof Double;
        if (!fits) throw refused(value, "a property");
        return value;
    }

    /** Holds a value to the types that a body may have (§3.11.3), and null; bytes are copied. */
    static @Nullable Object item(@Nullable Object value) throws MessageFormatException {
        if (value instanceof byte[] bytes) return bytes.clone();
        return value instanceof Character ? value : property(value);
    }

    /**
     * A copy of some of the bytes.
     *
     * @throws IndexOutOfBoundsException if there are not so many
     */
    static byte[] piece(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long;
    }

    static MessageFormatException refused(@Nullable Object value, String wanted) {
        String found = value == null ? "null" : value.getClass().getName();
        return new MessageFormatException("a value of type " + found + " cannot be " + wanted);
    }
}
