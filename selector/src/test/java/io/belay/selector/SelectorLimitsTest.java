package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit at one below, at it, and one above. */
class SelectorLimitsTest {
    private static final SelectorLimits SMALL = new SelectorLimits(40, 3, 4);
    private static final Fields NONE = name -> null;

    @ParameterizedTest
    @ValueSource(ints = {39, 40})
    void a_text_may_be_as_long_as_the_limit(int length) {
        String text = " ".repeat(length - 4) + "TRUE";

        assertThat(Selector.parse(text, SMALL).matches(NONE)).isTrue();
    }

    @Test
    void a_longer_text_is_refused_at_the_first_character_too_many() {
        String text = " ".repeat(37) + "TRUE";

        assertThatThrownBy(() -> Selector.parse(text, SMALL))
                .isInstanceOf(SelectorException.class)
                .hasMessage("expected at most 40 characters, found 41, at character 40")
                .extracting("position")
                .isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((TRUE))", "(((TRUE)))", "(TRUE) AND ((TRUE) OR ((FALSE)))", "((1 + (1))) = 2"})
    void as_many_parentheses_may_be_open_as_the_limit_says(String text) {
        assertThat(Selector.parse(text, SMALL).matches(NONE)).isTrue();
    }

    @Test
    void one_more_open_parenthesis_is_refused_where_it_stands() {
        assertThatThrownBy(() -> Selector.parse("(TRUE) AND ((((TRUE))))", SMALL))
                .isInstanceOf(SelectorException.class)
                .hasMessage("expected at most 3 open parentheses, found (, at character 14");
        assertThatThrownBy(() -> Selector.parse("(TRUE)", new SelectorLimits(40, 0, 4)))
                .hasMessage("expected at most 0 open parentheses, found (, at character 0");
    }

    @Test
    void the_list_of_IN_is_no_level() {
        assertThat(Selector.parse("a IN ('x')", new SelectorLimits(40, 0, 4)).matches(name -> "x"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%a_b%", "%a_bc%", "%____%", "a_bcdef%x", "%x%a_bcdef", "a_b_c_d", "%abcdefgh%", "%!____%"})
    void a_part_with_a_gap_between_two_runs_may_be_as_long_as_the_limit(String pattern) {
        String text = "a LIKE '" + pattern + "' ESCAPE '!'";

        assertThat(Selector.parse(text, SMALL).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%a_bcd%", "%_____%", "x%y%a_bcd%", "%a_bcd%%"})
    void a_longer_one_is_refused(String pattern) {
        assertThatThrownBy(() -> Selector.parse("a LIKE '" + pattern + "'", SMALL))
                .isInstanceOf(SelectorException.class)
                .hasMessage("expected a pattern with at most 4 characters between two % around a _, found '" + pattern
                        + "', at character 7");
    }

    @Test
    void what_usual_programs_need_is_within_the_usual_limits() {
        assertThat(SelectorLimits.DEFAULT).isEqualTo(new SelectorLimits(8_192, 64, 64));
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        assertThat(new SelectorLimits(1, 96, 0).depthMax()).isEqualTo(96);
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectorLimits(0, 64, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectorLimits(1, -1, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectorLimits(1, 97, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectorLimits(1, 64, -1));
    }
}
