package io.belay.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has settings and users read again. Any thread. */
public interface ReloadSource {
    /**
     * What came of it.
     *
     * @param isTaken false if something was refused
     * @param lines what changed, what waits for the next start, what was refused; empty if nothing had changed
     */
    record Reloaded(boolean isTaken, List<String> lines) {
        /** Keeps a copy. */
        public Reloaded {
            lines = List.copyOf(lines);
        }
    }

    /** Looks now, and takes what has changed. */
    CompletableFuture<Reloaded> reload();
}
