package io.belay.interop.soak;

import java.io.IOException;

/** Something that takes its time, 50 times a second, and is measured. */
abstract class Timed extends Part {
    private static final int EVERY_MS = 20;

    private volatile Latency latency;

    Timed(String name, Latency latency) {
        super(name);
        this.latency = latency;
    }

    /** What is measured from now on goes here. */
    final void into(Latency other) {
        latency = other;
    }

    /** Goes there and back once; returns how long that took, nanoseconds. */
    abstract long roundTripNanos() throws IOException;

    /** It is over. */
    abstract void leave() throws IOException;

    @Override
    final void live() throws IOException, InterruptedException {
        long nextNanos = System.nanoTime();
        while (goesOn()) {
            until(nextNanos);
            Latency into = latency;
            into.add(roundTripNanos());
            nextNanos = Math.max(nextNanos + EVERY_MS * 1_000_000L, System.nanoTime());
        }
        leave();
    }
}
