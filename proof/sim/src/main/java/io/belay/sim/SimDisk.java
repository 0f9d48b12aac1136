package io.belay.sim;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import io.belay.log.Snapshot;
import io.belay.sim.disk.MemoryDisk;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MemoryDisk} on virtual time: writes one by one, and beside them all other orders one by one. It may be slow,
 * full, or fail.
 */
public class SimDisk {
    private static final long CAPACITY_BYTES = 1L << 30;

    private final Agenda agenda;
    private final Chance chance;
    private final LongConsumer stored;
    private final MemoryDisk memory = new MemoryDisk(CAPACITY_BYTES);
    private final ArrayDeque<DiskOrder.Write> writes = new ArrayDeque<>(); // as MemoryDisk has them
    private final Arm writer = new Arm(memory::hasWrite, this::write);
    private final Arm helper = new Arm(memory::hasOther, memory::stepOther);
    private Consumer<DiskReport> listener = report -> {};
    private int slowness = 1;

    /**
     * An empty disk.
     *
     * @param agenda time
     * @param chance luck
     * @param stored told the number of each message that is safe from power loss, each time it is written
     */
    public SimDisk(Agenda agenda, Chance chance, LongConsumer stored) {
        this.agenda = agenda;
        this.chance = chance;
        this.stored = stored;
    }

    /** What a node finds on it. */
    public LogFiles files() {
        return memory;
    }

    /** A node has started: it hears what becomes of its orders. */
    public final void listen(Consumer<DiskReport> reports) {
        listener = reports;
    }

    /** Takes an order. */
    public final void execute(DiskOrder order) {
        DiskOrder kept = kept(order);
        memory.take(List.of(kept));
        if (kept instanceof DiskOrder.Write write) writes.add(write);
        taken(kept);
        writer.next();
        helper.next();
    }

    /** Copies what belongs to a snapshot. */
    final MemoryDisk.Image copy(Snapshot snapshot) {
        return memory.copy(snapshot);
    }

    /** Holds what was copied, and nothing else. Nobody may have given orders since the last crash. */
    final void restore(MemoryDisk.Image image) {
        memory.restore(image);
    }

    /** There is no room, or there is again. */
    public final void full(boolean full) {
        memory.capacity(full ? 0 : CAPACITY_BYTES);
    }

    /** The sync of the next write fails. */
    public final void failNext() {
        memory.failNextWrite();
    }

    /** Everything takes so many times as long, 1 and up. */
    public final void slow(int times) {
        slowness = times;
    }

    /** Whoever gave the orders is dead, and with {@code powerLoss} the machine is, too. */
    public final void crash(boolean powerLoss) {
        listener = report -> {};
        writer.stop();
        helper.stop();
        writes.clear();
        if (powerLoss) {
            memory.losePower(chance.generator());
        } else {
            memory.kill(chance.generator());
        }
    }

    /** What is kept of an order until it is carried out. */
    protected DiskOrder kept(DiskOrder order) {
        return order;
    }

    /** An order has been taken and will be carried out later. */
    protected void taken(DiskOrder order) {}

    /** Tells the node; nobody hears it if there is none. */
    protected void report(DiskReport report) {
        listener.accept(report);
    }

    private @Nullable DiskReport write() {
        DiskOrder.Write write = writes.remove();
        DiskReport report = memory.stepWrite();
        if (report instanceof DiskReport.Written) Payloads.scan(write.bytes(), stored);
        return report;
    }

    /** Does one thing after the other. */
    private final class Arm {
        private final BooleanSupplier hasWork;
        private final Supplier<@Nullable DiskReport> step;
        private Agenda.@Nullable Entry busy;

        Arm(BooleanSupplier hasWork, Supplier<@Nullable DiskReport> step) {
            this.hasWork = hasWork;
            this.step = step;
        }

        void stop() {
            if (busy != null) busy.cancel();
            busy = null;
        }

        void next() {
            if (busy == null && hasWork.getAsBoolean()) busy = agenda.in(chance.skewed(20, 400) * slowness, this::done);
        }

        private void done() {
            busy = null;
            DiskReport report = step.get();
            if (report != null) report(report);
            next();
        }
    }
}
