package io.belay.disk;

import io.belay.log.CorruptLogException;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.log.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data directory and the two threads that work on it: one writes and syncs batches, the other does all that may take
 * long, so that a commit never waits for the zeros of the next segment.
 *
 * <p>In order: {@link #open}, {@link #recover}, {@link #start}, {@link #execute} as often as there are orders,
 * {@link #close}.
 */
public final class DiskStore implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DiskStore.class);

    private final DataDirectory directory;
    private final BatchWriter writer;
    private final Housekeeper housekeeper;
    private final OrderQueue writes = new OrderQueue("belay-disk", this::carryOut);
    private final OrderQueue others = new OrderQueue("belay-disk-house", this::carryOut);
    private volatile @Nullable Consumer<DiskReport> reports;

    private DiskStore(DataDirectory directory) {
        this.directory = directory;
        writer = new BatchWriter(directory);
        housekeeper = new Housekeeper(directory);
    }

    /**
     * Opens a data directory, which is created if it is missing, and keeps others out of it.
     *
     * @throws IOException if it is in use by another broker, or cannot be written; the message says which
     */
    public static DiskStore open(Path directory) throws IOException {
        return new DiskStore(DataDirectory.open(directory));
    }

    /**
     * Replays what is there. On the calling thread; before {@link #start}.
     *
     * @throws CorruptLogException if a file is damaged other than by a torn last write
     * @throws IOException if a file cannot be read
     */
    public LogStart recover(LogOptions options, Replay replay) throws IOException {
        try {
            return Recovery.run(directory, options, freshLogId(), replay);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            directory.releaseBuffer();
        }
    }

    /** Starts the threads. {@code reports} is called on either of them and must return soon. */
    public void start(Consumer<DiskReport> reports) {
        this.reports = reports;
        writes.start();
        others.start();
    }

    /** Carries out an order, later. Any thread; the orders of one kind keep their order if one thread gives them. */
    public void execute(DiskOrder order) {
        if (order instanceof DiskOrder.Write) writes.add(order);
        else others.add(order);
    }

    /** Free bytes of the device for this user. */
    public long freeBytes() throws IOException {
        return directory.freeBytes();
    }

    /** Carries out what was given before, ends the threads, closes the files and lets others in. */
    @Override
    public void close() throws IOException {
        writes.close();
        others.close();
        try (directory) {
            writer.close();
            housekeeper.close();
        }
    }

    /** The outermost loop: what nobody foresaw must stop the log, not silence a thread that the log waits for. */
    private void carryOut(DiskOrder order) {
        DiskReport report;
        try {
            report = order instanceof DiskOrder.Write write ? writer.write(write) : housekeeper.carryOut(order);
        } catch (RuntimeException | Error e) {
            LOGGER.error("{} could not be carried out", order.getClass().getSimpleName(), e);
            writer.fail("an earlier order was not carried out: " + e);
            long batch = order instanceof DiskOrder.Write write ? write.batch() : 0;
            report = new DiskReport.WriteFailed(batch, e.toString());
        }
        Consumer<DiskReport> receiver = reports;
        if (report != null && receiver != null) receiver.accept(report);
    }

    private static long freshLogId() {
        long id = 0;
        while (id == 0) id = new SecureRandom().nextLong();
        return id;
    }
}
