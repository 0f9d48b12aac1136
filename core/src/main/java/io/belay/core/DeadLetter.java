package io.belay.core;

/**
 * Why a message is in a dead letter queue.
 *
 * @param origin the name of the queue that could not deliver it
 * @param reason in words, at most {@link #REASON_MAX} characters
 * @param atMs broker time at which it was given up, milliseconds since 1970
 */
public record DeadLetter(String origin, String reason, long atMs) {
    /** Longer reasons are cut. */
    public static final int REASON_MAX = 200;
}
