package io.belay.log;

import java.nio.ByteBuffer;

/** What became of a {@link DiskOrder}. All go to {@link Log#report}, in the order in which the disk gave them. */
public sealed interface DiskReport {
    /** A segment is ready; {@code freeBytes} are left on the device after it. */
    record Prepared(int segment, long freeBytes) implements DiskReport {}

    /** A segment could not be made, most likely for want of space. The log tries again later. */
    record PrepareFailed(int segment, String why) implements DiskReport {}

    /** The batch is on disk and synced. */
    record Written(long batch) implements DiskReport {}

    /** The batch may be on disk, in part or not at all. Final: the log takes nothing more. */
    record WriteFailed(long batch, String why) implements DiskReport {}

    /** The checkpoint is complete and durable. */
    record CheckpointWritten(long id) implements DiskReport {}

    /** There is no such checkpoint. The log goes on and wants another one later. */
    record CheckpointFailed(long id, String why) implements DiskReport {}

    /** The segment is gone and its room free. */
    record Deleted(int segment) implements DiskReport {}

    /** What was asked for, from position to limit; the receiver's from now on. */
    record ReadDone(long request, ByteBuffer bytes) implements DiskReport {}

    /** The piece could not be read. */
    record ReadFailed(long request, String why) implements DiskReport {}

    /** The device has this much room, bytes. */
    record Free(long freeBytes) implements DiskReport {}
}
