package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.client.ClientFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Between the loop that puts and the application's thread that takes. */
class ShelfTest {
    private static final ClientFailure ENDED =
            new ClientFailure(ClientFailure.Known.NOT_DONE, ClientFailure.CLOSED, "gone");

    private final AtomicInteger woken = new AtomicInteger();
    private final Shelf<String> shelf = new Shelf<>(woken::incrementAndGet);
    private final AtomicBoolean mayTake = new AtomicBoolean(true);

    private static long laterNs() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    }

    /** What a thread gets that waits when this returns. */
    private CompletableFuture<String> waiting() {
        CompletableFuture<String> taken = new CompletableFuture<>();
        Thread taker = new Thread(() -> {
            try {
                taken.complete(shelf.take(laterNs(), () -> mayTake.get() ? shelf.poll() : null));
            } catch (InterruptedException hurried) {
                taken.completeExceptionally(hurried);
            }
        });
        taker.setDaemon(true);
        taker.start();
        long endNs = laterNs();
        while (taker.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < endNs) Thread.onSpinWait();
        return taken;
    }

    private static String of(CompletableFuture<String> taken) throws Exception {
        return taken.get(60, TimeUnit.SECONDS);
    }

    @Test
    void what_is_there_is_taken_in_order_and_at_once() throws InterruptedException {
        shelf.put("a");
        shelf.put("b");

        assertThat(shelf.size()).isEqualTo(2);
        assertThat(shelf.take(System.nanoTime(), shelf::poll)).isEqualTo("a");
        assertThat(shelf.poll()).isEqualTo("b");
        assertThat(shelf.take(System.nanoTime(), shelf::poll)).isNull();
        assertThat(woken).hasValue(2);
    }

    @Test
    void who_waits_is_woken_by_what_comes() throws Exception {
        CompletableFuture<String> taken = waiting();

        shelf.put("a");

        assertThat(of(taken)).isEqualTo("a");
        assertThat(shelf.isEmpty()).isTrue();
    }

    @Test
    void while_nothing_may_be_taken_it_stays_and_a_nudge_lets_it_go() throws Exception {
        mayTake.set(false);
        CompletableFuture<String> taken = waiting();
        shelf.put("a");
        assertThat(shelf.size()).isEqualTo(1);

        mayTake.set(true);
        shelf.nudge();

        assertThat(of(taken)).isEqualTo("a");
    }

    @Test
    void who_waits_goes_with_nothing_when_it_is_closed() throws Exception {
        CompletableFuture<String> taken = waiting();

        shelf.close();

        assertThat(of(taken)).isNull();
        shelf.put("late");
        assertThat(shelf.take(laterNs(), shelf::poll)).as("nothing, at once").isNull();
    }

    @Test
    void who_waits_goes_with_nothing_when_nothing_more_will_come() throws Exception {
        CompletableFuture<String> taken = waiting();

        shelf.over(ENDED);

        assertThat(of(taken)).isNull();
        assertThat(shelf.failure()).isSameAs(ENDED);
        shelf.put("x");
        shelf.over(ENDED);
        assertThat(shelf.isEmpty()).as("what was held is void").isTrue();
    }

    @Test
    void an_interrupt_ends_the_waiting_and_takes_nothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> shelf.take(laterNs(), shelf::poll)).isInstanceOf(InterruptedException.class);

        shelf.put("a");
        assertThat(shelf.poll()).isEqualTo("a");
    }

    @Test
    void what_is_put_back_is_the_next() {
        shelf.put("a");
        shelf.put("b");
        String first = shelf.poll();

        shelf.putBack(first);

        assertThat(shelf.takeAll()).containsExactly("a", "b");
        assertThat(shelf.isEmpty()).isTrue();
    }

    @Test
    void what_is_taken_away_before_anybody_had_it_is_gone() {
        shelf.put("a");
        shelf.put("b");

        assertThat(shelf.takeAway("a")).isTrue();

        assertThat(shelf.isVoid("a")).isFalse();
        assertThat(shelf.takeAll()).containsExactly("b");
    }

    @Test
    void what_is_taken_away_from_somebody_is_known_to_be_until_it_is_decided() {
        shelf.put("a");
        String taken = shelf.poll();

        assertThat(shelf.takeAway(taken)).isFalse();

        assertThat(shelf.isVoid(taken)).isTrue();
        shelf.forget(taken);
        assertThat(shelf.isVoid(taken)).isFalse();
    }
}
