package io.belay.node;

import io.belay.core.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the messages of a queue.
 *
 * @param items in the order of the queue
 * @param next the sequence behind which it goes on; 0 if there was nothing more
 * @param refusal why there is nothing to see; null if there is
 * @param failure why the node can say nothing any more; null if it can
 */
public record QueuePage(
        List<QueueItem> items,
        long next,
        @Nullable Refusal refusal,
        @Nullable String failure) {
    /** Keeps a copy. */
    public QueuePage {
        items = List.copyOf(items);
    }

    static QueuePage refused(Refusal why) {
        return new QueuePage(List.of(), 0, why, null);
    }

    static QueuePage failed(String why) {
        return new QueuePage(List.of(), 0, null, why);
    }
}
