package io.belay.log;

import io.belay.base.ByteReader;
import java.nio.ByteBuffer;

/**
 * Takes what {@link Recovery} finds: first {@link #state}, if there is a checkpoint, then every later record in order.
 */
public interface Replay {
    /** The state that was passed to {@link Log#checkpoint}, to be read to its end. Called once or never. */
    void state(ByteReader state);

    /**
     * One record as it was appended.
     *
     * @param place where it lies
     * @param body its bytes, from position to limit; valid only during the call, not to be written to
     * @param live takes {@code keep} and {@code drop} as {@link Log} took them
     */
    void record(long place, ByteBuffer body, LiveRecords live);
}
