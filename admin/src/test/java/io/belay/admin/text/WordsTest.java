package io.belay.admin.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "-5,        0 s",
        "999,       0 s",
        "119000,    119 s",
        "120000,    2 min",
        "7199000,   119 min",
        "7200000,   2 h",
        "172799000, 47 h",
        "172800000, 2 d"
    })
    void spans_are_short_and_say_enough(long ms, String words) {
        assertThat(Words.span(ms)).isEqualTo(words);
    }

    @Test
    void a_client_id_cannot_command_the_terminal() {
        assertThat(Words.printable("till-7 é 漢 😀")).isEqualTo("till-7 é 漢 😀");
        assertThat(Words.printable("a\u001b[2J\r\n\u0000\u009b")).isEqualTo("a\\u001B[2J\\u000D\\u000A\\u0000\\u009B");
        assertThat(Words.printable("\u202eevil\u2028\ud800")).isEqualTo("\\u202Eevil\\u2028\\uD800");
    }

    @Test
    void json_is_plain_ascii_whatever_the_text() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\"b", Arrays.asList(1, true, null, "x\\y\n\u2028é"));
        map.put("empty", List.of());

        assertThat(Json.of(map)).isEqualTo("{\"a\\\"b\":[1,true,null,\"x\\\\y\\u000a\\u2028\\u00e9\"],\"empty\":[]}\n");
    }
}
