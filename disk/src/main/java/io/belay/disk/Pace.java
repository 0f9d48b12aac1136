package io.belay.disk;

import io.belay.base.Check;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Holds a copy to so many bytes a second, so that those who wait for the same disk do not notice. One thread. */
final class Pace {
    /** As fast as it goes. */
    static final long UNBOUNDED = 0;

    /** Waits; an interrupt ends it. */
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    private final long bytesPerS;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private long dueNanos;
    private boolean begun;

    Pace(long bytesPerS, LongSupplier nanoTime, Sleeper sleeper) {
        Check.argument(bytesPerS >= 0, "a rate of 0 or more", bytesPerS);
        this.bytesPerS = bytesPerS;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    static Pace of(long bytesPerS) {
        return new Pace(bytesPerS, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /** So many more bytes were copied; returns when the next may be. What was slow before is not made up for later. */
    void passed(long bytes) throws InterruptedIOException {
        if (bytesPerS == UNBOUNDED) return;
        long now = nanoTime.getAsLong();
        if (!begun || dueNanos - now < 0) dueNanos = now;
        begun = true;
        dueNanos += (long) (bytes * 1e9 / bytesPerS);
        try {
            sleeper.sleep(dueNanos - now);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled");
        }
    }
}
