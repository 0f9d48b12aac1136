package io.belay.server;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Replay;
import java.io.IOException;
import java.util.function.Consumer;

/** Where the log lies. */
interface Storage extends AutoCloseable {
    /**
     * Replays what is there. Before {@link #start}.
     *
     * @throws IOException if a file cannot be read
     * @throws io.belay.log.CorruptLogException if a file is damaged
     */
    LogStart recover(LogOptions options, Replay replay) throws IOException;

    /**
     * Of which backup it is, in words that no other has; empty if of none.
     *
     * @throws IOException if that cannot be read
     */
    default String restored() throws IOException {
        return "";
    }

    /** Begins to carry out orders; reports come on its own threads, in order. */
    void start(Consumer<DiskReport> reports);

    /** Takes an order. Returns at once. */
    void execute(DiskOrder order);

    /** Ends once what was ordered is done. */
    @Override
    void close() throws IOException;
}
