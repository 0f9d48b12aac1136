package io.belay.interop.soak;

/**
 * What a time was like.
 *
 * @param count of round trips
 * @param p50 of them took no longer than so many microseconds
 * @param p99 nor these
 */
record Times(int count, long p50, long p99) {
    static Times of(Latency latency) {
        return new Times(latency.count(), latency.percentile(50), latency.percentile(99));
    }

    /** As {@link #toString} draws it. */
    static Times read(String text) {
        String[] words = text.split(" ");
        return new Times(Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** How much longer this took than something else: the median, or the 99th of a hundred. */
    double ratio(Times to, boolean isTail) {
        return isTail ? (double) p99 / Math.max(1, to.p99) : (double) p50 / Math.max(1, to.p50);
    }

    @Override
    public String toString() {
        return count + " " + p50 + " " + p99;
    }
}
