package io.belay.admin.text;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) whose values are strings, whole numbers, true, false or null: all that the admin
 * endpoint is sent. What else may be JSON is refused, with the place.
 */
public final class JsonReader {
    private final String json;
    private int at;

    private JsonReader(String json) {
        this.json = json;
    }

    /**
     * The fields in their order; values are {@link String}, {@link Long}, {@link Boolean} or null.
     *
     * @param json from somebody, trusted for nothing
     * @throws BadSettingException if it is not such an object, with what was expected, what was found, and where
     */
    public static Map<String, @Nullable Object> object(String json) throws BadSettingException {
        JsonReader reader = new JsonReader(json);
        Map<String, @Nullable Object> object = reader.object();
        reader.blanks();
        if (reader.at < json.length()) throw reader.expected("nothing more");
        return object;
    }

    private Map<String, @Nullable Object> object() throws BadSettingException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        take('{', "an object: {");
        if (skips('}')) return object;
        do {
            blanks();
            int began = at;
            String name = string("the name of a field, in quotes");
            if (object.containsKey(name)) {
                at = began;
                throw expected("each field once");
            }
            take(':', "a colon");
            object.put(name, value());
        } while (skips(','));
        take('}', "a comma or }");
        return object;
    }

    private @Nullable Object value() throws BadSettingException {
        blanks();
        if (next() == '"') return string("a string");
        if (skipsWord("true")) return true;
        if (skipsWord("false")) return false;
        if (skipsWord("null")) return null;
        return number();
    }

    private Long number() throws BadSettingException {
        int began = at;
        if (next() == '-') at++;
        int digits = at;
        while (next() >= '0' && next() <= '9') at++;
        boolean whole = at > digits && (json.charAt(digits) != '0' || at == digits + 1);
        boolean goesOn = next() == '.' || next() == 'e' || next() == 'E';
        try {
            if (whole && !goesOn) return Long.valueOf(json.substring(began, at));
        } catch (NumberFormatException tooLong) {
            at = began;
            throw expected("a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
        at = began;
        throw expected("a string, a whole number, true, false or null");
    }

    private String string(String what) throws BadSettingException {
        take('"', what);
        StringBuilder text = new StringBuilder();
        while (next() != '"') {
            if (next() < 0x20) throw expected("the rest of a string and its closing quote");
            text.append(next() == '\\' ? escaped() : json.charAt(at++));
        }
        at++;
        return text.toString();
    }

    private char escaped() throws BadSettingException {
        at++;
        int plain = "\"\\/bfnrt".indexOf(next());
        if (plain >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (next() != 'u') throw expected("one of \"\\/bfnrtu after a backslash");
        at++;
        int point = 0;
        for (int digit = 0; digit < 4; digit++, at++) {
            int value = Character.digit(next(), 16);
            if (value < 0) throw expected("four hexadecimal digits");
            point = point << 4 | value;
        }
        return (char) point;
    }

    private void take(char wanted, String what) throws BadSettingException {
        if (!skips(wanted)) throw expected(what);
    }

    private boolean skips(char wanted) {
        blanks();
        boolean found = next() == wanted;
        if (found) at++;
        return found;
    }

    private boolean skipsWord(String word) {
        boolean found = json.startsWith(word, at);
        if (found) at += word.length();
        return found;
    }

    private void blanks() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') at++;
    }

    /** The next character; −1 at the end. */
    private int next() {
        return at < json.length() ? json.charAt(at) : -1;
    }

    private BadSettingException expected(String what) {
        String found = next() < 0
                ? "the end"
                : "'" + Words.printable(json.substring(at, Math.min(at + 12, json.length()))) + "'";
        return new BadSettingException(
                "expected " + what + "; found " + found + " at character " + (at + 1) + " of the JSON");
    }
}
