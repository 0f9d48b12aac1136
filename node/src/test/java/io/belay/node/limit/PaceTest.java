package io.belay.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static int taken(Pace pace, int wanted, long nowMs) {
        int taken = 0;
        for (int count = 0; count < wanted; count++) if (pace.takes(nowMs)) taken++;
        return taken;
    }

    @Test
    void twice_as_many_as_in_a_second_come_at_once_and_not_one_more() {
        assertThat(taken(new Pace(3, 0), 5, 0)).isEqualTo(5);
        assertThat(taken(new Pace(3, 0), 6, 0)).isEqualTo(6);
        assertThat(taken(new Pace(3, 0), 7, 0)).isEqualTo(6);
    }

    @Test
    void later_so_many_come_in_each_second() {
        Pace pace = new Pace(10, 0);
        taken(pace, 100, 0);

        assertThat(taken(pace, 100, 99)).isZero();
        assertThat(taken(pace, 100, 100)).isEqualTo(1);
        assertThat(taken(pace, 100, 1_100)).isEqualTo(10);
        assertThat(taken(pace, 100, 1_000_000)).as("after a long rest").isEqualTo(20);
    }

    @Test
    void time_that_goes_back_brings_no_place() {
        Pace pace = new Pace(1, 10_000);
        taken(pace, 2, 10_000);

        assertThat(pace.takes(0)).isFalse();
        assertThat(pace.takes(10_999)).isFalse();
        assertThat(pace.takes(11_000)).isTrue();
    }

    @Test
    void each_who_is_too_early_is_told_another_time() {
        Pace pace = new Pace(10, 0);
        taken(pace, 20, 0);

        assertThat(pace.waitMs(0)).isEqualTo(100);
        assertThat(pace.waitMs(0)).isEqualTo(200);
        assertThat(pace.waitMs(150)).isEqualTo(150);
        assertThat(pace.waitMs(10_000)).isEqualTo(100);
    }

    @Test
    void whoever_comes_back_when_told_finds_a_place() {
        Pace pace = new Pace(10, 0);
        taken(pace, 20, 0);

        for (int count = 0; count < 50; count++) {
            long atMs = pace.waitMs(0);
            assertThat(pace.takes(atMs)).as("at %d ms", atMs).isTrue();
        }
    }

    @Test
    void nobody_is_told_to_wait_longer_than_a_minute() {
        Pace pace = new Pace(1, 0);
        for (int count = 1; count < 60; count++) pace.waitMs(0);

        assertThat(pace.waitMs(0)).isEqualTo(Pace.WAIT_MS_MAX);
        assertThat(pace.waitMs(0)).as("the row begins anew").isEqualTo(1_000);
    }

    @Test
    void with_no_pace_everybody_comes() {
        assertThat(taken(new Pace(0, 0), 10_000, 0)).isEqualTo(10_000);
    }
}
