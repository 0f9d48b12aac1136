package io.belay.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BreakTest {
    @ParameterizedTest
    @EnumSource(Cause.class)
    void a_cause_is_found_by_its_code(Cause cause) {
        assertThat(Cause.of(cause.code())).isSameAs(cause);
        assertThat(cause.text())
                .isEqualTo(cause.text().toLowerCase(Locale.ROOT))
                .doesNotContain("_");
        assertThat(cause.by()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"GOODBYE, 1", "PROTOCOL, 11", "TAKEN_OVER, 12", "CRASH, 18", "BUG, 20"})
    void codes_stand_in_logs_and_stay_as_they_are(Cause cause, int code) {
        assertThat(cause.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"-1, UNKNOWN", "0, UNKNOWN", "20, BUG", "21, UNKNOWN", "255, UNKNOWN"})
    void a_code_of_a_later_version_is_unknown(int code, Cause cause) {
        assertThat(Cause.of(code)).isSameAs(cause);
    }

    @Test
    void codes_are_never_used_twice() {
        assertThat(Arrays.stream(Cause.values()).map(Cause::code)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"199, 199", "200, 200", "201, 200"})
    void words_that_are_too_long_are_cut(int length, int kept) {
        assertThat(new Break(Cause.PROTOCOL, "x".repeat(length)).words()).hasSize(kept);
    }

    @Test
    void it_is_told_in_words() {
        assertThat(new Break(Cause.GOODBYE, "").text()).isEqualTo("goodbye");
        assertThat(Break.limit("connectionsMax", "101 of 100").text()).isEqualTo("limit: connectionsMax: 101 of 100");
        assertThat(Break.slow("took nothing for 30 s").text()).isEqualTo("slow: took nothing for 30 s");
        assertThat(Break.operator("").with("alice").text()).isEqualTo("operator: alice");
        assertThat(Break.operator("belay end").with("alice").words()).isEqualTo("alice: belay end");
    }

    @Test
    void bytes_are_told_in_hexadecimal_and_at_most_sixteen() {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) 0xFF;
        bytes[19] = 0x0A;

        assertThat(Break.hex(bytes, 0)).isEqualTo("ff" + " 00".repeat(15));
        assertThat(Break.hex(bytes, 18)).isEqualTo("00 0a");
        assertThat(Break.hex(bytes, 20)).isEmpty();
        assertThat(Break.hex(bytes, -1)).hasSize(16 * 3 - 1);
        assertThat(Break.hex(bytes, Integer.MAX_VALUE)).isEmpty();
    }
}
