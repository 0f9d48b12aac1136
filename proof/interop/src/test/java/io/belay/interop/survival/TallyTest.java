package io.belay.interop.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.Strikes;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(3, sinceNs -> false, new Strikes());

    @Test
    void what_comes_once_in_order_is_clean() {
        for (int number = 1; number <= 3; number++) tally.sent(number);

        for (int number = 1; number <= 3; number++) {
            tally.received(number, false);
            tally.settled(List.of(number));
        }

        assertThat(tally.isClean()).isTrue();
    }

    @Test
    void what_comes_again_after_it_was_settled_came_twice() {
        tally.received(1, false);
        tally.received(1, true);
        assertThat(tally.twice()).isZero();

        tally.settled(List.of(1));
        tally.received(1, true);

        assertThat(tally.twice()).isEqualTo(1);
        assertThat(tally.isClean()).isFalse();
    }

    @Test
    void what_never_comes_is_lost() {
        tally.received(1, false);
        tally.received(3, false);
        tally.settled(List.of(1, 3));

        assertThat(tally.lost()).isEqualTo(1);
        assertThat(tally.isComplete()).isFalse();
    }

    @Test
    void what_comes_again_after_its_commit_threw_is_not_in_doubt() {
        tally.received(1, false);
        tally.received(2, false);
        tally.doubted(List.of(1, 2), new IllegalStateException());
        assertThat(tally.inDoubt()).isEqualTo(2);

        tally.received(1, true);

        assertThat(tally.inDoubt()).isEqualTo(1);
        assertThat(tally.exceptions()).isEqualTo(1);
    }

    @Test
    void a_stall_counts_apart_when_the_broker_was_dead() {
        Tally killed = new Tally(1, sinceNs -> true, new Strikes());

        tally.waited(Run.SENDING, 5_000_000, "send");
        killed.waited(Run.SENDING, 5_000_000, "send");

        assertThat(tally.longestMs()).isEqualTo(5);
        assertThat(killed.longestMs()).isZero();
        assertThat(killed.toString())
                .contains("5 ms when the broker was dead", "5 ms of a stall (send) without a fault");
    }

    @Test
    void somebody_is_at_work_again_once_more_is_settled_than_was_under_way() throws InterruptedException {
        tally.sent(1);
        tally.received(1, false);
        tally.settled(List.of(1));

        assertThat(tally.awaitSettledBeyond(1, 1)).isFalse();
        tally.settled(List.of(2));
        assertThat(tally.awaitSettledBeyond(1, 1)).isTrue();
    }

    @Test
    void who_has_much_to_catch_up_with_is_not_at_work_again() {
        tally.sent(3);
        tally.settled(List.of(1));
        assertThat(tally.isSettledBeyond(0, 1)).isFalse();
        assertThat(tally.isSettledBeyond(0, 2)).isTrue();

        tally.settled(List.of(2));
        assertThat(tally.isSettledBeyond(0, 1)).isTrue();
        assertThat(tally.isSettledBeyond(3, 1)).isFalse();
    }
}
