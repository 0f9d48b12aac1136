package io.belay.admin.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, strings, numbers and booleans as JSON (RFC 8259). */
public final class Json {
    private Json() {}

    /** As one line, plain ASCII. */
    public static String of(@Nullable Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.append('\n').toString();
    }

    private static void write(@Nullable Object value, StringBuilder json) {
        if (value instanceof Map<?, ?> map) object(map, json);
        else if (value instanceof List<?> list) array(list, json);
        else if (value instanceof Number || value instanceof Boolean || value == null) json.append(value);
        else string(value.toString(), json);
    }

    private static void object(Map<?, ?> map, StringBuilder json) {
        json.append('{');
        String comma = "";
        for (Map.Entry<?, ?> each : map.entrySet()) {
            json.append(comma);
            string(each.getKey().toString(), json);
            json.append(':');
            write(each.getValue(), json);
            comma = ",";
        }
        json.append('}');
    }

    private static void array(List<?> list, StringBuilder json) {
        json.append('[');
        String comma = "";
        for (Object each : list) {
            json.append(comma);
            write(each, json);
            comma = ",";
        }
        json.append(']');
    }

    private static void string(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') json.append('\\').append(each);
            else if (each < 0x20 || each > 0x7E) json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            else json.append(each);
        }
        json.append('"');
    }
}
