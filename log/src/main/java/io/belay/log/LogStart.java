package io.belay.log;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@link Recovery} found, and what a {@link Log} goes on from. Used once: the log takes over what is in it. */
public final class LogStart {
    final long logId;
    final LiveRecords live;
    final TreeMap<Integer, Integer> segments; // closed ones: number to used length
    final List<Ready> ready; // prepared, still empty: used before new ones are made
    final int nextSegment;
    final long lastBatch;
    final DiskOrder.@Nullable Write lastWrite; // its sync may have failed unseen, so it is written once more
    final List<DiskOrder.Truncate> truncates;
    final int checkpointSegment; // 0: none
    final List<Long> checkpoints;
    final long bytesSinceCheckpoint;

    /** A segment that holds nothing yet. */
    record Ready(int segment, int length) {}

    LogStart(
            long logId,
            LiveRecords live,
            TreeMap<Integer, Integer> segments,
            List<Ready> ready,
            int nextSegment,
            long lastBatch,
            DiskOrder.@Nullable Write lastWrite,
            List<DiskOrder.Truncate> truncates,
            int checkpointSegment,
            List<Long> checkpoints,
            long bytesSinceCheckpoint) {
        this.logId = logId;
        this.live = live;
        this.segments = segments;
        this.ready = ready;
        this.nextSegment = nextSegment;
        this.lastBatch = lastBatch;
        this.lastWrite = lastWrite;
        this.truncates = truncates;
        this.checkpointSegment = checkpointSegment;
        this.checkpoints = checkpoints;
        this.bytesSinceCheckpoint = bytesSinceCheckpoint;
    }

    /**
     * The start of a log that has no file yet.
     *
     * @param logId a number that nobody can guess, drawn once for the life of the log: the checksums begin with it, so
     *     that no message body can be mistaken for a batch
     */
    public static LogStart fresh(long logId) {
        return new LogStart(
                logId, new LiveRecords(), new TreeMap<>(), List.of(), 1, 0, null, List.of(), 0, List.of(), 0);
    }

    /** The number of the last batch that was found; 0 if there is none. */
    public long lastBatch() {
        return lastBatch;
    }

    /** The records that are kept. */
    public LiveRecords live() {
        return live;
    }
}
