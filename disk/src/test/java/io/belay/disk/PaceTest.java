package io.belay.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long nowNanos = 5;
    private long sleptNanos;

    private Pace pace(long bytesPerS) {
        return new Pace(bytesPerS, () -> nowNanos, nanos -> {
            sleptNanos += nanos;
            nowNanos += nanos;
        });
    }

    @Test
    void so_many_bytes_take_a_second() throws InterruptedIOException {
        Pace pace = pace(1_000);

        for (int piece = 0; piece < 10; piece++) pace.passed(100);

        assertThat(sleptNanos).isEqualTo(1_000_000_000);
    }

    @Test
    void what_was_slow_by_itself_is_not_held_back_and_not_made_up_for() throws InterruptedIOException {
        Pace pace = pace(1_000);
        pace.passed(100);
        nowNanos += 10_000_000_000L;
        sleptNanos = 0;

        pace.passed(100);
        pace.passed(100);

        assertThat(sleptNanos).isEqualTo(200_000_000);
    }

    @Test
    void without_a_rate_it_never_waits() throws InterruptedIOException {
        pace(Pace.UNBOUNDED).passed(Long.MAX_VALUE);

        assertThat(sleptNanos).isZero();
    }

    @Test
    void a_rate_below_nought_is_refused() {
        assertThatThrownBy(() -> pace(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(pace(0)).isNotNull();
        assertThat(pace(1)).isNotNull();
    }

    @Test
    void an_interrupt_ends_the_waiting_and_is_kept() {
        Pace pace = new Pace(1, () -> nowNanos, nanos -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> pace.passed(1)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
