package io.belay.admin;

import java.util.concurrent.CompletableFuture;

/** Copies the log of the running broker. One backup at a time. Any thread. */
public interface BackupSource {
    /** How far a backup is. */
    enum State {
        /** None was begun since the broker started. */
        NONE,
        /** It copies. */
        RUNNING,
        /** It is complete and can be restored. */
        DONE,
        /** There is no backup, and what was written is removed. */
        FAILED
    }

    /**
     * The last backup that was begun.
     *
     * @param state how far it is
     * @param to the directory that it is written to; empty if none was begun
     * @param doneBytes copied so far
     * @param allBytes to be copied; 0 until that is known
     * @param batch the last batch of the log that is in it; 0 until that is known
     * @param atMs when it was begun, broker time, milliseconds since 1970; 0 until that is known
     * @param error why it failed; empty if it did not
     */
    record Backup(State state, String to, long doneBytes, long allBytes, long batch, long atMs, String error) {}

    /**
     * Begins one.
     *
     * @param to an absolute path of a directory that is absent or empty
     * @param bytesPerS how fast it copies at most; 0 for as fast as it goes
     * @return the backup, once it is known what is to be copied, or why it cannot be; or the one that is under way, to
     *     another directory
     */
    CompletableFuture<Backup> begin(String to, long bytesPerS);

    /** The last one. */
    Backup last();

    /** Ends the one under way; what was written is removed. Nothing happens if there is none. */
    void cancel();
}
