package io.belay.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a checkpoint is due, and how far the one under way is.
 *
 * <pre>
 *  idle ──take──▶ taken ──all before it synced──▶ ordered ──CheckpointWritten──▶ idle
 *                                                    └──────CheckpointFailed───▶ idle, later again
 * </pre>
 */
final class Checkpoints {
    /** What was taken. Its position is behind the last batch that it covers. */
    private record Taken(DiskOrder.WriteCheckpoint order, int segment, long lastBatch, long closedBytes) {}

    private final LogOptions options;
    private final long logId;
    private final Orders orders;
    private final List<Long> durable; // ids; the last one is the newest
    private int segment; // of the newest durable one's position; 0: none
    private long coveredBytes; // closedBytes when the newest durable one was taken
    private long notBefore; // closedBytes; after a failure
    private @Nullable Taken taken;
    private boolean ordered;

    Checkpoints(LogOptions options, LogStart start, Orders orders) {
        this.options = options;
        this.orders = orders;
        logId = start.logId;
        durable = new ArrayList<>(start.checkpoints);
        segment = start.checkpointSegment;
        coveredBytes = -start.bytesSinceCheckpoint;
    }

    /** All segments before this one are covered by a durable checkpoint; 0 if there is none. */
    int segment() {
        return segment;
    }

    /** The id of the newest durable one; 0 if there is none. */
    long newest() {
        return durable.isEmpty() ? 0 : durable.get(durable.size() - 1);
    }

    boolean isUnderWay() {
        return taken != null;
    }

    /** Whether another is due; {@code frees}: it would let segments go that are needed. */
    boolean isDue(long closedBytes, boolean frees) {
        if (isUnderWay() || closedBytes < notBefore) return false;
        return frees || closedBytes - coveredBytes >= options.checkpointEveryBytes();
    }

    /** Takes the state as it is after all closed batches. */
    void take(Batches batches, LiveRecords live, ByteBuffer state) {
        long id = batches.filling();
        boolean nothingNew = batches.closedEnd() < 0 || !durable.isEmpty() && durable.get(durable.size() - 1) >= id;
        if (nothingNew) return;
        List<ByteBuffer> bytes = CheckpointFormat.write(logId, id, batches.closedEnd(), live, state);
        taken = new Taken(
                new DiskOrder.WriteCheckpoint(id, bytes),
                Place.segmentOf(batches.closedEnd()),
                id - 1,
                batches.closedBytes());
    }

    /** Orders the one that was taken, once all it covers is synced. */
    void release(long synced) {
        if (taken == null || ordered || synced < taken.lastBatch()) return;
        ordered = true;
        orders.add(taken.order());
    }

    void written(long id) {
        if (taken == null) return;
        segment = taken.segment();
        coveredBytes = taken.closedBytes();
        durable.forEach(old -> orders.add(new DiskOrder.DeleteCheckpoint(old)));
        durable.clear();
        durable.add(id);
        taken = null;
        ordered = false;
    }

    /** Another is not tried before more was written, or {@link #forgive} was called. */
    void failed(long closedBytes) {
        notBefore = closedBytes + Math.max(1, options.checkpointEveryBytes() / 8);
        taken = null;
        ordered = false;
    }

    void forgive() {
        notBefore = 0;
    }
}
