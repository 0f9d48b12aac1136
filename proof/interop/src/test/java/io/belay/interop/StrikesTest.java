package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrikesTest {
    private static final int OURS = 0;
    private static final int OTHER = 1;

    private final Strikes strikes = new Strikes();

    private void strike(int line, long beganNs, long endedNs) {
        strikes.begin(line, beganNs);
        strikes.end(endedNs);
    }

    @Test
    void without_strikes_all_of_the_time_is_calm() {
        strike(OTHER, 10, 20);

        assertThat(strikes.longestCalmNs(OURS, 0, 100)).isEqualTo(100);
        assertThat(strikes.count(OURS, 0, 100)).isZero();
    }

    @Test
    void the_longest_part_between_strikes_counts_wherever_it_is() {
        strike(OURS, 10, 20);
        strike(OURS, 50, 50);
        strike(OURS, 60, 90);

        assertThat(strikes.longestCalmNs(OURS, 5, 100)).isEqualTo(30);
        assertThat(strikes.longestCalmNs(OURS, 5, 130)).isEqualTo(40);
        assertThat(strikes.longestCalmNs(OURS, 15, 40)).isEqualTo(20);
        assertThat(strikes.count(OURS, 5, 100)).isEqualTo(3);
        assertThat(strikes.count(OURS, 20, 60)).isEqualTo(1);
    }

    @Test
    void a_strike_that_goes_on_and_one_on_all_lines_leave_no_calm() {
        strikes.beginAll(10);

        assertThat(strikes.longestCalmNs(OURS, 12, 100)).isZero();
        assertThat(strikes.longestCalmNs(OTHER, 0, 100)).isEqualTo(10);
    }
}
