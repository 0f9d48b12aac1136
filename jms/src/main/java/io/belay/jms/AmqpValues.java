package io.belay.jms;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of AMQP's types as values that Jakarta Messaging has, and back. */
final class AmqpValues {
    private static final double TWO = 2.0;

    private AmqpValues() {}

    /**
     * The nearest Java value, as selectors at the broker see it too: unsigned numbers are as wide as they need, what is beyond
     * a long is a double, times are milliseconds, a char beyond the basic plane, a symbol, a uuid and what else there is are text.
     * Lists are copied to an ArrayList, maps to a LinkedHashMap: both can be serialised.
     */
    static @Nullable Object toJava(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof String || value instanceof Boolean)
            return value;
        if (value instanceof Binary binary) return binary.bytes().clone();
        if (value instanceof Char one) return character(one.codePoint());
        if (value instanceof Timestamp time) return time.ms();
        if (value instanceof List<?> list) return copy(list);
        if (value instanceof Map<?, ?> map) return copy(map);
        return unsigned(value);
    }

    private static Object character(int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) return (char) codePoint;
        return Character.toString(codePoint);
    }

    private static Object unsigned(Object value) {
        if (value instanceof UnsignedByte number) return (short) number.value();
        if (value instanceof UnsignedShort number) return number.value();
        if (value instanceof UnsignedInteger number) return number.value();
        if (value instanceof UnsignedLong number) return wide(number.bits());
        return value.toString();
    }

    private static Object wide(long bits) {
        if (bits < 0) return (bits >>> 1) * TWO;
        return bits;
    }

    private static ArrayList<@Nullable Object> copy(List<?> list) {
        var copy = new ArrayList<@Nullable Object>(list.size());
        for (Object each : list) copy.add(toJava(each));
        return copy;
    }

    private static LinkedHashMap<Object, @Nullable Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(toJava(key)), toJava(value)));
        return copy;
    }

    /** A value that a body may have (Jakarta Messaging §3.11.3), as AMQP has it. */
    static @Nullable Object toAmqp(@Nullable Object value) {
        if (value instanceof byte[] bytes) return Binary.of(bytes);
        return value instanceof Character one ? new Char(one) : value;
    }

    /** Whether a map or stream message can have it: all but lists and maps. */
    static boolean isItem(@Nullable Object value) {
        return !(value instanceof List || value instanceof Map);
    }
}
