package io.belay.core;

/**
 * One thing that happened to a session.
 *
 * @param atMs broker time, milliseconds since 1970
 * @param epoch of the line that it happened to
 * @param what happened
 * @param detail where from, why, or what was restored; may be empty
 */
public record TimelineEntry(long atMs, long epoch, What what, String detail) {
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
