package io.belay.server;

import io.belay.admin.StateSource;
import io.belay.server.metrics.BrokerMetrics;
import io.belay.server.metrics.NodeSample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** How the broker is, for those who watch over it. Any thread. */
final class NodeState implements StateSource {
    private final NodeThread node;
    private final DiskLooks data;
    private final int queuesMax;
    private final CompletableFuture<String> failure;

    /**
     * @param data where the log lies
     * @param queuesMax how many queues are measured one by one
     * @param failure completes with the reason when the broker has failed for good
     */
    NodeState(NodeThread node, DiskLooks data, int queuesMax, CompletableFuture<String> failure) {
        this.node = node;
        this.data = data;
        this.queuesMax = queuesMax;
        this.failure = failure;
    }

    @Override
    public CompletableFuture<Supplier<String>> metrics() {
        BrokerMetrics metrics = node.metrics();
        metrics.probe();
        CompletableFuture<NodeSample> sampling = node.ask(asked -> NodeSample.of(asked, queuesMax, node::ageMs));
        return sampling.thenCombine(data.look(), (sample, look) -> () -> {
            metrics.sampled(sample, look.found(), data.ageS());
            return metrics.text();
        });
    }

    @Override
    public List<String> ailments() {
        return failure.isDone() ? List.of(failure.getNow("it has failed")) : List.of();
    }

    @Override
    public CompletableFuture<List<String>> obstacles() {
        if (failure.isDone()) return CompletableFuture.completedFuture(ailments());
        return node.ask(asked -> {
            List<String> obstacles = new ArrayList<>();
            if (node.isStopping()) obstacles.add("the broker stops");
            if (asked.failure() != null) obstacles.add("the log cannot be written: " + asked.failure());
            else if (!asked.isWritable()) obstacles.add("the disk is nearly full");
            return obstacles;
        });
    }
}
