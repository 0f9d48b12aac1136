package io.belay.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Files in memory on which every order succeeds at once: what a log leaves behind, to be cut and bent by a test. */
final class TestFiles implements LogFiles {
    final TreeMap<Integer, byte[]> segments = new TreeMap<>();
    final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
    final List<DiskOrder> done = new ArrayList<>();
    long freeBytes = Long.MAX_VALUE;

    /** Carries out all orders of {@code log}, and those that follow from the answers. */
    void run(Log log) {
        for (List<DiskOrder> orders = log.orders(); !orders.isEmpty(); orders = log.orders()) {
            orders.forEach(order -> {
                DiskReport report = carryOut(order);
                if (report != null) log.report(report);
            });
        }
    }

    /** Appends one record as a batch of its own, synced. */
    static long append(Log log, TestFiles files, byte[] bytes) {
        long place = log.append(bytes, 0, bytes.length);
        log.seal();
        files.run(log);
        return place;
    }

    TestFiles copy() {
        TestFiles copy = new TestFiles();
        segments.forEach((number, bytes) -> copy.segments.put(number, bytes.clone()));
        checkpoints.forEach((id, bytes) -> copy.checkpoints.put(id, bytes.clone()));
        return copy;
    }

    DiskReport carryOut(DiskOrder order) {
        done.add(order);
        if (order instanceof DiskOrder.Prepare prepare) return prepare(prepare);
        if (order instanceof DiskOrder.Write write) return write(write);
        if (order instanceof DiskOrder.Truncate truncate) return truncate(truncate);
        if (order instanceof DiskOrder.WriteCheckpoint write) return checkpoint(write);
        if (order instanceof DiskOrder.Delete delete) return delete(delete);
        if (order instanceof DiskOrder.DeleteCheckpoint delete) return delete(delete);
        if (order instanceof DiskOrder.Read read) return read(read);
        return new DiskReport.Free(freeBytes);
    }

    private DiskReport prepare(DiskOrder.Prepare prepare) {
        if (freeBytes < prepare.length()) return new DiskReport.PrepareFailed(prepare.segment(), "no space left");
        byte[] file = new byte[prepare.length()];
        prepare.head().duplicate().get(file, 0, prepare.head().remaining());
        segments.put(prepare.segment(), file);
        return new DiskReport.Prepared(prepare.segment(), freeBytes);
    }

    private DiskReport write(DiskOrder.Write write) {
        ByteBuffer bytes = write.bytes().duplicate();
        bytes.get(segments.get(write.segment()), write.offset(), bytes.remaining());
        return new DiskReport.Written(write.batch());
    }

    private DiskReport truncate(DiskOrder.Truncate truncate) {
        segments.computeIfPresent(truncate.segment(), (n, file) -> java.util.Arrays.copyOf(file, truncate.length()));
        return null;
    }

    private DiskReport checkpoint(DiskOrder.WriteCheckpoint write) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer part : write.bytes()) {
            byte[] bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            out.writeBytes(bytes);
        }
        checkpoints.put(write.id(), out.toByteArray());
        return new DiskReport.CheckpointWritten(write.id());
    }

    private DiskReport delete(DiskOrder.Delete delete) {
        segments.remove(delete.segment());
        return new DiskReport.Deleted(delete.segment());
    }

    private DiskReport delete(DiskOrder.DeleteCheckpoint delete) {
        checkpoints.remove(delete.id());
        return null;
    }

    private DiskReport read(DiskOrder.Read read) {
        byte[] file = segments.get(read.segment());
        if (file == null) return new DiskReport.ReadFailed(read.request(), "no such segment");
        ByteBuffer copy = ByteBuffer.allocate(read.length()).put(file, read.offset(), read.length());
        return new DiskReport.ReadDone(read.request(), copy.flip());
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
        return ByteBuffer.wrap(segments.get(number));
    }

    @Override
    public ByteBuffer checkpoint(long id) {
        return ByteBuffer.wrap(checkpoints.get(id));
    }

    @Override
    public long segmentLength(int number) {
        return segments.get(number).length;
    }
}
