package io.belay.net;

import io.belay.base.Break;
import java.nio.ByteBuffer;

/**
 * What is to be done with a line's news. All calls come on the line's event loop. What a handler throws, errors
 * included, is a bug of ours or want of memory, and costs the line.
 */
public interface LineHandler {
    /**
     * Bytes have come.
     *
     * @param bytes valid only during the call; what is not taken is lost
     */
    void received(ByteBuffer bytes);

    /** All that could be read at this time has been given: the moment to flush. */
    void batchEnd();

    /** What was unwritten has fallen to the low water mark after having been above the high one. */
    void drained();

    /**
     * Time goes on: about every {@link EventLoops#TICK_MS}.
     *
     * @param nowMs by the clock that the {@link EventLoops} were given
     */
    void tick(long nowMs);

    /**
     * The line is gone. Comes exactly once, and nothing comes after it.
     *
     * @param why {@code peer closed (FIN)}, {@code connection reset by peer}, {@code write failed: …}, or what
     *     {@link Line#close} said
     * @param byPeer whether the other end, or the way to it, ended the line; false if we did
     */
    void lost(Break why, boolean byPeer);
}
