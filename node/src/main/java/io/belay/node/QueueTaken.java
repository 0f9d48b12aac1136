package io.belay.node;

import io.belay.core.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has taken from a queue.
 *
 * @param receipt by which it is said that it has arrived; negative
 * @param items in their order; empty if there were none
 * @param refusal why nothing could be taken; null if it could
 * @param failure why the node can say nothing any more; null if it can
 */
public record QueueTaken(
        long receipt,
        List<QueueItem> items,
        @Nullable Refusal refusal,
        @Nullable String failure) {
    /** Keeps a copy. */
    public QueueTaken {
        items = List.copyOf(items);
    }

    static QueueTaken refused(Refusal why) {
        return new QueueTaken(0, List.of(), why, null);
    }

    static QueueTaken failed(String why) {
        return new QueueTaken(0, List.of(), null, why);
    }
}
