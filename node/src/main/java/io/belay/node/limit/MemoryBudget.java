package io.belay.node.limit;

import io.belay.base.Check;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What grows with the load, of all lines together, in bytes. Any thread.
 *
 * <p>It is divided into shares, and each has a rule of its own that holds it without the others: so no share waits for
 * another, and what drains by itself (to the disk, to the sockets) always can. What is left over is for the bodies that
 * are kept at hand or read back, which have bounds of their own.
 */
public final class MemoryBudget {
    /** What a part of the budget is for, and what happens when it is used up. */
    public enum Share {
        /** Bytes that lines have brought and the node has not come to: lines that bring more are not read. */
        RECEIVED(8),
        /** Beginnings of messages, and wills of those who are not in: a line that makes a long one longer ends. */
        PARTIAL(8),
        /** Messages in open transactions: a transaction that wants more rolls back. */
        TRANSACTIONS(8),
        /** Deliveries that sockets have not taken: a line gets no more than a little ahead. */
        OUTGOING(4),
        /** AT_MOST_ONCE messages that wait for slow lines: they are dropped. */
        UNASSURED(8);

        private final int part;

        Share(int part) {
            this.part = part;
        }
    }

    private static final Share[] SHARES = Share.values();

    private final long bytesMax;
    private final LimitCounts counts;
    private final AtomicLongArray used = new AtomicLongArray(SHARES.length);

    /**
     * An empty one.
     *
     * @param bytesMax all shares together, bytes, 1 or more
     * @param counts hear when a share is used up
     */
    public MemoryBudget(long bytesMax, LimitCounts counts) {
        Check.argument(bytesMax >= 1, "a budget of 1 byte or more", bytesMax);
        this.bytesMax = bytesMax;
        this.counts = counts;
    }

    /** So many bytes more are kept; fewer if it is negative. */
    public void add(Share share, long bytes) {
        if (bytes == 0) return;
        long now = used.addAndGet(share.ordinal(), bytes);
        boolean fills = now >= max(share) && now - bytes < max(share);
        if (fills) counts.hit(Limit.MEMORY_BUDGET, share.name());
    }

    /** What is kept, bytes. */
    public long used(Share share) {
        return used.get(share.ordinal());
    }

    /** What is kept of all, bytes. */
    public long used() {
        long sum = 0;
        for (Share share : SHARES) sum += used(share);
        return sum;
    }

    /** What may be kept, bytes. */
    public long max(Share share) {
        return Math.max(1, bytesMax / share.part);
    }

    /** What may be kept of all, bytes. */
    public long max() {
        return bytesMax;
    }

    /** Whether a share is used up. */
    public boolean isFull(Share share) {
        return used(share) >= max(share);
    }

    /** Whether a share is used to three quarters, so that it is time to hold back. */
    public boolean isTight(Share share) {
        return used(share) >= max(share) - max(share) / 4;
    }
}
