package io.belay.node.limit;

import org.jspecify.annotations.Nullable;

/** Whether the peer of one line takes what it is sent, and answers it. One thread at a time. */
public final class Slowness {
    /** Of a peer that owes no answer. */
    public static final long NEVER = Long.MAX_VALUE;

    private final SlowOptions options;
    private long taken; // when last looked
    private long movedAtMs;
    private long heardMs; // no silence counts that began before

    /** Of a line that stands since now. */
    public Slowness(SlowOptions options, long nowMs) {
        this.options = options;
        movedAtMs = nowMs;
        heardMs = nowMs;
    }

    /** Its answers cannot be heard now, through no fault of its own. */
    public void unheard(long nowMs) {
        heardMs = nowMs;
    }

    /**
     * What is too slow by now. To be asked every quarter of a second or so.
     *
     * @param nowTaken anything that changes when the peer takes bytes
     * @param waits whether bytes wait for the peer
     * @param unansweredSinceMs since when it has deliveries and has answered none, {@link #NEVER} if it has none
     * @return null if nothing is
     */
    public @Nullable Limit reached(long nowTaken, boolean waits, long unansweredSinceMs, long nowMs) {
        boolean moves = !waits || nowTaken != taken;
        taken = nowTaken;
        if (moves) movedAtMs = nowMs;
        if (isOver(options.stalledAfterMs(), movedAtMs, nowMs)) return Limit.STALLED;
        boolean owes = unansweredSinceMs != NEVER;
        boolean isSilent = owes && isOver(options.unansweredAfterMs(), Math.max(unansweredSinceMs, heardMs), nowMs);
        return isSilent ? Limit.SLOW_CONSUMER : null;
    }

    /** How long it may take, for people. */
    public String words(Limit limit) {
        return limit == Limit.STALLED
                ? "took nothing for " + options.stalledAfterMs() + " ms while bytes waited"
                : "answered none of its deliveries for " + options.unansweredAfterMs() + " ms";
    }

    private static boolean isOver(long afterMs, long sinceMs, long nowMs) {
        return afterMs > 0 && nowMs - sinceMs >= afterMs;
    }
}
