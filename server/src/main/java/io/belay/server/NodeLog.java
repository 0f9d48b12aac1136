package io.belay.server;

import io.belay.admin.LogSource;
import io.belay.admin.OverviewSource;
import io.belay.log.FileNames;
import io.belay.log.LogView;
import io.belay.server.metrics.BrokerMetrics;
import io.belay.server.metrics.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What lies on disk, and what the broker says of itself. */
final class NodeLog implements LogSource {
    private final NodeThread node;
    private final Supplier<LogView> view;
    private final DiskLooks data;
    private final KeptLines kept;

    /** @param view of the log, asked for on the thread of the node */
    NodeLog(NodeThread node, Supplier<LogView> view, DiskLooks data, KeptLines kept) {
        this.node = node;
        this.view = view;
        this.data = data;
        this.kept = kept;
    }

    @Override
    public CompletableFuture<Log> log() {
        return data.look().thenCompose(files -> node.ask(asked -> of(view.get(), files.disk(asked), files)));
    }

    @Override
    public List<Line> lines() {
        return kept.lines();
    }

    @Override
    public long sinceMs() {
        return kept.sinceMs();
    }

    private Log of(LogView log, OverviewSource.Disk disk, DataPlace.Look files) {
        BrokerMetrics metrics = node.metrics();
        List<Segment> segments = new ArrayList<>();
        for (LogView.Segment each : log.segments()) {
            Disk.File file = files.files().getOrDefault(FileNames.segment(each.number()), Disk.File.NONE);
            segments.add(
                    new Segment(each.number(), each.usedBytes(), each.records(), each.liveBytes(), file.writtenMs()));
        }
        BrokerMetrics.Freed freed = metrics.freed();
        return new Log(
                disk,
                log.synced(),
                metrics.syncMs(),
                metrics.batchBytes(),
                checkpoint(log, files),
                new Cleaning(freed.count(), freed.segment(), freed.atMs(), log.moving(), log.moved()),
                segments);
    }

    private static @Nullable Checkpoint checkpoint(LogView log, DataPlace.Look files) {
        if (log.checkpoint() == 0) return null;
        Disk.File file = files.files().getOrDefault(FileNames.checkpoint(log.checkpoint()), Disk.File.NONE);
        return new Checkpoint(log.checkpoint(), file.writtenMs(), file.bytes(), log.covered());
    }
}
