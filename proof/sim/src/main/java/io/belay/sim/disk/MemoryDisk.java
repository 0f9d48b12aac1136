package io.belay.sim.disk;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import io.belay.log.Snapshot;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory. Orders wait until {@link #stepWrite} or {@link #stepOther} carries out the oldest of its kind, so the
 * caller decides what happens when, and what a kill or a power loss finds undone. One thread.
 */
public final class MemoryDisk implements LogFiles {
    private final TreeMap<Integer, TwinFile> segments = new TreeMap<>();
    private final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
    private final ArrayDeque<DiskOrder.Write> writes = new ArrayDeque<>();
    private final ArrayDeque<DiskOrder> others = new ArrayDeque<>();
    private long capacityBytes;
    private long durableBatch;
    private boolean failsNextWrite;
    private boolean broken; // a write failed, so all later ones do

    /**
     * What was copied.
     *
     * @param segments the bytes of each
     * @param checkpoints likewise
     */
    public record Image(Map<Integer, byte[]> segments, Map<Long, byte[]> checkpoints) {}

    /** An empty disk of {@code capacityBytes}. */
    public MemoryDisk(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** Queues orders. */
    public void take(Iterable<DiskOrder> orders) {
        for (DiskOrder order : orders) {
            if (order instanceof DiskOrder.Write write) writes.add(write);
            else others.add(order);
        }
    }

    /** Whether a write waits. */
    public boolean hasWrite() {
        return !writes.isEmpty();
    }

    /** Whether anything but a write waits. */
    public boolean hasOther() {
        return !others.isEmpty();
    }

    /** Carries out the oldest write and syncs it, or fails; null if none waits. */
    public @Nullable DiskReport stepWrite() {
        DiskOrder.Write write = writes.poll();
        if (write == null) return null;
        byte[] bytes = bytesOf(write.bytes());
        TwinFile file = segments.get(write.segment());
        if (file == null) throw new IllegalStateException("a write to segment " + write.segment() + ", which is not");
        if (broken) return new DiskReport.WriteFailed(write.batch(), "an earlier write failed");
        if (failsNextWrite) {
            broken = true;
            file.show(write.offset(), bytes, bytes.length);
            return new DiskReport.WriteFailed(write.batch(), "input/output error");
        }
        file.write(write.offset(), bytes);
        durableBatch = Math.max(durableBatch, write.batch());
        return new DiskReport.Written(write.batch());
    }

    /** Carries out the oldest order that is not a write; null if none waits or if it has no answer. */
    public @Nullable DiskReport stepOther() {
        DiskOrder order = others.poll();
        if (order instanceof DiskOrder.Prepare prepare) return prepare(prepare);
        if (order instanceof DiskOrder.WriteCheckpoint write) return writeCheckpoint(write);
        if (order instanceof DiskOrder.Delete delete) return delete(delete);
        if (order instanceof DiskOrder.Read read) return read(read);
        if (order instanceof DiskOrder.Measure) return new DiskReport.Free(freeBytes());
        if (order instanceof DiskOrder.DeleteCheckpoint delete) checkpoints.remove(delete.id());
        if (order instanceof DiskOrder.Truncate cut) segments.get(cut.segment()).truncate(cut.length());
        return null;
    }

    /** The last batch that is on the platter: nothing of a later one may have been confirmed. */
    public long durableBatch() {
        return durableBatch;
    }

    /** Bytes that are free; never below 0. */
    public long freeBytes() {
        long used = segments.values().stream().mapToLong(TwinFile::length).sum();
        used += checkpoints.values().stream().mapToLong(bytes -> bytes.length).sum();
        return Math.max(0, capacityBytes - used);
    }

    /** Makes the disk larger or smaller; what is on it stays. */
    public void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /**
     * The sync of the next write fails, and so does every write after it until the process is started again. The system
     * shows what was written; the platter does not have it.
     */
    public void failNextWrite() {
        failsNextWrite = true;
    }

    /** Turns over one bit of a segment, counted from its first. */
    public void flip(int segment, long bit) {
        segments.get(segment).flip(bit);
    }

    /**
     * The process dies. The oldest orders may just have been done, or in part; the others never are. What the system
     * holds survives.
     */
    public void kill(RandomGenerator chance) {
        DiskOrder.Write write = writes.peek();
        if (write != null && !broken) {
            byte[] bytes = bytesOf(write.bytes());
            int count = chance.nextBoolean() ? bytes.length : chance.nextInt(bytes.length + 1);
            segments.get(write.segment()).show(write.offset(), bytes, count);
        }
        if (chance.nextBoolean()) stepOther();
        restart();
    }

    /** The power fails. What was not synced is gone; of the write under way any part may be on the platter. */
    public void losePower(RandomGenerator chance) {
        DiskOrder.Write write = writes.peek();
        if (write != null && !broken) {
            segments.get(write.segment()).tear(write.offset(), bytesOf(write.bytes()), chance);
        }
        if (chance.nextBoolean()) stepOther();
        segments.values().forEach(TwinFile::losePower);
        restart();
    }

    /**
     * Copies what belongs to a snapshot.
     *
     * @throws RuntimeException if some of it is not there
     */
    public Image copy(Snapshot snapshot) {
        TreeMap<Integer, byte[]> pieces = new TreeMap<>();
        for (Snapshot.Piece piece : snapshot.pieces()) {
            pieces.put(
                    piece.segment(), Arrays.copyOf(segments.get(piece.segment()).shown(), piece.length()));
        }
        TreeMap<Long, byte[]> newest = new TreeMap<>();
        long id = snapshot.checkpoint();
        if (id != 0) newest.put(id, checkpoints.get(id).clone());
        return new Image(pieces, newest);
    }

    /** Holds what was copied, and nothing else; nothing waits to be done. */
    public void restore(Image image) {
        segments.clear();
        image.segments().forEach((number, bytes) -> segments.put(number, new TwinFile(bytes.clone())));
        checkpoints.clear();
        checkpoints.putAll(image.checkpoints());
        durableBatch = 0;
        restart();
    }

    private void restart() {
        writes.clear();
        others.clear();
        failsNextWrite = false;
        broken = false;
    }

    private DiskReport prepare(DiskOrder.Prepare prepare) {
        if (freeBytes() < prepare.length()) return new DiskReport.PrepareFailed(prepare.segment(), "no space left");
        byte[] file = new byte[prepare.length()];
        byte[] head = bytesOf(prepare.head());
        System.arraycopy(head, 0, file, 0, head.length);
        segments.put(prepare.segment(), new TwinFile(file));
        return new DiskReport.Prepared(prepare.segment(), freeBytes());
    }

    private DiskReport writeCheckpoint(DiskOrder.WriteCheckpoint write) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write.bytes().forEach(part -> out.writeBytes(bytesOf(part)));
        if (freeBytes() < out.size()) return new DiskReport.CheckpointFailed(write.id(), "no space left");
        checkpoints.put(write.id(), out.toByteArray());
        return new DiskReport.CheckpointWritten(write.id());
    }

    private DiskReport delete(DiskOrder.Delete delete) {
        segments.remove(delete.segment());
        return new DiskReport.Deleted(delete.segment());
    }

    private DiskReport read(DiskOrder.Read read) {
        TwinFile file = segments.get(read.segment());
        boolean whole = file != null && read.offset() + read.length() <= file.length();
        if (!whole) return new DiskReport.ReadFailed(read.request(), "segment " + read.segment() + " ends before");
        ByteBuffer copy = ByteBuffer.allocate(read.length());
        return new DiskReport.ReadDone(
                read.request(),
                copy.put(file.shown(), read.offset(), read.length()).flip());
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
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
        return ByteBuffer.wrap(segments.get(number).shown()).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer checkpoint(long id) {
        return ByteBuffer.wrap(checkpoints.get(id)).asReadOnlyBuffer();
    }

    @Override
    public long segmentLength(int number) {
        return segments.get(number).length();
    }
}
