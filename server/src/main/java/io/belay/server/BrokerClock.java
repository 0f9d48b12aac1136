package io.belay.server;

/**
 * Broker time: the wall clock when the program started, and from then on what the monotonic clock says, so that nobody
 * who sets the clock makes a session expire. Never earlier than the log's last time. Any thread.
 */
final class BrokerClock {
    private final long startMs;
    private final long startNanos;

    /** @param floorMs the last time in the log, milliseconds since 1970; 0 if there is none */
    BrokerClock(long floorMs) {
        this(Math.max(System.currentTimeMillis(), floorMs), System.nanoTime());
    }

    private BrokerClock(long startMs, long startNanos) {
        this.startMs = startMs;
        this.startNanos = startNanos;
    }

    /** Milliseconds since 1970, never falling. */
    long nowMs() {
        return startMs + (System.nanoTime() - startNanos) / 1_000_000;
    }
}
