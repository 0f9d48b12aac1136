package io.belay.server.bench;

/**
 * Counts durations in buckets that are at most 1/32 of their value wide. Fixed memory, nothing is allocated while counting.
 * By one thread at a time.
 *
 * <pre>
 *  value 0-63 ns: a bucket each; from there on, for each power of two, 32 buckets of equal width
 * </pre>
 */
public final class Durations {
    private static final int SUB_BITS = 5;
    private static final int SUBS = 1 << SUB_BITS;

    private final long[] counts = new long[(64 - SUB_BITS) * SUBS];
    private long total;

    /** Counts one, in nanoseconds; what is below 0 counts as 0. */
    public void add(long durationNs) {
        counts[bucket(Math.max(0, durationNs))]++;
        total++;
    }

    /** Counts what another has counted. */
    public void addAll(Durations others) {
        for (int bucket = 0; bucket < counts.length; bucket++) counts[bucket] += others.counts[bucket];
        total += others.total;
    }

    /** How many were counted. */
    public long count() {
        return total;
    }

    /**
     * The duration that the given share of all does not exceed, as the upper edge of its bucket.
     *
     * @param share 0 to 1
     * @return nanoseconds, 0 if nothing was counted
     */
    public long atShareNs(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) return upperEdge(bucket);
        }
        return 0;
    }

    private static int bucket(long value) {
        if (value < 2 * SUBS) return (int) value;
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return shift * SUBS + (int) (value >>> shift);
    }

    private static long upperEdge(int bucket) {
        if (bucket < 2 * SUBS) return bucket;
        int shift = bucket / SUBS - 1;
        return (((long) (bucket % SUBS + SUBS) + 1) << shift) - 1;
    }
}
