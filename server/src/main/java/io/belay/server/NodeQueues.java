package io.belay.server;

import io.belay.admin.QueueSource;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Carries orders about queues to the node, between two of its requests. */
final class NodeQueues implements QueueSource {
    private final NodeThread node;

    NodeQueues(NodeThread node) {
        this.node = node;
    }

    @Override
    public CompletableFuture<List<QueueStatus>> queues() {
        return node.ask(asked -> asked.operators().queues());
    }

    @Override
    public CompletableFuture<QueueAnswer> order(QueueOrder order) {
        return node.order((asked, teller) -> asked.operators().carryOut(order, teller));
    }
}
