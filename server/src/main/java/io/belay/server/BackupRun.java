package io.belay.server;

import io.belay.admin.BackupSource.Backup;
import io.belay.admin.BackupSource.State;
import io.belay.admin.text.Version;
import io.belay.base.Many;
import io.belay.disk.BackupCopy;
import io.belay.disk.Manifest;
import io.belay.log.Snapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One backup, from its beginning to its end, on a thread of its own. */
final class BackupRun {
    private static final Logger LOG = LoggerFactory.getLogger(BackupRun.class);
    private static final int NODE_PATIENCE_S = 30;

    private final Path data;
    private final Path target;
    private final long bytesPerS;
    private final NodeHold hold;
    private final Thread thread = new Thread(this::run, "belay-backup");
    private final CompletableFuture<Backup> begun = new CompletableFuture<>();
    private final CompletableFuture<Backup> ended = new CompletableFuture<>();
    private Backup now;
    private boolean holds; // until released, once

    BackupRun(Path data, Path target, long bytesPerS, NodeHold hold) {
        this.data = data;
        this.target = target;
        this.bytesPerS = bytesPerS;
        this.hold = hold;
        now = new Backup(State.RUNNING, target.toString(), 0, 0, 0, 0, "");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Completes once it is known what is copied, or that nothing will be. */
    CompletableFuture<Backup> begun() {
        return begun;
    }

    synchronized Backup now() {
        return now;
    }

    synchronized boolean isRunning() {
        return now.state() == State.RUNNING;
    }

    /** Ends it, wherever it hangs. Nothing happens if it has ended. */
    void giveUp(String why) {
        if (end(State.FAILED, why)) thread.interrupt();
        release();
    }

    /** Completes once nothing is held any more, and what is not to stay is removed. */
    CompletableFuture<Backup> ended() {
        return ended;
    }

    private void run() {
        try {
            BackupCopy copy = BackupCopy.open(data, target);
            try {
                write(copy);
            } catch (IOException | RuntimeException | Error failed) {
                Thread.interrupted(); // What was written is to be removed, also when it was told to end.
                copy.discard();
                throw failed;
            }
        } catch (NoSuchFileException gone) {
            fail(gone.getFile() + " is gone: the disk of the broker is nearly full, and it took the room");
        } catch (IOException failed) {
            fail(String.valueOf(failed.getMessage()));
        } catch (RuntimeException | Error bug) {
            LOG.error("the backup failed because of a bug of ours, or for want of memory", bug);
            fail(bug.toString());
        } finally {
            release();
            ended.complete(now());
        }
    }

    private void write(BackupCopy copy) throws IOException {
        NodeHold.Held held = hold();
        Snapshot snapshot = held.snapshot();
        begin(held, BackupCopy.bytesOf(data, snapshot));
        List<Manifest.Entry> files = copy.copy(snapshot, bytesPerS, this::copied);
        release();
        if (!isRunning()) throw new IOException("it was given up");
        String taken = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        copy.complete(new Manifest(Version.text(), taken, held.atMs(), snapshot.batch(), snapshot.checkpoint(), files));
        if (!end(State.DONE, "")) throw new IOException("it was given up");
        LOG.info("backed up {} to {}", Many.of(now().doneBytes(), "byte"), target);
    }

    /** A word that comes too late still holds: therefore {@link #release} is sent after it in any case. */
    private NodeHold.Held hold() throws IOException {
        CompletableFuture<NodeHold.Held> coming;
        synchronized (this) { // so that the word to end it cannot overtake
            if (now.state() != State.RUNNING) throw new IOException("it was given up");
            holds = true;
            coming = hold.begin();
        }
        try {
            return coming.get(NODE_PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw new IOException("the broker did not answer within " + NODE_PATIENCE_S + " s", slow);
        } catch (ExecutionException failed) {
            throw new IOException("the broker failed: " + failed.getCause(), failed);
        } catch (InterruptedException givenUp) {
            throw new IOException("it was given up", givenUp);
        }
    }

    private synchronized void release() {
        if (!holds) return;
        holds = false;
        hold.end();
    }

    private void begin(NodeHold.Held held, long allBytes) {
        synchronized (this) {
            now = new Backup(now.state(), now.to(), 0, allBytes, held.snapshot().batch(), held.atMs(), now.error());
        }
        LOG.info("backing up {} to {}", Many.of(allBytes, "byte"), target);
        begun.complete(now());
    }

    private synchronized void copied(long bytes) {
        now = new Backup(
                now.state(), now.to(), now.doneBytes() + bytes, now.allBytes(), now.batch(), now.atMs(), now.error());
    }

    private void fail(String why) {
        if (end(State.FAILED, why)) LOG.warn("no backup to {}: {}", target, why);
    }

    /** @return whether it had not ended before */
    private boolean end(State state, String error) {
        Backup ended;
        synchronized (this) {
            if (now.state() != State.RUNNING) return false;
            now = new Backup(state, now.to(), now.doneBytes(), now.allBytes(), now.batch(), now.atMs(), error);
            ended = now;
        }
        begun.complete(ended);
        return true;
    }
}
