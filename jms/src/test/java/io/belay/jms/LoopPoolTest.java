package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopPoolTest {
    private final LoopPool pool = new LoopPool(2);

    @Test
    void each_connection_has_a_loop_of_its_own_until_there_are_enough_and_then_the_least_used() {
        LoopPool.Shared first = pool.take();
        LoopPool.Shared second = pool.take();
        LoopPool.Shared third = pool.take();
        LoopPool.Shared fourth = pool.take();

        assertThat(second).isNotSameAs(first);
        assertThat(pool.size()).isEqualTo(2);
        assertThat(third).isIn(first, second);
        assertThat(fourth).isIn(first, second).isNotSameAs(third);
        for (LoopPool.Shared each : new LoopPool.Shared[] {first, second, third, fourth}) pool.giveBack(each);
    }

    @Test
    void a_loop_runs_until_the_last_of_its_users_is_gone() throws InterruptedException {
        LoopPool one = new LoopPool(1);
        LoopPool.Shared first = one.take();
        LoopPool.Shared second = one.take();
        CountDownLatch ran = new CountDownLatch(1);

        one.giveBack(first);
        second.loops().anyLoop().execute(ran::countDown);

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        one.giveBack(second);
        assertThat(one.size()).isZero();
        assertThatThrownBy(() -> second.loops().anyLoop().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void after_the_last_one_a_new_one_begins() {
        LoopPool.Shared first = pool.take();
        pool.giveBack(first);

        LoopPool.Shared second = pool.take();

        assertThat(second).isNotSameAs(first);
        pool.giveBack(second);
        assertThat(pool.size()).isZero();
    }
}
