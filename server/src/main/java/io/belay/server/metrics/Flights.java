package io.belay.server.metrics;

import io.belay.base.Break;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What Java Flight Recorder can record. While nothing records, each costs a test of a flag. */
public final class Flights {
    /** A round of the node above this is recorded, nanoseconds. */
    static final long SLOW_ROUND_NS = 50_000_000;

    private Flights() {}

    /** A line stands. */
    public static void opened(long line, String peer) {
        LineOpened event = new LineOpened();
        if (!event.isEnabled()) return;
        event.line = line;
        event.peer = peer;
        event.commit();
    }

    /** A line is gone; {@code client} is empty if it had none. */
    public static void closed(long line, String peer, String client, Break how) {
        LineClosed event = new LineClosed();
        if (!event.isEnabled()) return;
        event.line = line;
        event.peer = peer;
        event.session = client;
        event.cause = how.cause().text();
        event.words = how.words();
        event.commit();
    }

    static void synced(long batch, long tookNs) {
        BatchSynced event = new BatchSynced();
        if (!event.isEnabled()) return;
        event.batch = batch;
        event.took = tookNs;
        event.commit();
    }

    static void round(long tookNs) {
        if (tookNs < SLOW_ROUND_NS) return;
        SlowRound event = new SlowRound();
        event.took = tookNs;
        event.commit();
    }

    /** A checkpoint goes to the disk. */
    static void checkpoint(long id, long length) {
        Checkpoint event = new Checkpoint();
        event.id = id;
        event.length = length;
        event.commit();
    }

    /** A file of the log is deleted: nothing in it lives any more, or what did was moved. */
    static void segmentFreed(int segment) {
        SegmentFreed event = new SegmentFreed();
        event.segment = segment;
        event.commit();
    }

    @Name("io.belay.LineOpened")
    @Label("Line opened")
    @Category("Belay")
    @StackTrace(false)
    private static final class LineOpened extends Event {
        private long line;
        private String peer = "";
    }

    @Name("io.belay.LineClosed")
    @Label("Line closed")
    @Category("Belay")
    @StackTrace(false)
    private static final class LineClosed extends Event {
        private long line;
        private String peer = "";
        private String session = "";
        private String cause = "";
        private String words = "";
    }

    @Name("io.belay.BatchSynced")
    @Label("Batch synced")
    @Category("Belay")
    @StackTrace(false)
    private static final class BatchSynced extends Event {
        private long batch;

        @Timespan(Timespan.NANOSECONDS)
        private long took;
    }

    @Name("io.belay.SlowRound")
    @Label("Slow round of the node")
    @Description("A round of more than 50 ms: whoever waited for the node waited for it.")
    @Category("Belay")
    @StackTrace(false)
    private static final class SlowRound extends Event {
        @Timespan(Timespan.NANOSECONDS)
        private long took;
    }

    @Name("io.belay.Checkpoint")
    @Label("Checkpoint")
    @Category("Belay")
    @StackTrace(false)
    private static final class Checkpoint extends Event {
        private long id;

        @DataAmount
        private long length;
    }

    @Name("io.belay.SegmentFreed")
    @Label("Segment freed")
    @Category("Belay")
    @StackTrace(false)
    private static final class SegmentFreed extends Event {
        private int segment;
    }
}
