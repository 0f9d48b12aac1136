package io.belay.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration S = Duration.ofSeconds(1);

    private enum Colour {
        RED,
        DARK_RED
    }

    @ParameterizedTest
    @CsvSource({"5,5", "9,9", "0_7,7", "4,", "10,", "-5,", "+5,", "5.0,", "5a,", "'',", "_5,", "5_,", "٥,"})
    void a_whole_number_is_digits_within_its_range(String text, Integer value) {
        assertThat(Kinds.whole(5, 9).read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "9223372036854775808", "99999999999999999999999999"})
    void a_number_that_is_too_long_for_any_type_is_none(String text) {
        assertThat(Kinds.whole(0, Integer.MAX_VALUE).read(text)).isNull();
        assertThat(Kinds.bytes(0, Integer.MAX_VALUE).read(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "65535,65535", "65536,", "-1,", "mqtt,", "off,"})
    void a_port_is_0_to_65535(String text, Integer value) {
        assertThat(Kinds.port().read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "off,-1", "OFF,-1", "-1,", "no,"})
    void a_port_that_not_everybody_needs_can_be_off(String text, Integer value) {
        assertThat(Kinds.portOrOff().read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100",
        "100B, 100",
        "1KiB, 1024",
        "2 MiB, 2097152",
        "1GiB, 1073741824",
        "8388607TiB, 9223370937343148032",
        "8388608TiB,",
        "1KB,",
        "1kib,",
        "KiB,",
        "1.5MiB,",
        "-1,",
        "'',"
    })
    void a_size_is_a_number_with_a_unit_of_1024(String text, Long value) {
        assertThat(Kinds.bytes(0, Long.MAX_VALUE).read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1023B,", "1024B,1024", "1KiB,1024", "2KiB,2048", "2049,"})
    void a_size_has_its_ends(String text, Long value) {
        assertThat(Kinds.bytes(1024, 2048).read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500", "30s, 30000", "5m, 300000", "2h, 7200000", "1d, 86400000", "30 s, 30000", "0s, 0", "86400001ms,",
        "30,", "1w,", "1.5s,", "-1s,", "'',", "1S,", "9223372036854775807d,", "106751991168d,"
    })
    void a_time_is_a_number_with_a_unit(String text, Long ms) {
        Duration value = Kinds.duration(Duration.ZERO, Duration.ofDays(1), MS).read(text);

        assertThat(value == null ? null : value.toMillis()).isEqualTo(ms);
    }

    @Test
    void a_time_in_seconds_takes_no_part_of_one() {
        Kind<Duration> seconds = Kinds.duration(S, Duration.ofSeconds(10), S);

        assertThat(seconds.read("1500ms")).isNull();
        assertThat(seconds.read("2000ms")).isEqualTo(Duration.ofSeconds(2));
        assertThat(seconds.read("0s")).isNull();
        assertThat(seconds.read("11s")).isNull();
        assertThat(seconds.read("unlimited")).isNull();
    }

    @Test
    void the_longest_time_may_have_a_word() {
        Kind<Duration> kind = Kinds.durationOrUnlimited(Duration.ZERO, Duration.ofSeconds(0xFFFF_FFFFL), S);

        assertThat(kind.read("unlimited")).isEqualTo(Duration.ofSeconds(0xFFFF_FFFFL));
        assertThat(kind.written(Duration.ofSeconds(0xFFFF_FFFFL))).isEqualTo("unlimited");
        assertThat(kind.written(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(kind.expected()).endsWith("0s or more, or unlimited");
    }

    @Test
    void one_of_a_few_words_is_written_small_and_with_dashes() {
        Kind<Colour> kind = Kinds.choice(Colour.class);

        assertThat(kind.read("dark-red")).isEqualTo(Colour.DARK_RED);
        assertThat(kind.read("DARK_RED")).isNull();
        assertThat(kind.expected()).isEqualTo("one of red, dark-red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "off", "True", "1", ""})
    void a_flag_has_two_words_only(String text) {
        assertThat(Kinds.flag().read(text)).isNull();
        assertThat(Kinds.flag().read("true")).isTrue();
        assertThat(Kinds.flag().read("false")).isFalse();
    }

    @Test
    void a_text_is_not_empty_and_cannot_command_a_terminal() {
        assertThat(Kinds.text("a host").read("host-1.é")).isEqualTo("host-1.é");
        assertThat(Kinds.text("a host").read("")).isNull();
        assertThat(Kinds.text("a host").read("a\u001b[2J")).isNull();
    }

    @Test
    void a_path_is_whatever_the_system_takes_for_one() {
        assertThat(Kinds.path("a file").read("a/b.yaml")).isEqualTo(Path.of("a/b.yaml"));
        assertThat(Kinds.path("a file").read("")).isNull();
        assertThat(Kinds.path("a file").read("a\u0000b")).isNull();
    }

    @Test
    void a_list_has_commas_where_one_text_says_it() {
        Kind<List<Integer>> kind = Kinds.list("ports", Kinds.port());

        assertThat(kind.read("1, 2,3")).containsExactly(1, 2, 3);
        assertThat(kind.read("")).isEmpty();
        assertThat(kind.read("1,,2")).isNull();
        assertThat(kind.read("1,x")).isNull();
        assertThat(kind.yaml(List.of(1, 2))).isEqualTo("[1, 2]");
        assertThat(kind.yaml(List.of())).isEqualTo("[]");
    }

    @ParameterizedTest
    @Seeds(20)
    void what_is_written_is_read_back(long seed) {
        Random random = new Random(seed);
        Kind<Long> sizes = Kinds.bytes(0, Long.MAX_VALUE);
        Kind<Duration> times = Kinds.duration(Duration.ZERO, Duration.ofDays(100_000), MS);
        for (int round = 0; round < 200; round++) {
            long size = random.nextLong() >>> (1 + random.nextInt(62));
            Duration time = Duration.ofMillis(random.nextInt(1_000_000) * (random.nextBoolean() ? 1L : 60_000L));

            if (size < 1_000_000_000_000_000_000L)
                assertThat(sizes.read(sizes.written(size))).isEqualTo(size);
            assertThat(times.read(times.written(time))).isEqualTo(time);
        }
    }

    @Test
    void what_is_expected_is_said_with_its_range() {
        assertThat(Kinds.portOrOff().expected()).isEqualTo("a port, 0 to 65535, or off");
        assertThat(Kinds.whole(1, 9).expected()).isEqualTo("a whole number, 1 to 9");
        assertThat(Kinds.bytes(512, 1 << 30).expected()).isEqualTo("a size as 64MiB, 512KiB or 100B, 512B to 1GiB");
        assertThat(Kinds.duration(MS, Duration.ofDays(1), MS).expected())
                .isEqualTo("a time as 500ms, 30s, 5m, 2h or 1d, 1ms to 1d");
    }
}
