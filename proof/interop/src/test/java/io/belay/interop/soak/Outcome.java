package io.belay.interop.soak;

import java.util.List;

/**
 * What was seen.
 *
 * @param confirmed messages that the broker took
 * @param refused messages that it did not take, and said so
 * @param missing that it took and did not deliver
 * @param alone of those who behave well, without load, after it
 * @param loaded of the same, under load
 * @param bareAlone of {@link Echo}, without load
 * @param bareLoaded of the same, under load
 * @param samples over time
 * @param crowd what became of the others, for people
 * @param trouble what should not have been
 */
record Outcome(
        int confirmed,
        int refused,
        int missing,
        Times alone,
        Times loaded,
        Times bareAlone,
        Times bareLoaded,
        List<Sample> samples,
        String crowd,
        List<String> trouble) {
    private static final double FLAT = 1.25; // the floor of the heap in the last third beside that in the second
    private static final double LATENCY_RATIO_MAX = 2;

    /** The least heap of a third of the time, 0 to 2, KiB: what is not garbage. */
    long floorKib(int third) {
        int from = samples.size() * third / 3;
        int to = Math.max(from + 1, samples.size() * (third + 1) / 3);
        return samples.subList(from, to).stream()
                .mapToLong(Sample::heapKib)
                .min()
                .orElse(0);
    }

    boolean isFlat() {
        return floorKib(2) <= FLAT * floorKib(1);
    }

    boolean isLost() {
        return missing > 0;
    }

    boolean isGood() {
        return isFlat() && !isLost() && loaded.ratio(alone, false) <= LATENCY_RATIO_MAX && trouble.isEmpty();
    }

    @Override
    public String toString() {
        return """
                messages   %d confirmed, %d refused, %d lost: %s
                heap       floor of the second third %d MiB, of the last %d MiB: %s
                latency    alone p50 %d p99 %d us, under load p50 %d p99 %d us, ratio %.2f and %.2f: %s
                machine    a bare echo and sync alone p50 %d p99 %d us, under load p50 %d p99 %d us, ratio %.2f and %.2f
                others     %s
                trouble    %s
                verdict    %s""".formatted(
                        confirmed,
                        refused,
                        missing,
                        isLost() ? "BAD" : "good",
                        floorKib(1) >> 10,
                        floorKib(2) >> 10,
                        isFlat() ? "flat" : "GROWS",
                        alone.p50(),
                        alone.p99(),
                        loaded.p50(),
                        loaded.p99(),
                        loaded.ratio(alone, false),
                        loaded.ratio(alone, true),
                        loaded.ratio(alone, false) <= LATENCY_RATIO_MAX ? "good" : "BAD",
                        bareAlone.p50(),
                        bareAlone.p99(),
                        bareLoaded.p50(),
                        bareLoaded.p99(),
                        bareLoaded.ratio(bareAlone, false),
                        bareLoaded.ratio(bareAlone, true),
                        crowd,
                        trouble.isEmpty() ? "none" : trouble,
                        isGood() ? "GOOD" : "BAD");
    }
}
