package io.belay.server;

import io.belay.server.DataPlace.Look;
import io.belay.server.metrics.Disk;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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

    private static final double NS_PER_S = 1e9;
    private static final Logger LOG = LoggerFactory.getLogger(DiskLooks.class);

    private final Supplier<Look> looking;
    private final int waitMs;
    private final Executor threads;
    private @Nullable CompletableFuture<Look> underWay; // guarded by this
    private volatile Look last;
    private volatile @Nullable Long seenNs; // when it was; null as long as nothing was seen

    DiskLooks(DataPlace place) {
        this(place::look, new Look(Map.of(), Disk.UNSEEN, place.options()), WAIT_MS, DiskLooks::start);
    }

    /**
     * @param first what is told until something was seen
     * @param waitMs how long one may take
     * @param threads where one looks, on a thread of its own
     */
    DiskLooks(Supplier<Look> looking, Look first, int waitMs, Executor threads) {
        this.looking = looking;
        this.waitMs = waitMs;
        this.threads = threads;
        last = first;
    }

    private static void start(Runnable look) {
        Thread thread = new Thread(look, "belay-disk-look");
        thread.setDaemon(true);
        thread.start();
    }

    /** How long ago that was seen which is told, seconds; not a number as long as nothing was seen. */
    double ageS() {
        Long atNs = seenNs;
        return atNs == null ? Double.NaN : (System.nanoTime() - atNs) / NS_PER_S;
    }

    /** What is there, or was there when it was seen last. */
    synchronized CompletableFuture<Look> look() {
        CompletableFuture<Look> look = underWay;
        if (look == null) {
            CompletableFuture<Look> begun = new CompletableFuture<>();
            try {
                threads.execute(() -> look(begun));
            } catch (OutOfMemoryError noThread) { // There may be one for who asks next.
                LOG.error("the files of the log cannot be looked at", noThread);
                return CompletableFuture.completedFuture(last);
            }
            underWay = begun; // Its thread waits for us before it says that it is over.
            look = begun;
        }
        return look.copy().completeOnTimeout(last, waitMs, TimeUnit.MILLISECONDS);
    }

    private void look(CompletableFuture<Look> begun) {
        try {
            last = looking.get();
            seenNs = System.nanoTime();
        } catch (RuntimeException bug) { // Who asks is told what was seen last.
            LOG.error("the files of the log cannot be looked at", bug);
        } finally { // Also after an Error: nobody would look any more.
            synchronized (this) {
                underWay = null;
            }
            begun.complete(last);
        }
    }
}
