package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import io.belay.base.NearNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that somebody sent, each read as what it must be. */
final class JsonFields {
    private static final int SHOWN_MAX = 80; // characters of what was found

    private final Map<String, @Nullable Object> said;
    private final String where; // before the name of each field, in words of ours

    /** @throws BadSettingException if there is a field that is not {@code known}, with the nearest that is */
    JsonFields(Map<String, @Nullable Object> said, Set<String> known, String where) throws BadSettingException {
        this.said = said;
        this.where = where;
        for (String field : said.keySet()) {
            if (!known.contains(field)) throw unknown(field, known, where);
        }
    }

    private static BadSettingException unknown(String field, Set<String> known, String where) {
        List<String> near = NearNames.of(field, known);
        String meant = near.isEmpty() ? "one of the fields " + String.join(", ", known) : String.join(" or ", near);
        return bad(where + meant, field);
    }

    boolean has(String field) {
        return said.containsKey(field);
    }

    /** A string; {@code unsaid} if it is not there. */
    String text(String field, String unsaid) throws BadSettingException {
        if (!has(field)) return unsaid;
        if (said.get(field) instanceof String text) return text;
        throw wrong(field, "a string");
    }

    /** A string; null if it is not there. */
    @Nullable
    String text(String field) throws BadSettingException {
        return has(field) ? text(field, "") : null;
    }

    /** A string that must be there and not be empty. */
    String name(String field) throws BadSettingException {
        String name = text(field, "");
        if (name.isEmpty()) throw new BadSettingException("expected " + where + field + ": a name; found none");
        return name;
    }

    /** A whole number; {@code unsaid} if it is not there. */
    long number(String field, long unsaid, long min, long max) throws BadSettingException {
        if (!has(field)) return unsaid;
        if (said.get(field) instanceof Long number && number >= min && number <= max) return number;
        throw wrong(field, "a whole number from " + min + " to " + max);
    }

    /** True or false; {@code unsaid} if it is not there. */
    boolean flag(String field, boolean unsaid) throws BadSettingException {
        if (!has(field)) return unsaid;
        if (said.get(field) instanceof Boolean flag) return flag;
        throw wrong(field, "true or false");
    }

    /** Whole numbers, {@code countMax} at most; null if they are not there. */
    long @Nullable [] numbers(String field, int countMax) throws BadSettingException {
        if (!has(field)) return null;
        String expected = "a list of at most " + countMax + " whole numbers";
        if (!(said.get(field) instanceof List<?> list) || list.size() > countMax) throw wrong(field, expected);
        long[] numbers = new long[list.size()];
        for (int index = 0; index < numbers.length; index++) {
            if (!(list.get(index) instanceof Long number)) throw wrong(field, expected);
            numbers[index] = number;
        }
        return numbers;
    }

    /** An object within it, with fields of these names; null if it is not there. */
    @Nullable
    JsonFields object(String field, Set<String> known) throws BadSettingException {
        return has(field) ? new JsonFields(map(field), known, where + field + ".") : null;
    }

    /** An object within it whose fields have whatever names; empty if it is not there. */
    @SuppressWarnings("unchecked") // The reader makes no other maps.
    Map<String, @Nullable Object> map(String field) throws BadSettingException {
        if (!has(field)) return Map.of();
        if (said.get(field) instanceof Map<?, ?> map) return (Map<String, @Nullable Object>) map;
        throw wrong(field, "an object");
    }

    /** What is wrong with a field. */
    BadSettingException wrong(String field, String expected) {
        return bad(where + field + ": " + expected, said.get(field));
    }

    static BadSettingException bad(String expected, @Nullable Object found) {
        String shown = found instanceof String text ? "\"" + Words.printable(cut(text)) + "\"" : cut(found);
        return new BadSettingException("expected " + expected + "; found " + shown);
    }

    private static String cut(@Nullable Object found) {
        String text = String.valueOf(found);
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
