package io.belay.server;

import io.belay.admin.OverviewSource;
import io.belay.core.Broker;
import io.belay.core.Outstanding;
import io.belay.core.Totals;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What the broker is, in numbers, between two requests of the node. */
final class NodeOverview implements OverviewSource {
    private final NodeThread node;
    private final BrokerClock clock;
    private final BooleanSupplier isDraining;
    private final long sinceMs;

    NodeOverview(NodeThread node, BrokerClock clock, BooleanSupplier isDraining) {
        this.node = node;
        this.clock = clock;
        this.isDraining = isDraining;
        sinceMs = clock.nowMs();
    }

    @Override
    public CompletableFuture<Overview> overview() {
        CompletableFuture<Integer> lines = node.askLines(all -> all.size());
        return lines.thenCompose(connections -> node.ask(asked -> of(asked.broker(), connections)));
    }

    private Overview of(Broker broker, int connections) {
        Totals totals = broker.totals();
        Outstanding outstanding = broker.outstanding();
        return new Overview(
                sinceMs,
                clock.nowMs(),
                isDraining.getAsBoolean(),
                connections,
                totals.attached(),
                totals.sessions() - totals.attached(),
                outstanding.queues(),
                outstanding.backlog(),
                outstanding.unsettled(),
                totals.retained());
    }
}
