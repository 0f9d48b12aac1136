package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Rule;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.log.LogOptions;
import java.util.List;

/** The log that everything is kept in. */
final class LogKeys {
    private static final LogOptions UNSET = LogOptions.DEFAULTS;

    /** A record is a quarter of it at most: that of a long transaction must fit. */
    private static final long SEGMENT_LENGTH_MIN = 16 << 20;

    static final Key<Long> SEGMENT_LENGTH = Key.of(
            "log.segment-length",
            Kinds.bytes(SEGMENT_LENGTH_MIN, LogOptions.SEGMENT_LENGTH_MAX),
            (long) UNSET.segmentLength(),
            "Length of one file. A message may be a quarter of it.");
    private static final Key<Long> BATCH_BYTES_MAX = Key.of(
            "log.batch-bytes-max",
            Spans.bytes(1),
            (long) UNSET.batchBytesMax(),
            "What is written and synced together at most; beyond it the broker waits for the disk.");
    private static final Key<Long> CHECKPOINT_EVERY_BYTES = Key.of(
            "log.checkpoint-every-bytes",
            Spans.manyBytes(1),
            UNSET.checkpointEveryBytes(),
            "After so much a checkpoint is taken: it is what a start has to replay.");
    private static final Key<Long> RESERVE_BYTES = Key.of(
            "log.reserve-bytes",
            Spans.manyBytes(0),
            UNSET.reserveBytes(),
            "With less free on the device publishing is refused, and consuming goes on.");
    private static final Key<Integer> COMPACT_BELOW_PERCENT = Key.of(
            "log.compact-below-percent",
            Kinds.whole(0, 90),
            UNSET.compactBelowPercent(),
            "A file of which at most so much is still needed has that moved, and is deleted; 0 for never.");

    private static final Key<Long> RESUME_BYTES = Key.of(
            "log.resume-bytes", Spans.manyBytes(0), UNSET.resumeBytes(), "With so much free again publishing goes on.");

    static final Section SECTION = new Section(
            "log",
            "The log on disk that holds all messages and sessions.",
            List.of(
                    SEGMENT_LENGTH,
                    BATCH_BYTES_MAX,
                    CHECKPOINT_EVERY_BYTES,
                    RESERVE_BYTES,
                    RESUME_BYTES,
                    COMPACT_BELOW_PERCENT));
    static final Rule RESERVE_BELOW_RESUME = Rule.atMost(RESERVE_BYTES, RESUME_BYTES);
    static final Rule BATCH_IN_SEGMENT = Rule.atMost(BATCH_BYTES_MAX, SEGMENT_LENGTH);

    private LogKeys() {}

    static LogOptions options(Settings settings) {
        return new LogOptions(
                Spans.length(settings, SEGMENT_LENGTH),
                Spans.length(settings, BATCH_BYTES_MAX),
                settings.value(CHECKPOINT_EVERY_BYTES),
                settings.value(RESERVE_BYTES),
                settings.value(COMPACT_BELOW_PERCENT),
                settings.value(RESUME_BYTES));
    }
}
