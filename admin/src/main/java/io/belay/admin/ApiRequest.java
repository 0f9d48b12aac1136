package io.belay.admin;

import io.belay.access.Rights;
import io.belay.admin.Answer.Form;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.JsonReader;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to a page under {@code /api}.
 *
 * @param names what its address names, decoded
 * @param query as it came; null if there is none
 * @param body as it came
 * @param rights of whoever asks, who has what the page {@linkplain ApiPage#need needs}
 */
record ApiRequest(Map<String, String> names, @Nullable String query, byte[] body, Rights rights) {
    /** What the address names by {@code {name}}. */
    String name() {
        return names.getOrDefault(ApiTable.NAME, "");
    }

    /** A parameter of the query, empty if it is not there. */
    String parameter(String parameter) {
        return Query.parameter(query, parameter);
    }

    /**
     * A parameter that is a number.
     *
     * @throws BadSettingException if it is none, or out of its range
     */
    long number(String parameter, long unsaid, long min, long max) throws BadSettingException {
        String said = parameter(parameter);
        if (said.isEmpty()) return unsaid;
        try {
            long number = Long.parseLong(said);
            if (number >= min && number <= max) return number;
        } catch (NumberFormatException none) {
            throw outside(parameter, min, max, said);
        }
        throw outside(parameter, min, max, said);
    }

    private static BadSettingException outside(String parameter, long min, long max, String said) {
        return JsonFields.bad(parameter + ": a whole number from " + min + " to " + max, said);
    }

    /** Whether a parameter is {@code true}. */
    boolean flag(String parameter) {
        return parameter(parameter).equals("true");
    }

    /** In which form it is to be answered: JSON, unless it asks for text. */
    Form form() {
        return parameter("format").equals("text") ? Form.TEXT : Form.JSON;
    }

    /**
     * The fields of its body; no body is like an empty object.
     *
     * @param known all that a field may be called
     * @throws BadSettingException if it is not JSON in UTF-8, or has a field that is not known
     */
    JsonFields fields(Set<String> known) throws BadSettingException {
        return new JsonFields(body.length == 0 ? Map.of() : JsonReader.object(text()), known, "");
    }

    /** Its body as text. */
    String text() throws BadSettingException {
        return AdminRequest.text(body);
    }
}
