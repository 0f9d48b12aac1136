package io.belay.server;

import io.belay.log.Holding;
import io.belay.log.Snapshot;
import java.util.concurrent.CompletableFuture;

/** Keeps the files of the running log, between two requests of the node. Any thread. */
final class NodeHold {
    /**
     * What to copy.
     *
     * @param snapshot the files
     * @param atMs broker time, milliseconds since 1970
     */
    record Held(Snapshot snapshot, long atMs) {}

    private final NodeThread node;
    private final Holding holding;

    NodeHold(NodeThread node, Holding holding) {
        this.node = node;
        this.holding = holding;
    }

    /** From now on nothing that is named is deleted, unless the disk is nearly full. */
    CompletableFuture<Held> begin() {
        return node.ask(asked -> new Held(holding.begin(), asked.broker().nowMs()));
    }

    /** What waited is deleted. To be called once for each {@link #begin}, whatever became of that. */
    void end() {
        node.ask(asked -> holding.end());
    }
}
