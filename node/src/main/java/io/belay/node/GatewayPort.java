package io.belay.node;

import io.belay.base.Break;
import io.belay.node.limit.Limit;
import io.belay.node.limit.MemoryBudget;
import java.nio.ByteBuffer;

/** What a gateway needs of whoever drives it: a way to the node and a way to the peer. Called on the line's thread. */
public interface GatewayPort {
    /** Passes a request on to the node; requests of one line keep their order. */
    void request(Request request);

    /** Sends bytes to the peer; they are copied or sent before this returns. */
    void send(ByteBuffer bytes);

    /** Whether the peer takes what is sent; false while much of it is still unwritten. */
    boolean isWritable();

    /** Reads nothing from the peer until {@link #resumeReading}. */
    void pauseReading();

    /** Reads on. */
    void resumeReading();

    /** So many bytes more are kept for the line; fewer if it is negative. The driver lets go of the rest when it is lost. */
    default void keeps(MemoryBudget.Share share, long bytes) {}

    /** Whether more may be kept, with all that is kept for other lines. */
    default boolean hasRoom(MemoryBudget.Share share) {
        return true;
    }

    /** The line has reached a limit, which is counted. */
    default void reached(Limit limit) {}

    /** The client should know this of its session, and its protocol has no word for it. */
    default void untold(String words) {}

    /** Closes the line once what was sent is written. {@link Gateway#lost} may still follow. */
    void close(Break why);
}
