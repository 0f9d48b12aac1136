package io.belay.node.limit;

/**
 * So many in a second, and twice as many at once after a while of less. Who is too early hears when there will be a
 * place: each a later time than the one before, so that they do not all come back together.
 */
final class Pace {
    /** Nobody is told to come later than this, milliseconds. */
    static final long WAIT_MS_MAX = 60_000;

    private static final long SECOND_MS = 1_000;
    private static final long MICROS = 1_000; // of a millisecond

    private final long perSecond; // 0: any number
    private long credit; // thousandths of a place
    private long lastMs;
    private long promisedMicros; // the last time that somebody was told

    Pace(long perSecond, long nowMs) {
        this.perSecond = perSecond;
        credit = full();
        lastMs = nowMs;
        promisedMicros = nowMs * MICROS;
    }

    private long full() {
        return 2 * perSecond * SECOND_MS;
    }

    /** Takes a place if there is one. */
    boolean takes(long nowMs) {
        if (perSecond == 0) return true;
        long passedMs = Math.max(0, Math.min(nowMs - lastMs, 2 * SECOND_MS));
        credit = Math.min(full(), credit + passedMs * perSecond);
        lastMs = Math.max(lastMs, nowMs);
        if (credit < SECOND_MS) return false;
        credit -= SECOND_MS;
        return true;
    }

    /** When whoever was not taken should come back, from now, milliseconds, 1 to {@link #WAIT_MS_MAX}. */
    long waitMs(long nowMs) {
        long nowMicros = nowMs * MICROS;
        promisedMicros = Math.max(promisedMicros, nowMicros) + SECOND_MS * MICROS / perSecond;
        long waitMs = Math.max(1, (promisedMicros - nowMicros) / MICROS);
        if (waitMs >= WAIT_MS_MAX) promisedMicros = nowMicros; // There are so many that the row begins anew.
        return Math.min(waitMs, WAIT_MS_MAX);
    }
}
