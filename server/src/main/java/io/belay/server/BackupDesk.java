package io.belay.server;

import io.belay.admin.BackupSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where backups of the running broker are ordered: one at a time, each on a thread of its own. One that has not moved a byte
 * for {@value #STALLED_S} s is given up, so that a hung disk elsewhere does not keep files here for ever. Any thread.
 */
final class BackupDesk implements BackupSource {
    private static final Logger LOG = LoggerFactory.getLogger(BackupDesk.class);
    private static final int STALLED_S = 60;
    private static final int BEGIN_PATIENCE_S = 3; // then who asks hears that it is under way, and looks again
    private static final int END_PATIENCE_MS = 1_000;

    private final Path data;
    private final NodeHold hold;
    private final Executor later;
    private @Nullable BackupRun run; // the last that was begun
    private boolean closed;

    BackupDesk(Path data, NodeHold hold) {
        this(data, hold, CompletableFuture.delayedExecutor(STALLED_S, TimeUnit.SECONDS));
    }

    /** {@code later} runs what it is given once a copy that has not moved until then has hung. */
    BackupDesk(Path data, NodeHold hold, Executor later) {
        this.data = data;
        this.hold = hold;
        this.later = later;
    }

    @Override
    public synchronized CompletableFuture<Backup> begin(String to, long bytesPerS) {
        if (closed) return CompletableFuture.completedFuture(failed(to, "the broker stops"));
        BackupRun before = run;
        if (before != null && before.isRunning()) {
            boolean isSame = before.now().to().equals(to);
            String why = "a backup to that directory is under way";
            return CompletableFuture.completedFuture(isSame ? failed(to, why) : before.now());
        }
        BackupRun next = new BackupRun(data, Path.of(to), bytesPerS, hold);
        run = next;
        next.start();
        watch(next, -1);
        return next.begun().copy().completeOnTimeout(next.now(), BEGIN_PATIENCE_S, TimeUnit.SECONDS);
    }

    private static Backup failed(String to, String why) {
        return new Backup(State.FAILED, to, 0, 0, 0, 0, why);
    }

    private void watch(BackupRun its, long doneBytes) {
        later.execute(() -> {
            if (!its.isRunning()) return;
            long now = its.now().doneBytes();
            if (now == doneBytes) its.giveUp("not a byte was copied for " + STALLED_S + " s");
            else watch(its, now);
        });
    }

    @Override
    public synchronized Backup last() {
        BackupRun last = run;
        return last == null ? new Backup(State.NONE, "", 0, 0, 0, 0, "") : last.now();
    }

    @Override
    public synchronized void cancel() {
        if (run != null) run.giveUp("it was cancelled");
    }

    /** Ends the one under way, and waits a moment until it has removed what it wrote. */
    void close() throws InterruptedException {
        BackupRun last;
        synchronized (this) {
            closed = true;
            last = run;
        }
        if (last == null) return;
        last.giveUp("the broker stopped");
        try {
            last.ended().get(END_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException hangs) {
            LOG.warn(
                    "the backup to {} does not end; what was written stays, and is no backup",
                    last.now().to());
        }
    }

    /** Completes when the last that was begun has ended and has cleaned up behind it. */
    synchronized CompletableFuture<Backup> lastEnd() {
        BackupRun last = run;
        return last == null ? CompletableFuture.completedFuture(last()) : last.ended();
    }
}
