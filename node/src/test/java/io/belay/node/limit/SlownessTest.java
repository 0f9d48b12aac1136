package io.belay.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlownessTest {
    private final Slowness slowness = new Slowness(new SlowOptions(100, 200), 1_000);

    @ParameterizedTest
    @CsvSource({"1099, ", "1100, STALLED", "1101, STALLED"})
    void a_peer_that_takes_nothing_while_bytes_wait_is_too_slow_in_the_end(long nowMs, Limit limit) {
        assertThat(slowness.reached(0, true, Slowness.NEVER, nowMs)).isEqualTo(limit);
    }

    @Test
    void whoever_takes_something_has_its_time_again() {
        slowness.reached(0, true, Slowness.NEVER, 1_090);
        slowness.reached(1, true, Slowness.NEVER, 1_099);

        assertThat(slowness.reached(1, true, Slowness.NEVER, 1_198)).isNull();
        assertThat(slowness.reached(1, true, Slowness.NEVER, 1_199)).isEqualTo(Limit.STALLED);
    }

    @Test
    void no_time_counts_while_nothing_waits() {
        assertThat(slowness.reached(0, false, Slowness.NEVER, 9_000)).isNull();
        assertThat(slowness.reached(0, true, Slowness.NEVER, 9_099)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1249, ", "1250, SLOW_CONSUMER"})
    void who_answers_nothing_is_too_slow_in_the_end(long nowMs, Limit limit) {
        assertThat(slowness.reached(0, false, 1_050, nowMs)).isEqualTo(limit);
    }

    @Test
    void silence_does_not_count_while_nobody_listens() {
        slowness.unheard(1_500);

        assertThat(slowness.reached(0, false, 1_050, 1_699)).isNull();
        assertThat(slowness.reached(0, false, 1_050, 1_700)).isEqualTo(Limit.SLOW_CONSUMER);
    }

    @Test
    void a_time_of_0_is_never_over() {
        Slowness patient = new Slowness(new SlowOptions(0, 0), 0);

        assertThat(patient.reached(0, true, 0, Long.MAX_VALUE / 2)).isNull();
    }

    @Test
    void the_words_say_which_and_how_long() {
        assertThat(slowness.words(Limit.STALLED)).isEqualTo("took nothing for 100 ms while bytes waited");
        assertThat(slowness.words(Limit.SLOW_CONSUMER)).isEqualTo("answered none of its deliveries for 200 ms");
    }

    @Test
    void answers_are_owed_from_the_first_look_on_and_anew_after_each_answer() {
        Answers answers = new Answers();
        answers.answered(1);
        assertThat(answers.sinceMs()).isEqualTo(Slowness.NEVER);
        answers.look(true, 10);
        answers.look(true, 20);
        assertThat(answers.sinceMs()).isEqualTo(10);
        answers.answered(25);
        assertThat(answers.sinceMs()).isEqualTo(25);
        answers.look(false, 30);
        assertThat(answers.sinceMs()).isEqualTo(Slowness.NEVER);
    }

    @Test
    void times_are_not_below_0() {
        assertThatThrownBy(() -> new SlowOptions(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SlowOptions(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
