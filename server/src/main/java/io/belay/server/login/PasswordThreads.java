package io.belay.server.login;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Few threads that check passwords, which is meant to be slow, or tokens, which may wait for keys; a bounded number of lines waits for them. */
final class PasswordThreads implements AutoCloseable {
    /** Passwords or tokens that are checked at one time. */
    static final int CHECKED_MAX = 2;

    /** Lines that may wait for that. */
    static final int WAITING_MAX = 256;

    private static final int IDLE_S = 30;
    private static final Logger LOG = LoggerFactory.getLogger(PasswordThreads.class);

    private final AtomicInteger started = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            CHECKED_MAX, CHECKED_MAX, IDLE_S, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), this::thread);

    private final String name;

    /** @param name what the names of its threads begin with */
    PasswordThreads(String name) {
        this.name = name;
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, name + started.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers a question, and passes the answer on where the line lives.
     *
     * @param home of the line: its loop
     * @return false if too many wait: nothing will be heard
     */
    boolean ask(Executor home, BooleanSupplier question, Consumer<Boolean> answer) {
        try {
            threads.execute(() -> {
                boolean isSo = answerOf(question);
                home.execute(() -> answer.accept(isSo));
            });
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private static boolean answerOf(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (RuntimeException bug) {
            LOG.error("a password or token could not be checked because of a bug of ours", bug);
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
