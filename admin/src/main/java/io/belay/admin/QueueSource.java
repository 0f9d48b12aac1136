package io.belay.admin;

import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the admin endpoint asks of the broker's queues, and orders. Any thread. */
public interface QueueSource {
    /** All queues at one moment, oldest first. */
    CompletableFuture<List<QueueStatus>> queues();

    /** Has something done; completes when it is on disk, or cannot be done. */
    CompletableFuture<QueueAnswer> order(QueueOrder order);
}
