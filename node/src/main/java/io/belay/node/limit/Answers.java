package io.belay.node.limit;

/** How long a client owes answers to what was delivered to it. One thread at a time. */
public final class Answers {
    private long sinceMs = Slowness.NEVER;

    /** It owes none yet. */
    public Answers() {}

    /** It has answered something. */
    public void answered(long nowMs) {
        if (sinceMs != Slowness.NEVER) sinceMs = nowMs;
    }

    /** Looks whether it owes any. To be called every quarter of a second or so. */
    public void look(boolean owes, long nowMs) {
        if (!owes) sinceMs = Slowness.NEVER;
        else if (sinceMs == Slowness.NEVER) sinceMs = nowMs;
    }

    /** Since when it owes some and has answered none; {@link Slowness#NEVER} if it owes none. */
    public long sinceMs() {
        return sinceMs;
    }
}
