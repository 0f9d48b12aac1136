package io.belay.interop.soak;

import java.io.IOException;

/** Something that goes on in a thread of its own until it is told to stop. */
abstract class Part implements AutoCloseable {
    private static final int STOP_MS = 60_000;

    private final Thread thread;
    private volatile boolean stopping;
    private volatile Throwable failure;

    Part(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Goes on while {@link #goesOn}. */
    abstract void live() throws IOException, InterruptedException;

    boolean goesOn() {
        return !stopping;
    }

    private void run() {
        try {
            live();
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!stopping) failure = e;
        }
    }

    /** What ended it before its time; null if nothing did. */
    Throwable failure() {
        return failure;
    }

    void stop() {
        stopping = true;
    }

    void join() throws InterruptedException {
        thread.join(STOP_MS);
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }

    /** Waits until a moment, by {@link System#nanoTime}; the parts are paced by the clock, not by each other. */
    static void until(long atNanos) throws InterruptedException {
        long leftNanos = atNanos - System.nanoTime();
        if (leftNanos > 0) java.util.concurrent.TimeUnit.NANOSECONDS.sleep(leftNanos);
    }
}
