package io.belay.log;

/** Finds out what a stopped broker left: the newest checkpoint, every batch after it, and the torn tail. */
public final class Recovery {
    private Recovery() {}

    /**
     * Reads the files and replays them.
     *
     * @param files what is there
     * @param freshLogId for a log that has no file yet; see {@link LogStart#fresh}
     * @param replay takes the checkpoint's state and every record after it
     * @return what a {@link Log} goes on from
     * @throws CorruptLogException if a file is damaged other than by a torn last write
     */
    public static LogStart run(LogFiles files, long freshLogId, Replay replay) {
        if (files.segments().isEmpty() && files.checkpoints().isEmpty()) return LogStart.fresh(freshLogId);
        throw new UnsupportedOperationException("not yet");
    }
}
