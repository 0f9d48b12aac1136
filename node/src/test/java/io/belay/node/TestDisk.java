package io.belay.node;

import io.belay.base.ByteWriter;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A disk in memory that does what it is told, one order a step, so that a test may look in between. */
final class TestDisk implements LogFiles {
    private final Map<Integer, byte[]> segments = new TreeMap<>();
    private final Map<Long, byte[]> checkpoints = new TreeMap<>();
    private final Deque<DiskOrder> orders = new ArrayDeque<>();
    private final Deque<DiskOrder> reads = new ArrayDeque<>(); // that are to be done later
    boolean failsWrites;
    boolean isFull;
    boolean readsLater;
    boolean damagesReads;
    int writes;
    int readCount;

    void take(Iterable<DiskOrder> more) {
        more.forEach(orders::add);
    }

    /** Carries out the oldest order; null if there is none. Orders without an answer are skipped over. */
    @Nullable
    DiskReport step() {
        while (!orders.isEmpty()) {
            DiskReport report = perform(orders.remove());
            if (report != null) return report;
        }
        return null;
    }

    /** The power goes: what was ordered and is not done never will be. */
    void losePower() {
        orders.clear();
        reads.clear();
    }

    /** Reads what was to be read later. */
    void readNow() {
        readsLater = false;
        orders.addAll(reads);
        reads.clear();
    }

    /** Reads the first of what was to be read later. */
    DiskReport readOne() {
        return read((DiskOrder.Read) reads.remove());
    }

    @Override
    public List<Integer> segments() {
        return List.copyOf(segments.keySet());
    }

    @Override
    public List<Long> checkpoints() {
        return List.copyOf(checkpoints.keySet());
    }

    @Override
    public ByteBuffer segment(int number) {
        return ByteBuffer.wrap(Objects.requireNonNull(segments.get(number)));
    }

    @Override
    public ByteBuffer checkpoint(long id) {
        return ByteBuffer.wrap(Objects.requireNonNull(checkpoints.get(id)));
    }

    @Override
    public long segmentLength(int number) {
        return Objects.requireNonNull(segments.get(number)).length;
    }

    private @Nullable DiskReport perform(DiskOrder order) {
        if (order instanceof DiskOrder.Prepare prepare) return prepare(prepare);
        if (order instanceof DiskOrder.Write write) return write(write);
        if (order instanceof DiskOrder.Read && readsLater) reads.add(order);
        else if (order instanceof DiskOrder.Read read) return read(read);
        if (order instanceof DiskOrder.WriteCheckpoint checkpoint) {
            ByteWriter bytes = new ByteWriter(1 << 10);
            for (ByteBuffer part : checkpoint.bytes()) bytes.writeBuffer(part.duplicate(), part.remaining());
            checkpoints.put(checkpoint.id(), bytes.toArray());
            return new DiskReport.CheckpointWritten(checkpoint.id());
        }
        if (order instanceof DiskOrder.Delete delete) {
            segments.remove(delete.segment());
            return new DiskReport.Deleted(delete.segment());
        }
        return null;
    }

    private DiskReport prepare(DiskOrder.Prepare prepare) {
        if (isFull) return new DiskReport.PrepareFailed(prepare.segment(), "no space left on device");
        byte[] bytes = new byte[prepare.length()];
        prepare.head().duplicate().get(bytes, 0, prepare.head().remaining());
        segments.put(prepare.segment(), bytes);
        return new DiskReport.Prepared(prepare.segment(), Long.MAX_VALUE);
    }

    private DiskReport write(DiskOrder.Write write) {
        if (failsWrites) return new DiskReport.WriteFailed(write.batch(), "input/output error");
        writes++;
        ByteBuffer bytes = write.bytes().duplicate();
        bytes.get(segments.get(write.segment()), write.offset(), bytes.remaining());
        return new DiskReport.Written(write.batch());
    }

    private DiskReport read(DiskOrder.Read read) {
        readCount++;
        byte[] bytes = segments.get(read.segment()).clone();
        if (damagesReads) bytes[read.offset()] ^= 1;
        return new DiskReport.ReadDone(
                read.request(),
                ByteBuffer.wrap(bytes, read.offset(), read.length()).slice());
    }
}
