package io.belay.node;

import io.belay.core.Message;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What queues need of the node: a way to lines, and to the bodies of messages. */
interface Hatch {
    /** How consumers are served. */
    QueueOptions options();

    /** Deliveries that one consumer may have now without settling them; then it gets no more. Queues are served again when it grows. */
    int unsettledMax();

    /** Broker time, milliseconds since 1970. */
    long nowMs();

    /** Whether more waits for this line already than should. It is served again when that has changed. */
    boolean isBehind(NodeLine line);

    /** Puts an entry on its way to a consumer; {@code message} is its body if it is at hand. */
    void hand(io.belay.node.Consumer consumer, Taken entry, @Nullable Message message);

    /** Puts on its way what a browser sees, which stays where it is. */
    void show(io.belay.node.Consumer consumer, Taken entry);

    /** Tells a consumer, after all that is on its way to it, that its credit has lapsed. */
    void drained(io.belay.node.Consumer consumer);

    /** Serves a queue once more in the next round: it had more to do than goes into one. */
    void later(LiveQueue queue);

    /** The message of this number if it is in memory. */
    @Nullable
    Outgoing find(long number);

    /**
     * Reads a message back.
     *
     * @param taker gets it later, or null if it is needed no more
     * @return false if too much is being read already; then the queue is served again later
     */
    boolean fetch(long number, LiveQueue queue, Consumer<@Nullable Outgoing> taker);
}
