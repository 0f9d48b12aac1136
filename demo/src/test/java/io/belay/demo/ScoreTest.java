package io.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreTest {
    private final Score score = new Score();

    @Test
    void what_was_sent_and_received_once_is_clean() {
        score.sent(1, 5_000_000);
        score.sent(2, 9_000_000);

        score.received(new int[] {2, 1}, 2);

        assertThat(score.isClean()).isTrue();
        assertThat(score.longestMs()).isEqualTo(9);
    }

    @Test
    void nothing_at_all_is_not_clean() {
        assertThat(score.isClean()).isFalse();
    }

    @Test
    void what_does_not_come_is_lost() throws InterruptedException {
        score.sent(2, 0);

        score.received(new int[] {2, 1}, 1);

        assertThat(score.lost()).isEqualTo(1);
        assertThat(score.awaitAll(1)).isFalse();
        assertThat(score.isClean()).isFalse();
    }

    @Test
    void what_comes_in_two_transactions_came_twice() {
        score.sent(1, 0);

        score.received(new int[] {1}, 1);
        score.received(new int[] {1}, 1);

        assertThat(score.twice()).isEqualTo(1);
        assertThat(score.isClean()).isFalse();
    }

    @Test
    void an_exception_is_counted_and_the_first_one_told() {
        score.sent(1, 0);
        score.received(new int[] {1}, 1);

        score.exception(new IllegalStateException("first"));
        score.exception(new IllegalStateException("second"));

        assertThat(score.exceptions()).isEqualTo(2);
        assertThat(score.firstException()).contains("first");
        assertThat(score.isClean()).isFalse();
    }
}
