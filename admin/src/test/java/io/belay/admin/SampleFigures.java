package io.belay.admin;

import io.belay.admin.OverviewSource.Disk;
import io.belay.admin.OverviewSource.DiskState;
import io.belay.admin.OverviewSource.LimitHits;
import io.belay.admin.OverviewSource.Memory;
import io.belay.admin.OverviewSource.Overview;
import io.belay.admin.OverviewSource.Passed;
import io.belay.admin.OverviewSource.Protocol;
import io.belay.admin.OverviewSource.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a broker is in numbers, and its log. */
final class SampleFigures implements LogSource {
    static final Disk DISK = new Disk(DiskState.NEARLY_FULL, 2, 5_000, 100, 200, 300);

    static final Overview OVERVIEW = new Overview(
            Samples.NOW_MS - 60_000,
            Samples.NOW_MS,
            false,
            3,
            1,
            2,
            3,
            6,
            2,
            7,
            1_500,
            new Passed(List.of(new Protocol("mqtt", 10, 20, 1), new Protocol("amqp", 5, 6, 0)), 1_000, 2_000),
            DISK,
            new Memory(40, 100, List.of(new Share("received", 40, 50)), 600, 900),
            List.of(new LimitHits("lines.connections-max", 4, Samples.NOW_MS - 1_000, "till-7")));

    List<Segment> segments = List.of(
            new Segment(4, 3_000, 0, 0, Samples.NOW_MS - 90_000),
            new Segment(5, 2_500, 3, 700, Samples.NOW_MS - 50_000),
            new Segment(6, 40, 1, 40, Samples.NOW_MS));
    List<Line> lines = new ArrayList<>();
    long sinceMs = 7;

    @Override
    public CompletableFuture<Log> log() {
        Spread sync = new Spread(3, 1.5, 2.5, List.of(new Step(1, 1), new Step(2, 2)));
        Spread batch = new Spread(3, 600, 800, List.of(new Step(512, 0)));
        Checkpoint checkpoint = segments.isEmpty() ? null : new Checkpoint(9, Samples.NOW_MS - 70_000, 800, 5);
        Cleaning cleaning = new Cleaning(2, segments.isEmpty() ? 0 : 3, Samples.NOW_MS - 80_000, 4, 11);
        return CompletableFuture.completedFuture(new Log(DISK, 12, sync, batch, checkpoint, cleaning, segments));
    }

    @Override
    public List<Line> lines() {
        return lines;
    }

    @Override
    public long sinceMs() {
        return sinceMs;
    }

    /** So many lines, at the levels one after the other. */
    void say(int count) {
        Level[] levels = Level.values();
        for (int number = 1; number <= count; number++)
            lines.add(new Line(number, Samples.NOW_MS, levels[number % levels.length], "Doors", "word " + number));
    }
}
