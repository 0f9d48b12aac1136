package io.belay.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * When which line was struck, so that of a stall it can be told what was done to the line and for how long it was left alone. Strikes begin one
 * after the other. Any thread.
 */
public final class Strikes {
    private static final int ALL = -1;

    /** One, under way until it is ended. */
    private static final class Strike {
        final int line;
        final long beganNs;
        long endedNs = Long.MAX_VALUE;

        Strike(int line, long beganNs) {
            this.line = line;
            this.beganNs = beganNs;
        }

        boolean isAt(int line, long fromNs, long toNs) {
            return (this.line == ALL || this.line == line) && beganNs < toNs && endedNs > fromNs;
        }
    }

    private final List<Strike> all = new ArrayList<>();

    synchronized void begin(int line, long nowNs) {
        all.add(new Strike(line, nowNs));
    }

    /** All lines, for the broker dies. */
    void beginAll(long nowNs) {
        begin(ALL, nowNs);
    }

    /** The last one is over. */
    synchronized void end(long nowNs) {
        all.get(all.size() - 1).endedNs = nowNs;
    }

    /** How often a line was struck in that time, or was still. */
    public synchronized int count(int line, long fromNs, long toNs) {
        return (int) all.stream().filter(each -> each.isAt(line, fromNs, toNs)).count();
    }

    /** The longest part of that time in which nothing was done to a line, nanoseconds. */
    public synchronized long longestCalmNs(int line, long fromNs, long toNs) {
        long longestNs = 0;
        long calmSinceNs = fromNs;
        for (Strike each : all) {
            if (!each.isAt(line, fromNs, toNs)) continue;
            longestNs = Math.max(longestNs, each.beganNs - calmSinceNs);
            calmSinceNs = Math.max(calmSinceNs, each.endedNs);
        }
        return Math.max(longestNs, toNs - calmSinceNs);
    }
}
