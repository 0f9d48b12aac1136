package io.belay.admin;

import java.util.concurrent.CompletableFuture;

/** Empties the broker of its clients before it is stopped. Any thread. */
public interface DrainSource {
    /**
     * How far it is.
     *
     * @param isDraining whether new connections are turned away
     * @param asked connections that were asked to leave so far
     * @param left connections that still stand
     * @param untilMs when those that are left are cut off, broker time, milliseconds since 1970; 0 unless it drains
     */
    record Draining(boolean isDraining, long asked, long left, long untilMs) {}

    /**
     * Takes no more connections, and asks those that stand to leave, some at a time, so that all have been asked after half
     * of the time.
     *
     * @param withinMs after which those that are left are closed
     * @param stops whether the broker stops then
     */
    CompletableFuture<Draining> drain(long withinMs, boolean stops);

    /** Takes connections again. */
    CompletableFuture<Draining> undo();

    /** How far it is. */
    CompletableFuture<Draining> draining();
}
