package io.belay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How those who fail are slowed, and how others are not. */
class SlowdownTest {
    private static final String EVIL = "203.0.113.7";
    private static final String HOME = "198.51.100.1";
    private static final SlowdownOptions OPTIONS = new SlowdownOptions(3, 250, 30_000, 20, 1_000, 10_000, 600_000, 100);

    private final Slowdown slowdown = new Slowdown(OPTIONS);

    private void fail(String address, String user, int times, long nowMs) {
        for (int count = 0; count < times; count++) slowdown.failed(address, user, nowMs);
    }

    @Test
    void the_first_failures_cost_nothing_and_each_further_one_twice_as_much() {
        fail(EVIL, "anna", 2, 1_000);
        assertThat(slowdown.waitMs(EVIL, "anna", 1_000)).isZero();
        fail(EVIL, "anna", 1, 1_000);
        assertThat(slowdown.waitMs(EVIL, "anna", 1_000)).isZero();
        fail(EVIL, "anna", 1, 1_000);
        assertThat(slowdown.waitMs(EVIL, "anna", 1_000)).isEqualTo(250);
        fail(EVIL, "anna", 1, 2_000);
        assertThat(slowdown.waitMs(EVIL, "anna", 2_000)).isEqualTo(500);
        assertThat(slowdown.failures(EVIL, "anna")).isEqualTo(5);
    }

    @Test
    void attempts_at_one_time_stand_in_a_row_and_the_last_are_sent_away() {
        fail(EVIL, "anna", 9, 0); // 8 s

        assertThat(slowdown.waitMs(EVIL, "anna", 0)).isEqualTo(8_000);
        assertThat(slowdown.waitMs(EVIL, "anna", 0)).isEqualTo(Slowdown.TOO_OFTEN);
        assertThat(slowdown.waitMs(EVIL, "anna", 6_000)).isEqualTo(10_000);
    }

    @Test
    void who_would_wait_longer_than_it_may_be_kept_is_sent_away() {
        fail(EVIL, "anna", 10, 0); // 16 s

        assertThat(slowdown.waitMs(EVIL, "anna", 5_999)).isEqualTo(Slowdown.TOO_OFTEN);
        assertThat(slowdown.waitMs(EVIL, "anna", 6_000)).isEqualTo(10_000);
    }

    @Test
    void nobody_is_locked_out_by_others() {
        fail(EVIL, "anna", 1_000, 0);

        assertThat(slowdown.waitMs(EVIL, "anna", 0)).isEqualTo(Slowdown.TOO_OFTEN);
        for (int count = 0; count < 100; count++) {
            assertThat(slowdown.waitMs(HOME, "anna", 0))
                    .as("the user from elsewhere")
                    .isEqualTo(1_000);
        }
        assertThat(slowdown.waitMs(HOME, "bert", 0))
                .as("somebody else from elsewhere")
                .isZero();
        assertThat(slowdown.waitMs(EVIL, "bert", 0))
                .as("somebody else from there")
                .isBetween(1L, 20L);
    }

    @Test
    void many_users_tried_from_one_address_stand_in_one_row() {
        for (int count = 0; count < 50; count++) slowdown.failed(EVIL, "user " + count, 0);

        assertThat(slowdown.waitMs(EVIL, "user 51", 1_000)).isZero();
        assertThat(slowdown.waitMs(EVIL, "user 52", 1_000)).isEqualTo(20);
        assertThat(slowdown.waitMs(EVIL, "user 53", 1_000)).isEqualTo(40);
    }

    @Test
    void failures_are_forgotten_after_a_while_or_when_the_user_gets_in() {
        fail(EVIL, "anna", 9, 0);
        fail(HOME, "bert", 9, 0);

        assertThat(slowdown.waitMs(EVIL, "anna", 599_999)).isEqualTo(1_000); // for the user, the row is long over
        assertThat(slowdown.waitMs(EVIL, "anna", 600_001)).isZero();
        slowdown.succeeded(HOME, "bert");
        assertThat(slowdown.failures(HOME, "bert")).isZero();
    }

    @Test
    void as_many_are_remembered_as_there_is_room_for() {
        for (int count = 0; count < 99; count++) fail(EVIL + count, "user " + count, 9, 0);
        fail(HOME, "anna", 9, 0);
        assertThat(slowdown.failures(EVIL + 0, "user 0")).as("the hundredth").isEqualTo(9);

        fail(HOME, "bert", 9, 0);

        assertThat(slowdown.failures(EVIL + 1, "user 1"))
                .as("the longest unused")
                .isZero();
        assertThat(slowdown.failures(HOME, "anna")).isEqualTo(9);
    }

    @Test
    void the_options_have_ranges() {
        assertThatThrownBy(() -> new SlowdownOptions(-1, 1, 1, 1, 1, 1, 1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new SlowdownOptions(0, 0, 1, 1, 1, 1, 1, 1)).hasMessageContaining("0");
        assertThatThrownBy(() -> new SlowdownOptions(0, 1, -1, 1, 1, 1, 1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new SlowdownOptions(0, 1, 0, -1, 1, 1, 1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new SlowdownOptions(0, 1, 0, 0, -1, 1, 1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new SlowdownOptions(0, 1, 0, 0, 0, 0, 1, 1)).hasMessageContaining("0");
        assertThatThrownBy(() -> new SlowdownOptions(0, 1, 0, 0, 0, 1, 0, 1)).hasMessageContaining("0");
        assertThatThrownBy(() -> new SlowdownOptions(0, 1, 0, 0, 0, 1, 1, 0)).hasMessageContaining("0");
    }
}
