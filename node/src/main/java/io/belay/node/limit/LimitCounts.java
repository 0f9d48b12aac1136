package io.belay.node.limit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** How often each limit was reached since the broker began, and what of it is to be told. Any thread. */
public final class LimitCounts {
    /** The distance of two notices of one limit, milliseconds. */
    public static final long NOTICE_MS = 60_000;

    private static final Limit[] LIMITS = Limit.values();

    private final AtomicLongArray counts = new AtomicLongArray(LIMITS.length);
    private final AtomicReferenceArray<String> newest = new AtomicReferenceArray<>(LIMITS.length);
    private final long[] told = new long[LIMITS.length]; // counts as they were at the last notice
    private final long[] toldAtMs = new long[LIMITS.length];
    private final long[] seen = new long[LIMITS.length]; // counts as they were at the last look
    private final long[] seenAtMs = new long[LIMITS.length]; // at which look they had changed last

    /**
     * What is to be told of a limit.
     *
     * @param count how often it was reached, in all
     * @param more how often of these since the last notice; as often as {@code count} in the first
     * @param who reached it last
     */
    public record Notice(Limit limit, long count, long more, String who) {}

    /**
     * What is known of a limit that was reached.
     *
     * @param count how often, in all
     * @param lastMs when last, to a second or so, by the clock of whoever asks for notices
     * @param who reached it last
     */
    public record Hits(Limit limit, long count, long lastMs, String who) {}

    /** Nothing was reached yet. */
    public LimitCounts() {}

    /**
     * A limit was reached.
     *
     * @param who by whom: a line, a client, a user, an address, a queue
     */
    public void hit(Limit limit, String who) {
        newest.lazySet(limit.ordinal(), who);
        counts.incrementAndGet(limit.ordinal());
    }

    /** How often a limit was reached. */
    public long count(Limit limit) {
        return counts.get(limit.ordinal());
    }

    /** How often each was reached; those too that were not, with 0. */
    public Map<Limit, Long> counts() {
        Map<Limit, Long> all = new EnumMap<>(Limit.class);
        for (Limit limit : LIMITS) all.put(limit, count(limit));
        return all;
    }

    /** Which were reached, in the order of {@link Limit}; {@code nowMs} as in {@link #notices}. */
    public synchronized List<Hits> hits(long nowMs) {
        look(nowMs);
        List<Hits> hits = new ArrayList<>();
        for (Limit limit : LIMITS) {
            int at = limit.ordinal();
            if (seen[at] > 0) hits.add(new Hits(limit, seen[at], seenAtMs[at], newest.get(at)));
        }
        return hits;
    }

    private void look(long nowMs) {
        for (int at = 0; at < LIMITS.length; at++) {
            long count = counts.get(at);
            if (count == seen[at]) continue;
            seen[at] = count;
            seenAtMs[at] = nowMs;
        }
    }

    /**
     * What has not been told yet: each limit when it is first reached, and then once in {@link #NOTICE_MS} while it is
     * reached again. To be asked every second or so.
     *
     * @param nowMs never falling, from any origin
     */
    public synchronized List<Notice> notices(long nowMs) {
        look(nowMs);
        List<Notice> notices = new ArrayList<>(0);
        for (Limit limit : LIMITS) {
            int at = limit.ordinal();
            long count = counts.get(at);
            boolean isDue = told[at] == 0 || nowMs - toldAtMs[at] >= NOTICE_MS;
            if (count == told[at] || !isDue) continue;
            notices.add(new Notice(limit, count, count - told[at], newest.get(at)));
            told[at] = count;
            toldAtMs[at] = nowMs;
        }
        return notices;
    }
}
