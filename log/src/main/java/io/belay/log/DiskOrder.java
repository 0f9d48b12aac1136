package io.belay.log;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the log wants done to its files. The disk carries out the {@link Write}s in their order, all others in their order
 * among themselves, and answers each kind in that order.
 *
 * <p>After one failed write every later {@link Write} must fail too, unwritten: what follows a torn batch would make it
 * look like damage in the middle of the log.
 */
public sealed interface DiskOrder {
    /**
     * Create a segment: {@code head}, then zeros, durable under its final name only when complete. Answered by
     * {@link DiskReport.Prepared} or {@link DiskReport.PrepareFailed}; after a failure nothing of it is left.
     *
     * @param segment its number, 1 and up
     * @param length of the file, bytes
     * @param filled whether the zeros must be written, which makes small synced writes about twice as fast and takes the
     *     room now; otherwise they may be a hole, which spares the device half of the work of long writes
     * @param head its first bytes, the disk's until the answer
     */
    record Prepare(int segment, int length, boolean filled, ByteBuffer head) implements DiskOrder {}

    /**
     * Write and sync a batch into a segment that exists. Answered by {@link DiskReport.Written} or
     * {@link DiskReport.WriteFailed}.
     *
     * @param segment its number
     * @param offset in its file
     * @param bytes from position to limit; the disk's until the answer
     * @param batch the number of the batch
     */
    record Write(int segment, int offset, ByteBuffer bytes, long batch) implements DiskOrder {}

    /** Cut a segment to {@code length} bytes. Not answered: what is cut is worthless, so a failure costs only room. */
    record Truncate(int segment, int length) implements DiskOrder {}

    /**
     * Write a checkpoint: under a temporary name, synced, renamed, the directory synced. Answered by
     * {@link DiskReport.CheckpointWritten} or {@link DiskReport.CheckpointFailed}; after a failure nothing is left.
     *
     * @param id its name, greater than those before
     * @param bytes the file, in order; the disk's until the answer
     */
    record WriteCheckpoint(long id, List<ByteBuffer> bytes) implements DiskOrder {}

    /** Remove a segment. Answered by {@link DiskReport.Deleted}, or by nothing if it fails: the next start asks again. */
    record Delete(int segment) implements DiskOrder {}

    /** Remove an old checkpoint. Not answered: an old one does no harm. */
    record DeleteCheckpoint(long id) implements DiskOrder {}

    /**
     * Read a piece of a segment. Answered by {@link DiskReport.ReadDone} or {@link DiskReport.ReadFailed}.
     *
     * @param request comes back in the answer; negative ones are the log's own
     * @param segment its number
     * @param offset in its file
     * @param length bytes, 1 and up; a file that ends before is a failure
     */
    record Read(long request, int segment, int offset, int length) implements DiskOrder {}

    /** Say how much room the device has. Answered by {@link DiskReport.Free}. */
    record Measure() implements DiskOrder {}
}
