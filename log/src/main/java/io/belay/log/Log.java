package io.belay.log;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The order of commands. Records are appended to the open batch; a batch is sealed, written and synced as one; nothing
 * in it may be confirmed before {@link #synced()} has reached its number. Performs nothing itself: after any call the
 * caller carries out {@link #orders()} and later passes what became of them to {@link #report}. One thread.
 *
 * <p>The law of the caller's loop: append; {@link #seal()}; carry out {@link #orders()}; {@link #report} what came back;
 * release what {@link #synced()} allows; again.
 */
public final class Log {
    /** Goes on where {@code start} ended. */
    public Log(LogOptions options, LogStart start) {
        throw new UnsupportedOperationException("not yet " + options + start);
    }

    /**
     * Appends a record to the open batch. Afterwards {@link #filling()} is the number of its batch, which may be greater
     * than before: when the segment has no room the open batch is closed and the record begins a new one.
     *
     * @param bytes holds the record; copied
     * @param from its first byte
     * @param length 1 to {@link LogOptions#recordLengthMax()}
     * @return its place, see {@link Place}
     * @throws IllegalArgumentException if the length is out of range
     */
    public long append(byte[] bytes, int from, int length) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether a record that makes the log grow (a publish) may be appended. False while the disk is nearly full; then
     * the room that is left is for records that help to empty it: settles, attaches, detaches, ticks.
     */
    public boolean hasRoom(int length) {
        throw new UnsupportedOperationException();
    }

    /** Whether the caller should append no more until the next report: the open batch is long, or the disk is behind. */
    public boolean isFull() {
        throw new UnsupportedOperationException();
    }

    /** The number of the batch that is being filled. */
    public long filling() {
        throw new UnsupportedOperationException();
    }

    /** All batches up to this number are on disk; 0 at first. */
    public long synced() {
        throw new UnsupportedOperationException();
    }

    /**
     * Closes the open batch if it holds records and its turn has come: nothing is being synced, or it is long enough to
     * be worth a write that queues behind the one under way. Its write is then among the orders.
     *
     * @return whether a batch was closed
     */
    public boolean seal() {
        throw new UnsupportedOperationException();
    }

    /** See {@link LiveRecords#keep}. To be called right after the record was appended. */
    public void keep(long number, long place, int length) {
        throw new UnsupportedOperationException();
    }

    /** See {@link LiveRecords#drop}. To be called right after the record that makes it so was appended. */
    public void drop(long number) {
        throw new UnsupportedOperationException();
    }

    /** Where the record of {@code number} begins, now; -1 if it is not kept. Changes when the record is moved. */
    public long placeOf(long number) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for the record of a kept message. The answer is a {@link DiskReport.ReadDone}, to be opened by
     * {@link #bodyOf}, or a {@link DiskReport.ReadFailed} with this request. A record whose batch is not synced yet is
     * read after it is.
     *
     * @param request 0 and up
     * @param number of the message
     * @throws IllegalArgumentException if it is not kept
     */
    public void read(long request, long number) {
        throw new UnsupportedOperationException();
    }

    /**
     * The bytes of a record as they were appended.
     *
     * @throws CorruptLogException if its checksum is wrong
     */
    public ByteBuffer bodyOf(DiskReport.ReadDone done) {
        throw new UnsupportedOperationException();
    }

    /** Takes what became of an order. Every report must come here, in order; answers to own reads are ignored. */
    public void report(DiskReport report) {
        throw new UnsupportedOperationException();
    }

    /** What is to be done now, in order; each is named once. */
    public List<DiskOrder> orders() {
        throw new UnsupportedOperationException();
    }

    /** Whether a write failed or nothing fits any more. Final: no batch will be synced again; the node stops. */
    public boolean failed() {
        throw new UnsupportedOperationException();
    }

    /** Why it failed; empty if it did not. */
    public String failure() {
        throw new UnsupportedOperationException();
    }

    /** Whether so much was written since the last checkpoint that another is due, and none is under way. */
    public boolean wantsCheckpoint() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the caller's state, as it is after every record appended so far, for a checkpoint. It is written once those
     * records are synced; then the log before it is no longer replayed. Nothing happens while one is under way.
     *
     * @param state from position to limit; the log's until the checkpoint is written or failed
     */
    public void checkpoint(ByteBuffer state) {
        throw new UnsupportedOperationException();
    }

    /** Tries again to prepare a segment, if that failed. To be called every second or so while there is no room. */
    public void retry() {
        throw new UnsupportedOperationException();
    }
}
