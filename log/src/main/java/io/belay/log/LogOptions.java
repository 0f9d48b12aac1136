package io.belay.log;

import io.belay.base.Check;

/**
 * The limits of a log.
 *
 * @param segmentLength bytes of one segment file, {@value #SEGMENT_LENGTH_MIN} to {@value #SEGMENT_LENGTH_MAX}; may
 *     change from start to start
 * @param batchBytesMax from how many bytes on the open batch counts as full, 1 up to a segment
 * @param checkpointEveryBytes after how many bytes of batches a checkpoint is wanted, 1 and up: what a start has to
 *     replay
 * @param reserveBytes with less free space than this the disk counts as nearly full, 0 and up: what is left is for
 *     checkpoints
 * @param compactBelowPercent a segment whose live share of bytes is at most this has its survivors moved, 0 (never) to
 *     90
 * @param resumeBytes with this much free space the disk that was nearly full is so no more, {@code reserveBytes} and up
 */
public record LogOptions(
        int segmentLength,
        int batchBytesMax,
        long checkpointEveryBytes,
        long reserveBytes,
        int compactBelowPercent,
        long resumeBytes) {
    /** The least {@link #segmentLength}. */
    public static final int SEGMENT_LENGTH_MIN = 1 << 10;
    /** The greatest {@link #segmentLength}. */
    public static final int SEGMENT_LENGTH_MAX = 1 << 30;

    /** 64 MiB segments, 4 MiB batches, a checkpoint every 256 MiB, 256 MiB reserve, compaction at 25 %, 384 MiB to resume. */
    public static final LogOptions DEFAULTS = new LogOptions(64 << 20, 4 << 20, 256 << 20, 256 << 20, 25, 384 << 20);

    /** Those, and a disk that is nearly full no more as soon as the reserve is there again. */
    public LogOptions(
            int segmentLength,
            int batchBytesMax,
            long checkpointEveryBytes,
            long reserveBytes,
            int compactBelowPercent) {
        this(segmentLength, batchBytesMax, checkpointEveryBytes, reserveBytes, compactBelowPercent, reserveBytes);
    }

    /**
     * Holds the ranges.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public LogOptions {
        Check.argument(
                segmentLength >= SEGMENT_LENGTH_MIN && segmentLength <= SEGMENT_LENGTH_MAX,
                "a segment length of 1 KiB to 1 GiB",
                segmentLength);
        Check.argument(
                batchBytesMax > 0 && batchBytesMax <= segmentLength, "a batch of 1 byte to a segment", batchBytesMax);
        Check.argument(checkpointEveryBytes > 0, "a checkpoint every 1 byte or more", checkpointEveryBytes);
        Check.argument(reserveBytes >= 0, "a reserve of 0 bytes or more", reserveBytes);
        Check.argument(resumeBytes >= reserveBytes, "to resume with the reserve or more", resumeBytes);
        Check.argument(
                compactBelowPercent >= 0 && compactBelowPercent <= 90,
                "a live share of 0 to 90 percent",
                compactBelowPercent);
    }

    /** The longest record in bytes: a quarter of a segment, so that a segment never ends mostly unused. */
    public int recordLengthMax() {
        return segmentLength / 4;
    }
}
