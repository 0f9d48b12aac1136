package io.belay.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all threads of one JMS load tell each other: how far they are, when to count, when to stop, what went wrong. */
final class JmsTally {
    private final long undeliveredMax; // over all consumers that get a copy
    private final int copies;
    private final List<AtomicLong> delivered; // of each consumer, written by its thread alone
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean isCounting;
    private volatile boolean hasCountedSending;
    private volatile boolean hasCountedDelivery;
    private volatile boolean isOver;

    JmsTally(JmsPlan plan) {
        copies = plan.scenario().copies();
        undeliveredMax = (long) plan.undeliveredMax() * copies;
        delivered = Stream.generate(AtomicLong::new)
                .limit(plan.scenario().consumers)
                .toList();
    }

    /** The number of messages this consumer has received, for it to raise. */
    AtomicLong deliveredTo(int consumer) {
        return delivered.get(consumer);
    }

    /** Deliveries to all consumers together. */
    long delivered() {
        long sum = 0;
        for (AtomicLong each : delivered) sum += each.get();
        return sum;
    }

    /** Messages that producers have begun to send. */
    long sent() {
        return sent.get();
    }

    /** Counts one more message as sent, unless too many are under way; one per producer too many may be. */
    boolean maySend() {
        if (sent.get() * copies - delivered() >= undeliveredMax) return false;
        sent.incrementAndGet();
        return true;
    }

    void count(boolean on) {
        isCounting = on;
    }

    /** Whether durations are to be kept now: not while warming up, not while draining. */
    boolean isCounting() {
        return isCounting;
    }

    /** Says that the duration of a call of a producer was kept. */
    void countedSending() {
        if (!hasCountedSending) hasCountedSending = true;
    }

    /** Says that the duration of a delivery was kept. */
    void countedDelivery() {
        if (!hasCountedDelivery) hasCountedDelivery = true;
    }

    /** Whether durations of both kinds were kept, without which a run has nothing to tell. */
    boolean hasCounted() {
        return hasCountedSending && hasCountedDelivery;
    }

    void stop() {
        isOver = true;
    }

    /** Whether producers are to stop. */
    boolean isOver() {
        return isOver;
    }

    /** Says that a thread cannot go on; the first one to say so is heard, and all stop. */
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        stop();
    }

    /** Ends the run if a thread has failed. */
    void check() {
        Throwable cause = failure.get();
        if (cause != null) throw new IllegalStateException("the load failed", cause);
    }
}
