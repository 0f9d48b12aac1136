package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.OverviewSource.Overview;
import io.belay.core.Broker;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.limit.ConnectOptions;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.SlowOptions;
import io.belay.server.DataPlace.Look;
import io.belay.server.metrics.Disk;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of the same look at the node. */
class NodeOverviewTest {
    private static final LogOptions LOG = new LogOptions(16_384, 8_192, 1 << 30, 0, 25);
    private static final Look FILES = new Look(Map.of(), Disk.UNSEEN, LOG);

    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();
    private final BrokerClock clock = new BrokerClock(0);
    private final LimitCounts limits = new LimitCounts();
    private final Bounds bounds = new Bounds(
            limits,
            new MemoryBudget(8_000_000, limits),
            ConnectOptions.DEFAULTS,
            new SlowOptions(90_000, 120_000),
            clock);
    private final MemoryStorage storage = new MemoryStorage(new MemoryStorage.Platter());
    private final NodeThread node = new NodeThread(
            new Node(NodeOptions.DEFAULTS, new Broker(), new Log(LOG, LogStart.fresh(7))),
            clock,
            storage::execute,
            why -> {});
    private final DiskLooks disk = new DiskLooks(() -> FILES, FILES, 600_000, task -> new Thread(task).start());
    private final NodeOverview overview = new NodeOverview(node, clock, this::isDraining, bounds, disk);

    /** The node asks for this while it looks. */
    private boolean isDraining() {
        looks.incrementAndGet();
        looking.countDown();
        try {
            return goesOn.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        goesOn.countDown();
        node.stop(3_000);
        storage.close();
    }

    @Test
    void who_asks_before_the_node_looks_shares_a_look_and_who_asks_later_has_a_later_one() throws Exception {
        CompletableFuture<Overview> first = overview.overview();
        CompletableFuture<Overview> second = overview.overview();
        storage.start(node::report);
        node.start();
        assertThat(looking.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Overview> late = overview.overview();
        goesOn.countDown();

        assertThat(second.get(60, TimeUnit.SECONDS)).isSameAs(first.get(60, TimeUnit.SECONDS));
        assertThat(late.get(60, TimeUnit.SECONDS)).isNotSameAs(first.get());
        assertThat(looks).hasValue(2);
    }
}
