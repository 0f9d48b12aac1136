package io.belay.node;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The delayed entries of one queue. */
final class Delays {
    record Delayed(long atMs, long sequence, int priority) {}

    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::atMs).thenComparingLong(Delayed::sequence));

    void add(long atMs, long sequence, int priority) {
        delayed.add(new Delayed(atMs, sequence, priority));
    }

    /** When the first is due; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        Delayed first = delayed.peek();
        return first == null ? Long.MAX_VALUE : first.atMs();
    }

    /** Takes out the first that is due; null if none is. */
    @Nullable
    Delayed due(long nowMs) {
        return nextTimeMs() <= nowMs ? delayed.remove() : null;
    }
}
