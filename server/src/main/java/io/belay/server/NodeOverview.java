package io.belay.server;

import io.belay.admin.OverviewSource;
import io.belay.core.Outstanding;
import io.belay.core.Totals;
import io.belay.node.Node;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.server.login.Shown;
import io.belay.server.metrics.BrokerMetrics;
import io.belay.server.metrics.NodeSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the broker is, in numbers, between two requests of the node. What is measured is the same as in {@code /metrics}. */
final class NodeOverview implements OverviewSource {
    private final NodeThread node;
    private final BrokerClock clock;
    private final BooleanSupplier isDraining;
    private final Bounds bounds;
    private final DiskLooks data;
    private final long sinceMs;
    private final AtomicReference<@Nullable CompletableFuture<Overview>> coming =
            new AtomicReference<>(); // not at the node yet

    NodeOverview(NodeThread node, BrokerClock clock, BooleanSupplier isDraining, Bounds bounds, DiskLooks data) {
        this.node = node;
        this.clock = clock;
        this.isDraining = isDraining;
        this.bounds = bounds;
        this.data = data;
        sinceMs = clock.nowMs();
    }

    /** However many ask before the node comes to it, it looks once; who asks later is told of a later look. */
    @Override
    public CompletableFuture<Overview> overview() {
        CompletableFuture<Overview> next = new CompletableFuture<>();
        CompletableFuture<Overview> shared = coming.compareAndExchange(null, next);
        if (shared != null) return shared;
        data.look().thenCompose(files -> overview(files, next)).whenComplete((overview, failure) -> {
            coming.compareAndSet(next, null);
            if (failure == null) next.complete(overview);
            else next.completeExceptionally(failure);
        });
        return next;
    }

    private CompletableFuture<Overview> overview(DataPlace.Look files, CompletableFuture<Overview> asker) {
        CompletableFuture<Integer> lines = node.askLines(all -> {
            coming.compareAndSet(asker, null);
            return all.size();
        });
        return lines.thenCompose(connections -> node.ask(asked -> of(asked, connections, files)));
    }

    private Overview of(Node asked, int connections, DataPlace.Look files) {
        Totals totals = asked.broker().totals();
        Outstanding outstanding = asked.broker().outstanding();
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
                totals.retained(),
                NodeSample.oldestMs(asked, node::ageMs),
                passed(node.metrics()),
                files.disk(asked),
                memory(bounds.budget()),
                limits());
    }

    private static Passed passed(BrokerMetrics metrics) {
        List<Protocol> protocols = new ArrayList<>();
        for (String each : List.of("mqtt", "amqp"))
            protocols.add(new Protocol(
                    each,
                    metrics.total("belay.messages.received", each),
                    metrics.total("belay.messages.delivered", each),
                    metrics.total("belay.messages.refused", each)));
        return new Passed(protocols, metrics.total("belay.line.bytes", "in"), metrics.total("belay.line.bytes", "out"));
    }

    private static Memory memory(MemoryBudget budget) {
        List<Share> shares = new ArrayList<>();
        for (MemoryBudget.Share each : MemoryBudget.Share.values())
            shares.add(new Share(each.name().toLowerCase(Locale.ROOT), budget.used(each), budget.max(each)));
        Runtime program = Runtime.getRuntime();
        return new Memory(
                budget.used(), budget.max(), shares, program.totalMemory() - program.freeMemory(), program.maxMemory());
    }

    private List<LimitHits> limits() {
        List<LimitHits> limits = new ArrayList<>();
        for (LimitCounts.Hits each : bounds.counts().hits(clock.nowMs()))
            limits.add(new LimitHits(each.limit().key(), each.count(), each.lastMs(), Shown.text(each.who())));
        return limits;
    }
}
