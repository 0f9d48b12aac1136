package io.belay.interop.soak;

import java.util.Arrays;

/** Times from sending to arrival, microseconds. Any thread. */
final class Latency {
    private int[] micros = new int[1 << 12];
    private int count;

    synchronized void add(long nanos) {
        if (count == micros.length) micros = Arrays.copyOf(micros, 2 * count);
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
    }

    synchronized int count() {
        return count;
    }

    /** The time that so many percent do not exceed; 0 if there are none. */
    synchronized long percentile(double percent) {
        if (count == 0) return 0;
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, Math.round(Math.ceil(count * percent / 100)) - 1)];
    }
}
