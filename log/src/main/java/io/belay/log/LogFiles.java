package io.belay.log;

import java.nio.ByteBuffer;
import java.util.List;

/** The files that a stopped broker left, read on demand. Implemented by the driver; errors are its own exceptions. */
public interface LogFiles {
    /** The numbers of all complete segments, ascending. */
    List<Integer> segments();

    /** The ids of all complete checkpoints, ascending. */
    List<Long> checkpoints();

    /** The whole content of a segment, from position to limit; valid until the next call. Not written to. */
    ByteBuffer segment(int number);

    /** The whole content of a checkpoint, from position to limit; valid until the next call. Not written to. */
    ByteBuffer checkpoint(long id);

    /** The length of a segment's file, bytes. */
    long segmentLength(int number);
}
