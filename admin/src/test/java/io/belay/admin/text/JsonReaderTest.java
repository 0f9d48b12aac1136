package io.belay.admin.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
    @Test
    void an_object_of_simple_values_is_read() throws BadSettingException {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("text", "a\"\\/\b\f\n\r\té😀");
        expected.put("number", -7L);
        expected.put("most", Long.MAX_VALUE);
        expected.put("zero", 0L);
        expected.put("yes", true);
        expected.put("no", false);
        expected.put("none", null);

        assertThat(
                        JsonReader.object(
                                " { \"text\" : \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\uDE00\",\n\t\"number\":-7,"
                                        + "\"most\":9223372036854775807,\"zero\":0,\"yes\":true,\"no\":false,\"none\":null}\r\n"))
                .isEqualTo(expected);
        assertThat(JsonReader.object("{}")).isEmpty();
    }

    @Test
    void lists_objects_and_fractions_are_read() throws BadSettingException {
        Map<String, Object> within = new LinkedHashMap<>();
        within.put("c", null);

        assertThat(JsonReader.object("{\"a\":[ 1 , -0.5,1e3, \"x\",[],{}],\"b\":{\"c\":null}}"))
                .isEqualTo(Map.of("a", List.of(1L, -0.5, 1000.0, "x", List.of(), Map.of()), "b", within));
    }

    @Test
    void what_is_nested_has_a_depth_at_most() throws BadSettingException {
        int lists = JsonReader.DEPTH_MAX - 1;

        assertThat(JsonReader.object(nested(lists - 1))).containsKey("a");
        assertThat(JsonReader.object(nested(lists))).containsKey("a");
        assertThatThrownBy(() -> JsonReader.object(nested(lists + 1)))
                .hasMessageContaining("at most 16 objects and lists within one another");
        assertThatThrownBy(() -> JsonReader.object("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(BadSettingException.class);
    }

    private static String nested(int lists) {
        return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``              | expected an object: {; found the end at character 1",
                "[]              | expected an object: {; found '[]' at character 1",
                "{               | expected the name of a field, in quotes; found the end at character 2",
                "{\"a\":1,}      | expected the name of a field, in quotes; found '}' at character 8",
                "{\"a\" 1}       | expected a colon; found '1}' at character 6",
                "{\"a\":1 \"b\"  | expected a comma or }; found '\"b\"' at character 8",
                "{\"a\":1,\"a\":2} | expected each field once; found '\"a\":2}' at character 8",
                "{} x            | expected nothing more; found 'x' at character 4",
                "{\"a\":01}      | expected a value; found '01}' at character 6",
                "{\"a\":-}       | expected a value; found '-}' at character 6",
                "{\"a\":1.}      | expected a value; found '1.}' at character 6",
                "{\"a\":.5}      | expected a value; found '.5}' at character 6",
                "{\"a\":1e}      | expected a value; found '1e}' at character 6",
                "{\"a\":1e-}     | expected a value; found '1e-}' at character 6",
                "{\"a\":1e999}   | expected a number that is not so large; found '1e999}'",
                "{\"a\":yes}     | expected a value; found 'yes}' at character 6",
                "{\"a\":[1}      | expected a comma or ]; found '}' at character 8",
                "{\"a\":[1,]}    | expected a value; found ']}' at character 9",
                "{\"a\":{1}}     | expected the name of a field, in quotes; found '1}}' at character 7",
                "{\"a\":9223372036854775808} | expected a whole number from -9223372036854775808",
                "{\"a\":\"       | expected the rest of a string and its closing quote; found the end",
                "{\"a\":\"\\x\"} | expected one of",
                "{\"a\":\"\\u00g0\"} | expected four hexadecimal digits; found 'g0",
                "{\"a\":\"\\u00  | expected four hexadecimal digits; found the end",
            })
    void what_is_not_such_an_object_is_refused_with_the_place(String json, String words) {
        assertThatThrownBy(() -> JsonReader.object(json))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @Seeds(20)
    void hostile_text_is_refused_and_never_breaks_it(long seed) {
        Random random = new Random(seed);
        String alphabet = "{}[]:,\"\\u0019ae-. tnfrls\n\u0001é\ud800";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder("{\"a\":");
            int length = random.nextInt(30);
            for (int each = 0; each < length; each++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            try {
                assertThat(JsonReader.object(text.toString())).containsKey("a");
            } catch (BadSettingException refused) {
                assertThat(refused).hasMessageContaining("expected").hasMessageContaining("found");
            }
        }
    }

    @Test
    void what_is_written_is_read_back() throws BadSettingException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\u0000\u2028\"", "x\\y\ud83d\ude00\n");
        map.put("n", Long.MIN_VALUE);

        assertThat(JsonReader.object(Json.of(map))).isEqualTo(map);
    }
}
