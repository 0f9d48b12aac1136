package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of all types meet as in Java (§3.8.1.1, JLS 17 §5.6), whichever stands first. */
@Clause("JMS-3.8.1.1")
class PromotionTest {
    static Stream<Arguments> every_pair_of_types() {
        return numbers(6).flatMap(left -> numbers(4).map(right -> Arguments.of(left, right)));
    }

    @ParameterizedTest
    @MethodSource("every_pair_of_types")
    void any_two_numbers_compare(Number six, Number four) {
        var message = new SampleMessage().with("six", six).with("four", four);

        assertThat(List.of(
                        message.says("six = four"), message.says("four = six"),
                        message.says("six < four"), message.says("six <= four"),
                        message.says("four > six"), message.says("four >= six")))
                .containsOnly(Truth.FALSE);
        assertThat(List.of(
                        message.says("six <> four"), message.says("four <> six"),
                        message.says("six > four"), message.says("six >= four"),
                        message.says("four < six"), message.says("four <= six"),
                        message.says("four BETWEEN four AND six"), message.says("six NOT BETWEEN four AND four")))
                .containsOnly(Truth.TRUE);
    }

    @ParameterizedTest
    @MethodSource("every_pair_of_types")
    void any_two_numbers_of_the_same_value_are_equal(Number six, Number four) {
        var message = new SampleMessage().with("six", six).with("four", four);

        assertThat(List.of(
                        message.says("six = four + 2"), message.says("four + 2 = six"),
                        message.says("six = 6"), message.says("6 = six"),
                        message.says("six = 6.0"), message.says("6.0 = six"),
                        message.says("six = 6f"), message.says("6f = six")))
                .containsOnly(Truth.TRUE);
    }

    @ParameterizedTest
    @MethodSource("every_pair_of_types")
    void any_two_numbers_add_subtract_multiply_and_divide(Number six, Number four) {
        var message = new SampleMessage().with("six", six).with("four", four);
        boolean whole = isWhole(six) && isWhole(four);

        assertThat(List.of(
                        message.says("six + four = 10"), message.says("four + six = 10"),
                        message.says("six - four = 2"), message.says("four - six = -2"),
                        message.says("six * four = 24"), message.says("four * six = 24"),
                        message.says("six / four = " + (whole ? "1" : "1.5")), message.says("-six = -6"),
                        message.says("six * 10 / four = 15"), message.says("+four = 4")))
                .containsOnly(Truth.TRUE);
    }

    @Test
    void ints_wrap_as_ints_and_longs_as_longs() {
        var message = new SampleMessage()
                .with("i", Integer.MAX_VALUE)
                .with("least", Integer.MIN_VALUE)
                .with("one", (byte) 1)
                .with("l", Long.MAX_VALUE);

        assertThat(message.says("i + one = -2147483648")).isEqualTo(Truth.TRUE);
        assertThat(message.says("-least = least")).isEqualTo(Truth.TRUE);
        assertThat(message.says("least / -one = least")).isEqualTo(Truth.TRUE);
        assertThat(message.says("i * i = 1")).isEqualTo(Truth.TRUE);
        assertThat(message.says("least - one = i")).isEqualTo(Truth.TRUE);
        assertThat(message.says("l + one = -9223372036854775808")).isEqualTo(Truth.TRUE);
        assertThat(message.says("-9223372036854775808 / -1 = -9223372036854775808"))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void a_whole_literal_is_a_long_so_that_what_it_meets_does_not_wrap_as_an_int() {
        var message = new SampleMessage().with("i", Integer.MAX_VALUE);

        assertThat(message.says("i + 1 = 2147483648")).isEqualTo(Truth.TRUE);
        assertThat(message.says("i * 2 > i")).isEqualTo(Truth.TRUE);
    }

    @Test
    void a_byte_and_a_short_become_ints_before_anything_is_done_with_them() {
        var message = new SampleMessage().with("b", Byte.MAX_VALUE).with("s", Short.MIN_VALUE);

        assertThat(message.says("b + b = 254")).isEqualTo(Truth.TRUE);
        assertThat(message.says("-s = 32768")).isEqualTo(Truth.TRUE);
    }

    @Test
    void a_float_has_the_precision_of_a_float() {
        var message =
                new SampleMessage().with("f", 16_777_216f).with("tenth", 0.1f).with("l", 16_777_217L);

        assertThat(message.says("f = l")).isEqualTo(Truth.TRUE); // both are floats then
        assertThat(message.says("l <> f")).isEqualTo(Truth.FALSE);
        assertThat(message.says("f = 16777217.0")).isEqualTo(Truth.FALSE);
        assertThat(message.says("tenth = 0.1")).isEqualTo(Truth.FALSE);
        assertThat(message.says("tenth = 0.1f")).isEqualTo(Truth.TRUE);
        assertThat(message.says("f + 1 = f")).isEqualTo(Truth.TRUE);
        assertThat(message.says("f * 1e30f * 1e30f > 1.7e308")).isEqualTo(Truth.TRUE); // infinite
        assertThat(message.says("f * 1e60 > 1.7e308")).isEqualTo(Truth.FALSE);
        assertThat(message.says("-f = -16777216")).isEqualTo(Truth.TRUE);
        assertThat(message.says("f / 0 > 1e308 AND f - 1 < f")).isEqualTo(Truth.TRUE);
    }

    @Test
    void a_long_keeps_all_its_digits_among_whole_numbers() {
        var message = new SampleMessage().with("l", (1L << 53) + 1);

        assertThat(message.says("l = 9007199254740993")).isEqualTo(Truth.TRUE);
        assertThat(message.says("l = 9007199254740992")).isEqualTo(Truth.FALSE);
        assertThat(message.says("l = 9007199254740992.0")).isEqualTo(Truth.TRUE); // both are doubles then
    }

    private static Stream<Number> numbers(int value) {
        return Stream.of((byte) value, (short) value, value, (long) value, (float) value, (double) value);
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Float || number instanceof Double);
    }
}
