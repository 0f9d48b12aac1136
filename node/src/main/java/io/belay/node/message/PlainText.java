package io.belay.node.message;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** AMQP values in words that those understand who know nothing of AMQP's types: plain text, or JSON (RFC 8259). */
final class PlainText {
    private PlainText() {}

    /** A single value as text; null if it is none, or has no text, such as bytes or a decimal. */
    static @Nullable String of(Object value) {
        if (value instanceof String text) return text;
        if (value instanceof Symbol symbol) return symbol.text();
        if (value instanceof Char one) return Character.toString(one.codePoint());
        if (value instanceof Boolean || value instanceof UUID) return value.toString();
        return number(value);
    }

    /** Any value. Bytes are in base 64, what has no words of its own is null. */
    static String json(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static @Nullable String number(Object value) {
        if (value instanceof UnsignedLong each) return Long.toUnsignedString(each.bits());
        if (value instanceof UnsignedInteger each) return Long.toString(each.value());
        if (value instanceof UnsignedShort each) return Integer.toString(each.value());
        if (value instanceof UnsignedByte each) return Integer.toString(each.value());
        if (value instanceof Timestamp time) return Long.toString(time.ms());
        return value instanceof Number ? value.toString() : null;
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) writeMap(map, out);
        else if (value instanceof List<?> list) writeList(list, out);
        else if (value instanceof AmqpArray array) writeList(array.values(), out);
        else if (value instanceof Described described) write(described.value(), out);
        else if (value instanceof Binary binary) {
            writeString(Base64.getEncoder().encodeToString(binary.bytes()), out);
        } else writeSingle(value, out);
    }

    private static void writeSingle(@Nullable Object value, StringBuilder out) {
        String text = value == null ? null : of(value);
        boolean isPlain = value instanceof Boolean || value != null && number(value) != null;
        boolean isFinite = !(value instanceof Number number) || Double.isFinite(number.doubleValue());
        if (text == null || !isFinite) out.append("null");
        else if (isPlain) out.append(text);
        else writeString(text, out);
    }

    private static void writeMap(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            Object key = entry.getKey();
            String name = key == null ? null : of(key);
            writeString(name == null ? json(key) : name, out);
            out.append(':');
            write(entry.getValue(), out);
            if (entries.hasNext()) out.append(',');
        }
        out.append('}');
    }

    private static void writeList(List<?> list, StringBuilder out) {
        out.append('[');
        for (int index = 0; index < list.size(); index++) {
            if (index > 0) out.append(',');
            write(list.get(index), out);
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            if (each == '"' || each == '\\') out.append('\\').append(each);
            else if (each < 0x20) out.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            else out.append(each);
        }
        out.append('"');
    }
}
