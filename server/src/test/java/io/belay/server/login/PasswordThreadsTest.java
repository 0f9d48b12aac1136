package io.belay.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.net.Line;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Passwords are checked elsewhere, few at a time, and a bounded number waits. */
class PasswordThreadsTest {
    private static final long PATIENCE_S = 20;

    private final PasswordThreads threads = new PasswordThreads("checks-");
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>(); // of the line's loop
    private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    private final Line line = new Line() {
        @Override
        public long id() {
            return 1;
        }

        @Override
        public String peer() {
            return "test";
        }

        @Override
        public void send(ByteBuffer bytes) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public void flush() {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public long unwrittenBytes() {
            return 0;
        }

        @Override
        public void pauseReading() {
            throw new AssertionError("nothing is read");
        }

        @Override
        public void resumeReading() {
            throw new AssertionError("nothing is read");
        }

        @Override
        public void close(Break why) {
            throw new AssertionError("nothing is closed");
        }

        @Override
        public Executor loop() {
            return tasks::add;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }
    };

    @AfterEach
    void close() {
        threads.close();
    }

    private boolean nextAnswer() throws InterruptedException {
        Runnable task = tasks.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(task).as("an answer").isNotNull();
        task.run();
        return answers.remove();
    }

    @Test
    void an_answer_comes_where_the_line_lives() throws InterruptedException {
        threads.ask(line::execute, () -> true, answers::add);
        assertThat(nextAnswer()).isTrue();

        threads.ask(line::execute, () -> false, answers::add);
        assertThat(nextAnswer()).isFalse();
    }

    @Test
    void a_check_that_fails_lets_nobody_in() throws InterruptedException {
        threads.ask(
                line::execute,
                () -> {
                    throw new IllegalStateException("a bug");
                },
                answers::add);

        assertThat(nextAnswer()).isFalse();
    }

    @Test
    void as_many_wait_as_may_and_the_next_is_sent_away() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(PasswordThreads.CHECKED_MAX);
        CountDownLatch go = new CountDownLatch(1);
        for (int count = 0; count < PasswordThreads.CHECKED_MAX; count++) {
            threads.ask(
                    line::execute,
                    () -> {
                        busy.countDown();
                        return isOpen(go);
                    },
                    answers::add);
        }
        assertThat(busy.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();

        for (int count = 0; count < PasswordThreads.WAITING_MAX; count++) {
            assertThat(threads.ask(line::execute, () -> true, answers::add)).isTrue();
        }
        boolean oneMore = threads.ask(line::execute, () -> true, answers::add);
        go.countDown();

        assertThat(oneMore).isFalse();
        for (int count = 0; count < PasswordThreads.CHECKED_MAX + PasswordThreads.WAITING_MAX; count++) {
            assertThat(nextAnswer()).isTrue();
        }
        assertThat(threads.ask(line::execute, () -> true, answers::add)).isTrue();
    }

    private static boolean isOpen(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
