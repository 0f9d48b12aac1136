package io.belay.admin;

import io.belay.admin.OverviewSource.Disk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The log on its disk, and what the broker says of itself. Any thread. */
public interface LogSource {
    /**
     * The log at one moment.
     *
     * @param disk that it lies on
     * @param batches that are on disk, since it began, with those of former starts
     * @param sync how long batches took to be written and synced since the start, milliseconds
     * @param batch how long batches were since the start, bytes
     * @param checkpoint the newest; null if there is none
     * @param cleaning what was let go since the start
     * @param segments ascending; the last is the one that is written
     */
    record Log(
            Disk disk,
            long batches,
            Spread sync,
            Spread batch,
            @Nullable Checkpoint checkpoint,
            Cleaning cleaning,
            List<Segment> segments) {
        /** Keeps a copy. */
        public Log {
            segments = List.copyOf(segments);
        }
    }

    /**
     * How something that was measured is spread.
     *
     * @param count how often it was measured
     * @param mean of all; 0 if there is none
     * @param most of the last minutes
     * @param steps rising, each with what is not in the one before; what is more than the last counts nowhere
     */
    record Spread(long count, double mean, double most, List<Step> steps) {
        /** Keeps a copy. */
        public Spread {
            steps = List.copyOf(steps);
        }
    }

    /** So many were {@code upTo} or less. */
    record Step(double upTo, long count) {}

    /**
     * A checkpoint.
     *
     * @param id the number of the batch that comes behind it
     * @param writtenMs when it was written, wall clock, milliseconds since 1970; 0 if that is not known
     * @param bytes of its file
     * @param segment the first that a start would replay
     */
    record Checkpoint(long id, long writtenMs, long bytes, int segment) {}

    /**
     * How segments go.
     *
     * @param freed how many went
     * @param lastFreed the last of them; 0 if none did
     * @param lastFreedMs when it did, broker time; 0 if none did
     * @param moving the one whose last messages are just moved to the end; 0 if there is none
     * @param moved messages that were moved
     */
    record Cleaning(long freed, int lastFreed, long lastFreedMs, int moving, long moved) {}

    /**
     * A file of the log.
     *
     * @param number 1 and up
     * @param usedBytes that were written to it
     * @param records of messages in it that are needed still
     * @param liveBytes of these
     * @param writtenMs when it was written last, wall clock, milliseconds since 1970; 0 if that is not known
     */
    record Segment(int number, long usedBytes, long records, long liveBytes, long writtenMs) {}

    /** How much somebody should care. */
    enum Level {
        /** For those who look for a mistake of ours. */
        DEBUG,
        /** How things go. */
        INFO,
        /** Somebody should know. */
        WARN,
        /** Somebody should do something. */
        ERROR
    }

    /**
     * What the broker has said on its error output.
     *
     * @param number 1 and up, in the order in which it was said
     * @param atMs wall clock, milliseconds since 1970
     * @param level how much somebody should care
     * @param source the part of the broker that says it
     * @param words with what was thrown, cut
     */
    record Line(long number, long atMs, Level level, String source, String words) {}

    /** The log now. */
    CompletableFuture<Log> log();

    /** The last lines that are kept, oldest first; those of former starts are not. */
    List<Line> lines();

    /** Since when lines are numbered, wall clock, milliseconds since 1970: another number with each start. */
    long sinceMs();
}
