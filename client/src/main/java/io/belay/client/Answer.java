package io.belay.client;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended. Called exactly once for each request, on the session's thread, perhaps before the call that asked
 * returns. It may call the session, but none of the methods that are the driver's.
 */
@FunctionalInterface
public interface Answer {
    /** Nobody waits for the answer. */
    Answer NOBODY = failure -> {};

    /** Takes the answer: null if it is done, otherwise what is known. */
    void answered(@Nullable ClientFailure failure);
}
