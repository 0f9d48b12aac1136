package io.belay.disk;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out all orders but the writes of batches: prepares, checkpoints, removes, reads. One thread. */
final class Housekeeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(Housekeeper.class);
    private static final int PIECE_LENGTH = 1 << 20;
    private static final int SYNC_LENGTH = 4 << 20;

    private final DataDirectory directory;
    private final SegmentReader reader;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE_LENGTH); // never written to

    Housekeeper(DataDirectory directory) {
        this.directory = directory;
        reader = new SegmentReader(directory);
    }

    /** What came of it; null for an order that has no answer. */
    @Nullable
    DiskReport carryOut(DiskOrder order) {
        if (order instanceof DiskOrder.Prepare prepare) return prepare(prepare);
        if (order instanceof DiskOrder.WriteCheckpoint write) return writeCheckpoint(write);
        if (order instanceof DiskOrder.Read read) return read(read);
        if (order instanceof DiskOrder.Delete delete) return delete(delete);
        if (order instanceof DiskOrder.DeleteCheckpoint delete) return deleteCheckpoint(delete);
        if (order instanceof DiskOrder.Truncate truncate) return truncate(truncate);
        if (order instanceof DiskOrder.Measure) return measure();
        throw new AssertionError("no branch for " + order); // DiskStoreTest holds this unreachable
    }

    void close() throws IOException {
        reader.close();
    }

    private DiskReport prepare(DiskOrder.Prepare prepare) {
        Path path = directory.segmentPath(prepare.segment());
        try {
            create(path, List.of(prepare.head().duplicate()), prepare.length(), prepare.filled());
            return new DiskReport.Prepared(prepare.segment(), directory.freeBytes());
        } catch (IOException e) {
            discard(path);
            return new DiskReport.PrepareFailed(prepare.segment(), path + ": " + e);
        }
    }

    private DiskReport writeCheckpoint(DiskOrder.WriteCheckpoint write) {
        Path path = directory.checkpointPath(write.id());
        try {
            create(path, write.bytes().stream().map(ByteBuffer::duplicate).toList(), 0, false);
            return new DiskReport.CheckpointWritten(write.id());
        } catch (IOException e) {
            LOGGER.warn("The checkpoint {} could not be written; the log goes on without it", path, e);
            discard(path);
            return new DiskReport.CheckpointFailed(write.id(), path + ": " + e);
        }
    }

    private DiskReport read(DiskOrder.Read read) {
        try {
            return new DiskReport.ReadDone(read.request(), reader.read(read));
        } catch (IOException e) {
            String where = directory.segmentPath(read.segment()) + " at byte " + read.offset();
            LOGGER.error("{} could not be read", where, e);
            return new DiskReport.ReadFailed(read.request(), where + ": " + e);
        }
    }

    private @Nullable DiskReport delete(DiskOrder.Delete delete) {
        try {
            reader.forget(delete.segment());
            Files.deleteIfExists(directory.segmentPath(delete.segment()));
            return new DiskReport.Deleted(delete.segment());
        } catch (IOException e) {
            LOGGER.warn("{} could not be removed", directory.segmentPath(delete.segment()), e);
            return null;
        }
    }

    private @Nullable DiskReport deleteCheckpoint(DiskOrder.DeleteCheckpoint delete) {
        try {
            Files.deleteIfExists(directory.checkpointPath(delete.id()));
        } catch (IOException e) {
            LOGGER.warn("{} could not be removed", directory.checkpointPath(delete.id()), e);
        }
        return null;
    }

    private @Nullable DiskReport truncate(DiskOrder.Truncate truncate) {
        Path path = directory.segmentPath(truncate.segment());
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(truncate.length());
            file.force(true);
        } catch (IOException e) {
            LOGGER.warn("{} could not be cut to {} bytes", path, truncate.length(), e);
        }
        return null;
    }

    private DiskReport measure() {
        try {
            return new DiskReport.Free(directory.freeBytes());
        } catch (IOException e) {
            LOGGER.warn("The free space of the data directory could not be read", e);
            return new DiskReport.Free(0);
        }
    }

    /** Writes a file under a temporary name, makes it {@code length} long, syncs it and gives it its name. */
    private void create(Path path, List<ByteBuffer> bytes, long length, boolean filled) throws IOException {
        Path unfinished = DataDirectory.unfinished(path);
        try (FileChannel file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (ByteBuffer part : bytes) writeAll(file, part);
            boolean hole = !filled && file.position() < length;
            if (hole) file.position(length - 1);
            while (file.position() < length) {
                long toPiece = PIECE_LENGTH - file.position() % PIECE_LENGTH;
                writeAll(file, zeros.clear().limit((int) Math.min(toPiece, length - file.position())));
            }
            file.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        directory.sync();
    }

    /** In pieces, so that no commit waits behind a long one, and the system's copy of a heap buffer stays small. */
    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            int pieceEnd = Math.min(end, bytes.position() + PIECE_LENGTH);
            for (bytes.limit(pieceEnd); bytes.hasRemaining(); ) file.write(bytes);
            if (file.position() % SYNC_LENGTH == 0) file.force(false);
        }
    }

    private static void discard(Path path) {
        try {
            Files.deleteIfExists(DataDirectory.unfinished(path));
        } catch (IOException e) {
            LOGGER.warn("{} could not be removed", DataDirectory.unfinished(path), e);
        }
    }
}
