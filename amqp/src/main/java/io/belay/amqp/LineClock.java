package io.belay.amqp;

import org.jspecify.annotations.Nullable;

/**
 * What silence means on one line (AMQP 1.0 §2.4.5). The peer may not be silent for longer than our own time-out; and so that
 * we never are for longer than half of the peer's, we look four times in it whether anything was said since the last
 * look. Any byte is a sign of life, not only a whole frame: a large one on a slow line must not cost the line.
 */
final class LineClock {
    static final long NEVER = Long.MAX_VALUE;
    private static final long LOOK_MS_MIN = 50; // whatever the peer asks for

    private final int openTimeoutMs;
    private int idleTimeoutMs;
    private long nowMs; // of the latest call from outside
    private long heardMs;
    private long stepDueMs = NEVER; // when the peer's next step to an open or closed line is overdue
    private boolean isIdleCounted; // once the line is open
    private long lookEveryMs; // 0 is off
    private long lookMs = NEVER;

    LineClock(AmqpLimits limits, long nowMs) {
        openTimeoutMs = limits.openTimeoutMs();
        idleTimeoutMs = limits.idleTimeoutMs();
        this.nowMs = nowMs;
        heardMs = nowMs;
        awaitPeer();
    }

    void now(long nowMs) {
        this.nowMs = nowMs;
    }

    /** How long the peer may be silent; 0 for ever. */
    int silenceMaxMs() {
        return idleTimeoutMs;
    }

    /** The peer may be silent for so long at most. */
    void silenceMax(int ms) {
        idleTimeoutMs = idleTimeoutMs == 0 ? ms : Math.min(idleTimeoutMs, ms);
    }

    /** The peer is there. */
    void heard(long nowMs) {
        this.nowMs = nowMs;
        heardMs = nowMs;
    }

    /** The peer could not be heard, through no fault of its own: its times start anew. */
    void excuse() {
        heard(nowMs);
        if (stepDueMs != NEVER) awaitPeer();
    }

    /** The next step to an open or closed line is the peer's. */
    void awaitPeer() {
        stepDueMs = nowMs + openTimeoutMs;
    }

    /** The next step is ours. */
    void awaitUs() {
        stepDueMs = NEVER;
    }

    /** The line is open; 0 for a peer that can bear our silence. */
    void open(long peersTimeoutMs) {
        stepDueMs = NEVER;
        isIdleCounted = idleTimeoutMs > 0;
        lookEveryMs = peersTimeoutMs == 0 ? 0 : Math.max(peersTimeoutMs / 4, LOOK_MS_MIN);
        looked();
    }

    /** When something is due next if nothing is heard until then. */
    long dueMs() {
        return Math.min(Math.min(stepDueMs, lookMs), isIdleCounted ? heardMs + idleTimeoutMs : NEVER);
    }

    /** What the peer failed to do in time, null if nothing. */
    @Nullable
    String overdue() {
        if (nowMs >= stepDueMs) return "expected the peer's next step within " + openTimeoutMs + " ms";
        long silentMs = nowMs - heardMs;
        boolean isSilent = isIdleCounted && silentMs >= idleTimeoutMs;
        return isSilent ? "nothing heard for " + silentMs + " ms, the limit is " + idleTimeoutMs + " ms" : null;
    }

    /** Whether it is time to see if anything was said. */
    boolean isLookDue() {
        return nowMs >= lookMs;
    }

    /** It was seen to. */
    void looked() {
        lookMs = lookEveryMs == 0 ? NEVER : nowMs + lookEveryMs;
    }
}
