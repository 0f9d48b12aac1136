package io.belay.sim;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory, on virtual time. What was reported survives everything; what is under way when the power goes is
 * lost, there, or torn anywhere; it may be slow, full, or fail.
 */
public class SimDisk implements LogFiles {
    private static final long FREE_BYTES = 1L << 30;

    private final Agenda agenda;
    private final Chance chance;
    private final LongConsumer stored;
    private final TreeMap<Integer, byte[]> segments = new TreeMap<>();
    private final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();
    private final Arm writer = new Arm();
    private final Arm helper = new Arm();
    private Consumer<DiskReport> listener = report -> {};
    private boolean isFull;
    private boolean failsNext;
    private boolean hasFailed; // after a failed write nothing more is written, see DiskOrder
    private int slowness = 1;

    /**
     * An empty disk.
     *
     * @param agenda time
     * @param chance luck
     * @param stored told the number of each message that is now safe from power loss
     */
    public SimDisk(Agenda agenda, Chance chance, LongConsumer stored) {
        this.agenda = agenda;
        this.chance = chance;
        this.stored = stored;
    }

    /** A node has started: it hears what becomes of its orders. */
    public void listen(Consumer<DiskReport> reports) {
        listener = reports;
        hasFailed = false;
        failsNext = false;
    }

    /** Takes an order. Writes are carried out one by one, and beside them all others one by one. */
    public void execute(DiskOrder order) {
        boolean isWriter = order instanceof DiskOrder.Write || order instanceof DiskOrder.Truncate;
        (isWriter ? writer : helper).add(order);
    }

    /** No new segment finds room, or does again. */
    public void full(boolean full) {
        isFull = full;
    }

    /** The next write fails. */
    public void failNext() {
        failsNext = true;
    }

    /** Everything takes so many times as long, 1 and up. */
    public void slow(int times) {
        slowness = times;
    }

    /**
     * Whoever gave the orders is dead.
     *
     * @param powerLoss whether the machine is, too: then what is under way may be torn; else it is done or not
     */
    public void crash(boolean powerLoss) {
        listener = report -> {};
        writer.crash(powerLoss);
        helper.crash(powerLoss);
    }

    @Override
    public List<Integer> segments() {
        return new ArrayList<>(segments.keySet());
    }

    @Override
    public List<Long> checkpoints() {
        return new ArrayList<>(checkpoints.keySet());
    }

    @Override
    public ByteBuffer segment(int number) {
        return ByteBuffer.wrap(segments.get(number)).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer checkpoint(long id) {
        return ByteBuffer.wrap(checkpoints.get(id)).asReadOnlyBuffer();
    }

    @Override
    public long segmentLength(int number) {
        return segments.get(number).length;
    }

    /** How long an order takes, microseconds. */
    protected long durationUs(DiskOrder order) {
        return chance.skewed(20, 400) * slowness;
    }

    /** Tells the node; a report on its way is lost with the node. */
    protected void report(DiskReport report) {
        listener.accept(report);
    }

    /** Makes it so, for good, and says what is to be reported; null if nothing. */
    protected @Nullable DiskReport carryOut(DiskOrder order) {
        if (order instanceof DiskOrder.Write write) return write(write);
        if (order instanceof DiskOrder.Truncate truncate) return truncate(truncate);
        if (order instanceof DiskOrder.Prepare prepare) return prepare(prepare);
        if (order instanceof DiskOrder.WriteCheckpoint checkpoint) return checkpoint(checkpoint);
        if (order instanceof DiskOrder.Delete delete) {
            segments.remove(delete.segment());
            return new DiskReport.Deleted(delete.segment());
        }
        if (order instanceof DiskOrder.DeleteCheckpoint delete) {
            checkpoints.remove(delete.id());
            return null;
        }
        if (order instanceof DiskOrder.Read read) return read(read);
        throw new AssertionError("no branch for " + order);
    }

    private DiskReport write(DiskOrder.Write write) {
        if (hasFailed || failsNext) {
            if (!hasFailed) put(write, chance.below(write.bytes().remaining() + 1));
            hasFailed = true;
            return new DiskReport.WriteFailed(write.batch(), "the simulated disk failed to sync");
        }
        put(write, write.bytes().remaining());
        Payloads.scan(write.bytes(), stored);
        return new DiskReport.Written(write.batch());
    }

    private void put(DiskOrder.Write write, int length) {
        byte[] file = segments.get(write.segment());
        write.bytes().duplicate().get(file, write.offset(), length);
    }

    private @Nullable DiskReport truncate(DiskOrder.Truncate truncate) {
        byte[] file = segments.get(truncate.segment());
        if (file != null && file.length > truncate.length()) {
            segments.put(truncate.segment(), Arrays.copyOf(file, truncate.length()));
        }
        return null;
    }

    private DiskReport prepare(DiskOrder.Prepare prepare) {
        if (isFull) return new DiskReport.PrepareFailed(prepare.segment(), "the simulated disk is full");
        byte[] file = new byte[prepare.length()];
        prepare.head().duplicate().get(file, 0, prepare.head().remaining());
        segments.put(prepare.segment(), file);
        return new DiskReport.Prepared(prepare.segment(), FREE_BYTES);
    }

    private DiskReport checkpoint(DiskOrder.WriteCheckpoint checkpoint) {
        if (isFull) return new DiskReport.CheckpointFailed(checkpoint.id(), "the simulated disk is full");
        int length = checkpoint.bytes().stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer file = ByteBuffer.allocate(length);
        checkpoint.bytes().forEach(part -> file.put(part.duplicate()));
        checkpoints.put(checkpoint.id(), file.array());
        return new DiskReport.CheckpointWritten(checkpoint.id());
    }

    private DiskReport read(DiskOrder.Read read) {
        byte[] file = segments.get(read.segment());
        if (file == null || file.length < read.offset() + read.length()) {
            return new DiskReport.ReadFailed(read.request(), "no such place in segment " + read.segment());
        }
        byte[] piece = Arrays.copyOfRange(file, read.offset(), read.offset() + read.length());
        return new DiskReport.ReadDone(read.request(), ByteBuffer.wrap(piece));
    }

    /** Does one thing after the other. */
    private final class Arm {
        private final ArrayDeque<DiskOrder> orders = new ArrayDeque<>();
        private Agenda.@Nullable Entry busy;

        void add(DiskOrder order) {
            orders.add(order);
            next();
        }

        void crash(boolean powerLoss) {
            if (busy != null) busy.cancel();
            busy = null;
            DiskOrder underWay = orders.peek();
            orders.clear();
            if (underWay == null || chance.percent(30)) return;
            if (powerLoss && underWay instanceof DiskOrder.Write write && chance.percent(80)) {
                put(write, chance.below(write.bytes().remaining() + 1));
            } else {
                carryOut(underWay);
            }
        }

        private void next() {
            DiskOrder order = orders.peek();
            if (busy != null || order == null) return;
            busy = agenda.in(durationUs(order), this::done);
        }

        private void done() {
            busy = null;
            DiskReport report = carryOut(orders.remove());
            if (report != null) report(report);
            next();
        }
    }
}
