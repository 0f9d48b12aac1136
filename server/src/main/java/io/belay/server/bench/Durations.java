package io.belay.server.bench;

/**
 * Counts durations in buckets that are at most 1/32 of their value wide. Fixed memory.
 *
 * <pre>
 *  value 0-63 ns: a bucket each; from there on, for each power of two, 32 buckets of equal width
 * </pre>
 */
final class Durations {
    private static final int SUB_BITS = 5;
    private static final int SUBS = 1 << SUB_BITS;

    private final long[] counts = new long[(64 - SUB_BITS) * SUBS];
    private long total;

    void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    void addAll(Durations others) {
        for (int bucket = 0; bucket < counts.length; bucket++) counts[bucket] += others.counts[bucket];
        total += others.total;
    }

    long count() {
        return total;
    }

    /** What a share of all, 0 to 1, does not exceed, nanoseconds: the upper edge of its bucket; 0 if there is none. */
    long atShare(double share) {
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
