package io.belay.core;

import io.belay.base.Cause;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a session.
 *
 * @param atMs broker time, milliseconds since 1970
 * @param epoch of the line that it happened to
 * @param what happened
 * @param cause what ended the line, of {@link What#LOST} and {@link What#DISPLACED}; null where no line ended
 * @param detail where from, or why in words; may be empty
 * @param holdings what was in flight when a line was lost, or restored when one came; else {@link Holdings#NONE}
 */
public record TimelineEntry(
        long atMs, long epoch, What what, @Nullable Cause cause, String detail, Holdings holdings) {
    /** What has no cause and holds nothing. */
    public TimelineEntry(long atMs, long epoch, What what, String detail) {
        this(atMs, epoch, what, null, detail, Holdings.NONE);
    }

    /** What can happen to a session. */
    public enum What {
        /** A client came and the session began. */
        BEGAN,
        /** A client came back to it. */
        RESUMED,
        /** Its line was lost or closed. */
        LOST,
        /** A newer line took the place of its line. */
        DISPLACED,
        /** Its will fell due. */
        WILL_DUE,
        /** Its client stayed away longer than its expiry. */
        EXPIRED,
        /** It was ended, not by time. */
        ENDED,
        /** Its will fell due and could not be kept. */
        WILL_DROPPED,
        /** It was given to another user. */
        GIVEN
    }
}
