package io.belay.admin;

import java.util.concurrent.CompletableFuture;

/** A broker with three connections that never leave. */
final class SampleDrain implements DrainSource {
    private boolean isDraining;
    long withinMs;
    boolean stops;

    @Override
    public CompletableFuture<Draining> drain(long askedMs, boolean stopsThen) {
        isDraining = true;
        withinMs = askedMs;
        stops = stopsThen;
        return draining();
    }

    @Override
    public CompletableFuture<Draining> undo() {
        isDraining = false;
        return draining();
    }

    @Override
    public CompletableFuture<Draining> draining() {
        return CompletableFuture.completedFuture(
                new Draining(isDraining, 1, 3, isDraining ? Samples.NOW_MS + withinMs : 0));
    }
}
