package io.belay.node;

/**
 * When messages came, to a second or so. Nothing is noted of any message: numbers only grow, so it is enough to know which
 * was the newest at some times. Of long ago fewer times are known: what is said of an age may be less than it is by half
 * a percent. One thread at a time.
 *
 * <pre>
 *   time      10:00:00   10:00:01   10:00:05        message 57 came by 10:00:05
 *   newest          40         52         90
 * </pre>
 *
 * The log does not tell the times of what is older than its last checkpoint: after a start that counts from the checkpoint.
 */
public final class Arrivals {
    /** Times that are known at most. */
    static final int MARKS_MAX = 4_096;

    /** Between two times, milliseconds. */
    static final long EVERY_MS = 1_000;

    private static final int AGE_SHARE =
            200; // times may lie apart by such a part of their age: 3,000 tell of ten years

    private final long[] times = new long[MARKS_MAX]; // rising
    private final long[] newest = new long[MARKS_MAX]; // rising, too
    private int count;

    /** Nothing has come yet. */
    public Arrivals() {}

    /**
     * Notes what has come by now, unless nothing has since the last time, or that is not a second ago. To be called often.
     *
     * @param nowMs broker time, never falling
     * @param lastMessage the number of the newest message
     */
    public void mark(long nowMs, long lastMessage) {
        boolean isSoon = count > 0 && nowMs < times[count - 1] + EVERY_MS;
        boolean isKnown = lastMessage == (count == 0 ? 0 : newest[count - 1]);
        if (isSoon || isKnown) return;
        if (count == MARKS_MAX) thin(nowMs);
        times[count] = nowMs;
        newest[count] = lastMessage;
        count++;
    }

    /**
     * How old a message is.
     *
     * @param nowMs broker time
     * @param message its number, 1 and up
     * @return milliseconds, 0 or more
     */
    public long ageMs(long nowMs, long message) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (newest[middle] < message) low = middle + 1;
            else high = middle;
        }
        return low == count ? 0 : Math.max(0, nowMs - times[low]);
    }

    /** Forgets times that lie close together for their age; if these are few, what is close is judged less strictly. */
    private void thin(long nowMs) {
        for (long share = AGE_SHARE; share > 0 && count > MARKS_MAX / 4 * 3; share /= 2) thin(nowMs, share);
    }

    private void thin(long nowMs, long share) {
        int kept = 0;
        for (int index = 0; index < count; index++) {
            boolean isInside = kept > 0 && index + 1 < count;
            boolean isClose = isInside && times[index + 1] - times[kept - 1] <= (nowMs - times[index]) / share;
            if (isClose) continue;
            times[kept] = times[index];
            newest[kept] = newest[index];
            kept++;
        }
        count = kept;
    }
}
