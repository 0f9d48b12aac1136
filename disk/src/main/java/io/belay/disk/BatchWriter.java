package io.belay.disk;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches, each synced when the write returns (O_DSYNC). After one failure nothing is ever written again: what
 * the system says about the same pages afterwards is worth nothing, and a batch behind a torn one would look like damage.
 */
final class BatchWriter {
    private final DataDirectory directory;
    private @Nullable FileChannel channel;
    private int segment; // of the channel
    private volatile String failure = "";

    BatchWriter(DataDirectory directory) {
        this.directory = directory;
    }

    DiskReport write(DiskOrder.Write write) {
        if (!failure.isEmpty()) return new DiskReport.WriteFailed(write.batch(), failure);
        try {
            FileChannel file = channel(write.segment());
            long position = write.offset();
            for (var bytes = write.bytes().duplicate(); bytes.hasRemaining(); ) position += file.write(bytes, position);
            return new DiskReport.Written(write.batch());
        } catch (IOException e) {
            failure = directory.segmentPath(write.segment()) + ": " + e;
            return new DiskReport.WriteFailed(write.batch(), failure);
        }
    }

    /** Nothing is written from now on. Any thread. */
    void fail(String why) {
        if (failure.isEmpty()) failure = why;
    }

    void close() throws IOException {
        if (channel != null) channel.close();
    }

    private FileChannel channel(int wanted) throws IOException {
        FileChannel open = channel;
        if (open != null && segment == wanted) return open;
        close();
        open = FileChannel.open(directory.segmentPath(wanted), StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        channel = open;
        segment = wanted;
        return open;
    }
}
