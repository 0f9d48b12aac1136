package io.belay.log;

import java.util.List;

/**
 * What people may know of a log at one moment.
 *
 * @param segments that are in use, ascending; the last is the one that is written
 * @param synced the number of the last batch that is on disk
 * @param checkpoint the newest that is on disk; 0 if there is none
 * @param covered the first segment that a start would replay; 0 if there is no checkpoint
 * @param moving the segment whose records are just moved to the end; 0 if there is none
 * @param moved records that were moved since the start
 */
public record LogView(List<Segment> segments, long synced, long checkpoint, int covered, int moving, long moved) {
    /**
     * A file of the log.
     *
     * @param number of it, 1 and up
     * @param usedBytes that were written to it
     * @param records of messages in it that are needed still
     * @param liveBytes of these
     */
    public record Segment(int number, long usedBytes, long records, long liveBytes) {}

    /** Keeps a copy. */
    public LogView {
        segments = List.copyOf(segments);
    }
}
