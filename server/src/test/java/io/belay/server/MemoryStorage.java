package io.belay.server;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.log.Replay;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A disk in memory, on a thread of its own, which a test can stop for a while or break. Opened again it has kept all. */
final class MemoryStorage implements Storage {
    /** What outlives the broker. */
    static final class Platter {
        final TreeMap<Integer, byte[]> segments = new TreeMap<>();
        final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
    }

    private static final long FREE_BYTES = 1L << 40;

    private final Platter platter;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Consumer<DiskReport> reports = report -> {};
    private volatile boolean broken;
    private volatile boolean exhausted;

    MemoryStorage(Platter platter) {
        this.platter = platter;
    }

    /** From now on every write fails. */
    void breakDown() {
        broken = true;
    }

    /** From now on there is no memory to take an order with. */
    void exhaust() {
        exhausted = true;
    }

    /** Keeps the disk busy with a task of the test's. */
    void occupy(Runnable task) {
        thread.execute(task);
    }

    @Override
    public LogStart recover(LogOptions options, Replay replay) {
        return Recovery.run(files(), options, 42, replay);
    }

    private LogFiles files() {
        return new LogFiles() {
            @Override
            public List<Integer> segments() {
                return List.copyOf(platter.segments.keySet());
            }

            @Override
            public List<Long> checkpoints() {
                return List.copyOf(platter.checkpoints.keySet());
            }

            @Override
            public ByteBuffer segment(int number) {
                return ByteBuffer.wrap(platter.segments.get(number));
            }

            @Override
            public ByteBuffer checkpoint(long id) {
                return ByteBuffer.wrap(platter.checkpoints.get(id));
            }

            @Override
            public long segmentLength(int number) {
                return platter.segments.get(number).length;
            }
        };
    }

    @Override
    public void start(Consumer<DiskReport> to) {
        reports = to;
    }

    @Override
    public void execute(DiskOrder order) {
        if (exhausted) throw new OutOfMemoryError("no direct memory");
        thread.execute(() -> carryOut(order));
    }

    private void carryOut(DiskOrder order) {
        if (order instanceof DiskOrder.Write write) write(write);
        else if (order instanceof DiskOrder.Read read) read(read);
        else if (order instanceof DiskOrder.Prepare prepare) {
            byte[] file = new byte[prepare.length()];
            prepare.head().get(file, 0, prepare.head().remaining());
            platter.segments.put(prepare.segment(), file);
            reports.accept(new DiskReport.Prepared(prepare.segment(), FREE_BYTES));
        } else if (order instanceof DiskOrder.WriteCheckpoint checkpoint) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            checkpoint.bytes().forEach(each -> all.writeBytes(bytesOf(each)));
            platter.checkpoints.put(checkpoint.id(), all.toByteArray());
            reports.accept(new DiskReport.CheckpointWritten(checkpoint.id()));
        } else if (order instanceof DiskOrder.Delete delete) {
            platter.segments.remove(delete.segment());
            reports.accept(new DiskReport.Deleted(delete.segment()));
        } else if (order instanceof DiskOrder.DeleteCheckpoint delete) platter.checkpoints.remove(delete.id());
        else if (order instanceof DiskOrder.Truncate cut) {
            platter.segments.computeIfPresent(cut.segment(), (number, file) -> Arrays.copyOf(file, cut.length()));
        }
    }

    private void write(DiskOrder.Write write) {
        if (broken) {
            reports.accept(new DiskReport.WriteFailed(write.batch(), "Input/output error"));
            return;
        }
        byte[] bytes = bytesOf(write.bytes());
        System.arraycopy(bytes, 0, platter.segments.get(write.segment()), write.offset(), bytes.length);
        reports.accept(new DiskReport.Written(write.batch()));
    }

    private void read(DiskOrder.Read read) {
        byte[] file = platter.segments.get(read.segment());
        byte[] bytes = Arrays.copyOfRange(file, read.offset(), read.offset() + read.length());
        reports.accept(new DiskReport.ReadDone(read.request(), ByteBuffer.wrap(bytes)));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
