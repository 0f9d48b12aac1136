package io.belay.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What those ask who watch over the broker. Any thread. */
public interface StateSource {
    /** Is well and has nothing to measure. */
    StateSource NONE = new StateSource() {
        @Override
        public CompletableFuture<Supplier<String>> metrics() {
            return CompletableFuture.completedFuture(() -> "");
        }

        @Override
        public List<String> ailments() {
            return List.of();
        }

        @Override
        public CompletableFuture<List<String>> obstacles() {
            return CompletableFuture.completedFuture(List.of());
        }
    };

    /** All that is measured, as Prometheus reads it; the text is made by who asks the supplier for it. */
    CompletableFuture<Supplier<String>> metrics();

    /** Why the broker must be started anew; empty while it lives. At once. */
    List<String> ailments();

    /** Why clients should not be sent here now; empty if they may come. */
    CompletableFuture<List<String>> obstacles();
}
