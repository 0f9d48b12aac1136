package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that calls the listeners of a session. */
class DispatcherTest {
    private static final long WAIT_MS = 60_000;

    private final Dispatcher dispatcher = new Dispatcher("of the test", true);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** A consumer whose listener notes what it hears; {@code ! } throws, {@code ?} waits for leave. */
    private final class Source implements Dispatcher.Source {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final CountDownLatch isIn = new CountDownLatch(1);
        private final CountDownLatch mayGo = new CountDownLatch(1);
        private volatile Thread caller;

        @Override
        public boolean hasMessage() {
            return !messages.isEmpty();
        }

        @Override
        public boolean dispatch() {
            String next = messages.poll();
            if (next == null) return false;
            caller = Thread.currentThread();
            if (next.startsWith("!")) throw new NoClassDefFoundError(next);
            if (next.startsWith("?")) waitForLeave();
            heard.add(next);
            return true;
        }

        private void waitForLeave() {
            isIn.countDown();
            try {
                mayGo.await(WAIT_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        Source with(String... all) {
            for (String each : all) messages.add(each);
            return this;
        }
    }

    @AfterEach
    void close() throws JMSException {
        dispatcher.close(WAIT_MS);
    }

    private String next() throws InterruptedException {
        return heard.poll(WAIT_MS, TimeUnit.MILLISECONDS);
    }

    @Test
    void nothing_is_called_before_the_start_and_then_all_in_order() throws InterruptedException {
        dispatcher.add(new Source().with("a", "b"));
        assertThat(heard).isEmpty();

        dispatcher.start();

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
        assertThat(dispatcher.isUsed()).isTrue();
    }

    @Test
    void a_busy_consumer_does_not_starve_the_others() throws InterruptedException {
        dispatcher.add(new Source().with("a", "a", "a"));
        dispatcher.add(new Source().with("b", "b", "b"));

        dispatcher.start();

        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 6; i++) all.append(next());
        assertThat(all.toString()).isIn("ababab", "bababa");
    }

    @Test
    void what_comes_later_wakes_it() throws InterruptedException {
        Source source = new Source();
        dispatcher.add(source);
        dispatcher.start();
        for (int i = 0; i < 100; i++) {
            source.with("m" + i);
            dispatcher.wake();

            assertThat(next()).isEqualTo("m" + i);
        }
    }

    @Test
    void an_error_of_one_call_does_not_cost_the_next() throws InterruptedException {
        dispatcher.add(new Source().with("!bad", "good"));

        dispatcher.start();

        assertThat(next()).isEqualTo("good");
    }

    @Test
    void after_a_halt_the_call_that_runs_ends_and_no_other_begins() throws Exception {
        Source source = new Source().with("?a", "b");
        dispatcher.add(source);
        dispatcher.start();
        assertThat(source.isIn.await(WAIT_MS, TimeUnit.MILLISECONDS)).isTrue();

        dispatcher.halt();
        assertThatThrownBy(() -> dispatcher.quiet(1)).hasMessageContaining("did not return within 1 ms");
        source.mayGo.countDown();
        dispatcher.quiet(WAIT_MS);

        assertThat(heard).containsExactly("?a");
        dispatcher.start();
        assertThat(next()).isEqualTo("?a");
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void a_listener_knows_itself_and_does_not_wait_for_itself() throws Exception {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        dispatcher.add(new Dispatcher.Source() {
            @Override
            public boolean hasMessage() {
                return !asked.isDone();
            }

            @Override
            public boolean dispatch() {
                if (asked.isDone()) return false;
                try {
                    dispatcher.quiet(WAIT_MS);
                    asked.complete(dispatcher.isCaller());
                } catch (JMSException late) {
                    asked.completeExceptionally(late);
                }
                return true;
            }
        });

        dispatcher.start();

        assertThat(asked.get(WAIT_MS, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(dispatcher.isCaller()).isFalse();
    }

    @Test
    void who_is_taken_out_is_called_no_more() throws InterruptedException {
        Source gone = new Source().with("gone");
        dispatcher.add(gone);
        dispatcher.remove(gone);
        dispatcher.add(new Source().with("here"));

        dispatcher.start();

        assertThat(next()).isEqualTo("here");
        assertThat(gone.messages).containsExactly("gone");
    }

    @Test
    void its_thread_ends_with_the_last_listener_and_another_begins_with_the_next() throws Exception {
        Source one = new Source().with("a");
        Source two = new Source().with("b");
        dispatcher.add(one);
        dispatcher.add(two);
        dispatcher.start();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("a", "b");

        dispatcher.remove(one);
        two.with("c");
        dispatcher.wake();
        assertThat(next()).isEqualTo("c");
        assertThat(two.caller).isSameAs(one.caller);
        dispatcher.remove(two);
        two.caller.join(WAIT_MS);
        assertThat(two.caller.isAlive()).isFalse();

        dispatcher.add(one.with("d"));
        assertThat(next()).isEqualTo("d");
        assertThat(one.caller).isNotSameAs(two.caller);
    }

    @Test
    void whoever_comes_while_its_thread_ends_is_called() throws Exception {
        for (int round = 0; round < 200; round++) {
            Source source = new Source().with("m" + round);
            dispatcher.add(source);
            dispatcher.start();

            assertThat(next()).isEqualTo("m" + round);
            dispatcher.remove(source);
        }
    }

    @Test
    void after_the_end_nobody_is_called() throws JMSException {
        dispatcher.add(new Source().with("a"));
        dispatcher.close(WAIT_MS);

        dispatcher.start();
        dispatcher.add(new Source().with("b"));
        dispatcher.quiet(WAIT_MS);

        assertThat(heard).isEmpty();
    }
}
