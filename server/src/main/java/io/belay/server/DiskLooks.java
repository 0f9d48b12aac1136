package io.belay.server;

import io.belay.server.DataPlace.Look;
import io.belay.server.metrics.Disk;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of the log for whoever asks, one look at a time, on a thread that nobody waits for: a disk that hangs
 * keeps neither the node nor the HTTP port. Any thread.
 */
final class DiskLooks {
    /** How long one may take; who asks is told what was seen last if it takes longer. */
    static final int WAIT_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DiskLooks.class);

    private final Supplier<Look> looking;
    private @Nullable CompletableFuture<Look> underWay; // guarded by this
    private volatile Look last;

    DiskLooks(DataPlace place) {
        this(place::look, new Look(Map.of(), new Disk(0, 0, 0), place.options()));
    }

    /** @param first what is told until something was seen */
    DiskLooks(Supplier<Look> looking, Look first) {
        this.looking = looking;
        last = first;
    }

    /** What is there, or was there when it was seen last. */
    synchronized CompletableFuture<Look> look() {
        CompletableFuture<Look> look = underWay;
        if (look == null) {
            CompletableFuture<Look> begun = new CompletableFuture<>();
            underWay = begun;
            look = begun;
            Thread thread = new Thread(() -> look(begun), "belay-disk-look");
            thread.setDaemon(true);
            thread.start();
        }
        return look.copy().completeOnTimeout(last, WAIT_MS, TimeUnit.MILLISECONDS);
    }

    private void look(CompletableFuture<Look> begun) {
        try {
            last = looking.get();
        } catch (RuntimeException bug) { // Who asks is told what was seen last.
            LOG.error("the files of the log cannot be looked at", bug);
        }
        synchronized (this) {
            underWay = null;
        }
        begun.complete(last);
    }
}
