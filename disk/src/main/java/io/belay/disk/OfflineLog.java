package io.belay.disk;

import io.belay.log.LogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a log that no broker runs on, to be read: a data directory, or a backup. One thread. */
public final class OfflineLog implements AutoCloseable {
    private final DataDirectory directory;
    private final boolean isHalfRestored;

    private OfflineLog(DataDirectory directory, boolean isHalfRestored) {
        this.directory = directory;
        this.isHalfRestored = isHalfRestored;
    }

    /**
     * Keeps brokers out of a data directory until it is closed; a backup, which has no lock, is only looked at. Nothing is
     * changed but the lock.
     *
     * @throws IOException if there is no such directory, or a broker runs on it
     */
    public static OfflineLog open(Path path) throws IOException {
        if (!Files.isDirectory(path)) throw new IOException("there is no directory " + path);
        boolean isLocked = Files.exists(path.resolve(DataDirectory.LOCK));
        DataDirectory directory = isLocked ? DataDirectory.lock(path) : DataDirectory.unlocked(path);
        return new OfflineLog(directory, Files.exists(path.resolve(DataDirectory.RESTORING)));
    }

    /** The files. */
    public LogFiles files() {
        return directory;
    }

    /** Whether a backup was being restored into it when that was interrupted: a broker would not start on it. */
    public boolean isHalfRestored() {
        return isHalfRestored;
    }

    /** How many bytes there are to read. */
    public long bytes() throws IOException {
        long sum = 0;
        for (int segment : directory.segments()) sum += directory.segmentLength(segment);
        for (long checkpoint : directory.checkpoints()) sum += Files.size(directory.checkpointPath(checkpoint));
        return sum;
    }

    @Override
    public void close() throws IOException {
        directory.releaseBuffer();
        directory.close();
    }
}
