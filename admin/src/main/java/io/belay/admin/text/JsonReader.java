package io.belay.admin.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259). What is none is refused, with the place; so is what is nested deeper than
 * {@link #DEPTH_MAX}.
 */
public final class JsonReader {
    /** Objects and lists within one another, the outermost included. */
    public static final int DEPTH_MAX = 16;

    private final String json;
    private int at;
    private int depth;

    private JsonReader(String json) {
        this.json = json;
    }

    /**
     * The fields in their order; values are {@link String}, {@link Long}, {@link Double} if there is a fraction or an
     * exponent, {@link Boolean}, null, {@link java.util.List} or {@link Map}.
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
        deepen();
        if (skips('}')) return shallower(object);
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
        return shallower(object);
    }

    private List<@Nullable Object> list() throws BadSettingException {
        List<@Nullable Object> list = new ArrayList<>();
        take('[', "a list: [");
        deepen();
        if (skips(']')) return shallower(list);
        do list.add(value());
        while (skips(','));
        take(']', "a comma or ]");
        return shallower(list);
    }

    private void deepen() throws BadSettingException {
        if (++depth > DEPTH_MAX) throw expected("at most " + DEPTH_MAX + " objects and lists within one another");
    }

    private <T> T shallower(T read) {
        depth--;
        return read;
    }

    private @Nullable Object value() throws BadSettingException {
        blanks();
        if (next() == '"') return string("a string");
        if (next() == '{') return object();
        if (next() == '[') return list();
        if (skipsWord("true")) return true;
        if (skipsWord("false")) return false;
        if (skipsWord("null")) return null;
        return number();
    }

    private Number number() throws BadSettingException {
        int began = at;
        if (next() == '-') at++;
        int digits = at;
        boolean isNumber = digits() && (json.charAt(digits) != '0' || at == digits + 1);
        boolean isWhole = next() != '.' && next() != 'e' && next() != 'E';
        if (next() == '.') {
            at++;
            isNumber &= digits();
        }
        if (next() == 'e' || next() == 'E') {
            at++;
            if (next() == '+' || next() == '-') at++;
            isNumber &= digits();
        }
        String text = json.substring(began, at);
        at = began;
        if (!isNumber) throw expected("a value");
        try {
            Number number = isWhole ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
            if (Double.isInfinite(number.doubleValue())) throw expected("a number that is not so large");
            at = began + text.length();
            return number;
        } catch (NumberFormatException tooLong) {
            throw expected("a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    /** Whether there was one at least. */
    private boolean digits() {
        int began = at;
        while (next() >= '0' && next() <= '9') at++;
        return at > began;
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
