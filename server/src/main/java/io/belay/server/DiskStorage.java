package io.belay.server;

import io.belay.disk.DiskStore;
import io.belay.disk.Restore;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The log in a directory. */
final class DiskStorage implements Storage {
    private final DiskStore store;
    private final Path directory;

    /** @throws IOException if the directory is in use by another broker, or cannot be written */
    DiskStorage(Path directory) throws IOException {
        this.directory = directory;
        store = DiskStore.open(directory);
    }

    @Override
    public LogStart recover(LogOptions options, Replay replay) throws IOException {
        return store.recover(options, replay);
    }

    @Override
    public String restored() throws IOException {
        return Restore.mark(directory);
    }

    @Override
    public void start(Consumer<DiskReport> reports) {
        store.start(reports);
    }

    @Override
    public void execute(DiskOrder order) {
        store.execute(order);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
