package io.belay.node;

import io.belay.base.Break;
import java.nio.ByteBuffer;

/**
 * One line of some protocol: the peer's words to {@link Request}s, the node's {@link Reply}s to words. One thread at a
 * time: the line's.
 *
 * <p>The driver's law: after any batch of calls, {@link #flush}. The last call is {@link #lost}.
 */
public interface Gateway {
    /** Takes bytes of the peer. */
    void received(ByteBuffer bytes, long nowMs);

    /** Takes an answer of the node. */
    void replied(Reply reply, long nowMs);

    /** Does what time asks for. To be called every quarter of a second or so. */
    void tick(long nowMs);

    /** Sends what has gathered, tells the node what the socket has taken, and closes the line if it is to end. */
    void flush();

    /** The socket takes bytes again. */
    void drained();

    /**
     * The driver reads nothing for reasons of its own: silence is not the peer's fault until {@link #resumed}. Answers of
     * the node may end that early, so the driver says it again before each {@link #tick}.
     */
    void paused();

    /** The driver reads again, and nothing stands in the way: silence counts from now on. Once too often does no harm. */
    void resumed(long nowMs);

    /**
     * Ends the line from this side, for a reason that neither protocol nor node know of: an operator, a limit, a client that
     * takes too little. The peer is told in its protocol's words; the session keeps what it has, and its timeline says why.
     * Nothing if the line ends already. {@link #flush} is next.
     *
     * @param why whose words the peer may read as well
     */
    void end(Break why);

    /** The name of the session that the client wants or has; empty before it has said so. */
    String client();

    /**
     * Since when the client has deliveries that it must answer, and has answered none, broker time; {@link
     * io.belay.node.limit.Slowness#NEVER} if it owes no answer. As of the last {@link #tick}.
     */
    long unansweredSinceMs();

    /**
     * How many messages, or opinions of messages, have come since this was asked last. A peer that brings more than one at a
     * time does not wait for an answer to each.
     */
    default int heard() {
        return 1;
    }

    /** Whether so many are under way, of those that the last one was of, that the peer waits for none of them. */
    default boolean isAhead() {
        return false;
    }

    /** The line is gone; nothing more is called. */
    void lost(Break why);
}
