package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SendRoomTest {
    private static long soonNs() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30);
    }

    private static long laterNs() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }

    @Test
    void as_many_bytes_as_the_limit_says_are_let_in() throws InterruptedException {
        SendRoom room = new SendRoom(100, 100);

        assertThat(room.take(60, soonNs())).isTrue();
        assertThat(room.take(39, soonNs())).as("N-1").isTrue();
        assertThat(room.take(1, soonNs())).as("N").isTrue();
        assertThat(room.take(1, soonNs())).as("N+1").isFalse();
        assertThat(room.taken()).isEqualTo(100);
    }

    @Test
    void small_messages_are_bounded_by_their_number() throws InterruptedException {
        SendRoom room = new SendRoom(100, 4);

        for (int i = 0; i < 4; i++)
            assertThat(room.take(room.cost(1), soonNs())).isTrue();

        assertThat(room.take(room.cost(1), soonNs())).isFalse();
        assertThat(room.cost(30)).as("one that is larger than its share").isEqualTo(30);
    }

    @Test
    void a_message_that_is_larger_than_all_the_room_is_sent_alone() throws InterruptedException {
        SendRoom room = new SendRoom(100, 100);

        assertThat(room.take(500, soonNs())).isTrue();
        assertThat(room.take(1, soonNs())).isFalse();

        room.giveBack(500);
        assertThat(room.take(1, soonNs())).isTrue();
        assertThat(room.take(500, soonNs())).isFalse();
    }

    @Test
    void who_waits_goes_on_when_room_is_given_back() throws Exception {
        SendRoom room = new SendRoom(100, 100);
        room.take(100, soonNs());
        CompletableFuture<Boolean> waits = new CompletableFuture<>();
        Thread waiter = waiting(room, waits);

        room.giveBack(50);

        assertThat(waits.get(60, TimeUnit.SECONDS)).isTrue();
        waiter.join();
    }

    @Test
    void nobody_waits_once_it_is_closed() throws Exception {
        SendRoom room = new SendRoom(100, 100);
        room.take(100, soonNs());
        CompletableFuture<Boolean> waits = new CompletableFuture<>();
        Thread waiter = waiting(room, waits);

        room.close();

        assertThat(waits.get(60, TimeUnit.SECONDS)).isTrue();
        waiter.join();
    }

    @Test
    void an_interrupted_wait_takes_nothing() throws Exception {
        SendRoom room = new SendRoom(100, 100);
        room.take(100, soonNs());
        CompletableFuture<Boolean> waits = new CompletableFuture<>();
        Thread waiter = waiting(room, waits);

        waiter.interrupt();

        assertThatThrownBy(() -> waits.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(room.taken()).isEqualTo(100);
    }

    /** A thread that is waiting for 50 bytes when this returns. */
    private static Thread waiting(SendRoom room, CompletableFuture<Boolean> outcome) {
        Thread waiter = new Thread(() -> {
            try {
                outcome.complete(room.take(50, laterNs()));
            } catch (InterruptedException interrupted) {
                outcome.completeExceptionally(interrupted);
            }
        });
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        return waiter;
    }
}
