package io.belay.server;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import java.util.function.Consumer;

/** Where the log lies. */
interface Storage extends AutoCloseable {
    /** What is there, to recover from; before {@link #start}. */
    LogFiles files();

    /** Begins to carry out orders; reports come on its own threads, in order. */
    void start(Consumer<DiskReport> reports);

    /** Takes an order. Returns at once. */
    void execute(DiskOrder order);

    /** Ends once what was ordered is done. */
    @Override
    void close();
}
