package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.SessionView;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.net.LineOptions;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.Request;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.SlowOptions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node's thread with a disk that does nothing unless the test does it. */
class NodeThreadTest {
    private static final int PATIENCE_MS = 60_000;
    private static final long ROOMY = 1L << 40;
    private static final LogOptions OPTIONS = new LogOptions(16_384, 8_192, 1 << 30, 0, 25);

    private static final SlowOptions SLOW = new SlowOptions(90_000, 120_000);

    private final LimitCounts limits = new LimitCounts();
    private final MemoryBudget budget = new MemoryBudget(8_000_000, limits);
    private final BrokerClock clock = new BrokerClock(0);
    private final BlockingQueue<DiskOrder> orders = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final NodeThread thread = new NodeThread(
            new Node(NodeOptions.DEFAULTS, new Broker(), new Log(OPTIONS, LogStart.fresh(7))),
            clock,
            orders::add,
            failures::add);

    private <T extends DiskOrder> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            DiskOrder order = orders.poll(60, TimeUnit.SECONDS);
            assertThat(order).as("a %s", kind.getSimpleName()).isNotNull();
            if (kind.isInstance(order)) return kind.cast(order);
        }
    }

    /** Starts the thread on a disk that has room and has synced the restart; the answer is what is prepared next. */
    private DiskOrder.Prepare startSynced() throws InterruptedException {
        thread.start();
        DiskOrder.Prepare first = next(DiskOrder.Prepare.class);
        DiskOrder.Prepare second = next(DiskOrder.Prepare.class);
        carryOut(first);
        carryOut(next(DiskOrder.Write.class));
        return second;
    }

    private void carryOut(DiskOrder order) {
        if (order instanceof DiskOrder.Write write) thread.report(new DiskReport.Written(write.batch()));
        else if (order instanceof DiskOrder.Prepare prepare) {
            thread.report(new DiskReport.Prepared(prepare.segment(), ROOMY));
        }
    }

    private CompletableFuture<Boolean> stopping() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return thread.stop(PATIENCE_MS);
            } catch (InterruptedException hurried) {
                return false;
            }
        });
    }

    /** The disk works until the thread has stopped. */
    private boolean clean(CompletableFuture<Boolean> stopping) throws Exception {
        while (!stopping.isDone()) {
            DiskOrder order = orders.poll(100, TimeUnit.MILLISECONDS);
            if (order != null) carryOut(order);
        }
        return stopping.get();
    }

    private <T> T ask(Function<Node, T> question) throws Exception {
        return thread.ask(question).get(60, TimeUnit.SECONDS);
    }

    private static Request open(long line, String clientId) {
        return new Request.Open(line, new Command.Attach(clientId, "anonymous", true, 60, 10, null, "here"));
    }

    /** More than one segment takes, so that the end of it waits for the next. */
    private static List<Request> opensForMoreThanOneSegment() {
        String longId = "c".repeat(1_000);
        return LongStream.rangeClosed(1, 17)
                .mapToObj(line -> open(line, longId + line))
                .toList();
    }

    @Test
    void a_stop_waits_for_a_batch_whose_segment_is_still_being_prepared() throws Exception {
        DiskOrder.Prepare second = startSynced();
        LineDriver driver =
                new LineDriver(new TestLine(1), LineOptions.DEFAULT, thread, clock, limits, budget, SLOW, () -> {});
        thread.asked(driver, opensForMoreThanOneSegment(), 0);
        thread.wake();
        DiskOrder.Write inFirst = next(DiskOrder.Write.class);

        CompletableFuture<Boolean> stopping = stopping();
        while (ask(node -> node.broker().sessions().stream().anyMatch(SessionView::attached))) {
            // until the stop was heard
        }
        carryOut(inFirst);
        assertThat(ask(Node::isIdle)).isFalse();
        carryOut(second);

        assertThat(next(DiskOrder.Write.class)).satisfies(write -> {
            assertThat(write.segment()).isEqualTo(second.segment());
            carryOut(write);
        });
        assertThat(clean(stopping)).isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    void a_stop_that_a_line_does_not_heed_is_not_clean() throws Exception {
        startSynced();
        thread.arrived(
                new LineDriver(new TestLine(1), LineOptions.DEFAULT, thread, clock, limits, budget, SLOW, () -> {}));

        assertThat(thread.stop(0)).isFalse();
    }

    @Test
    void replies_for_loops_that_are_closed_are_dropped_and_the_node_goes_on() throws Exception {
        CountDownLatch rejected = new CountDownLatch(1);
        TestLine line = new TestLine(1);
        line.loop = replies -> {
            rejected.countDown();
            throw new RejectedExecutionException("event executor terminated");
        };
        LineDriver driver = new LineDriver(line, LineOptions.DEFAULT, thread, clock, limits, budget, SLOW, () -> {});
        startSynced();

        thread.arrived(driver);
        thread.asked(driver, List.of(open(1, "c")), 0);
        thread.wake();
        carryOut(next(DiskOrder.Write.class));

        assertThat(rejected.await(60, TimeUnit.SECONDS)).isTrue();
        int sessions = ask(node -> node.broker().sessions().size());
        assertThat(sessions).isEqualTo(1);
        thread.left(driver);
        assertThat(clean(stopping())).isTrue();
        assertThat(failures).isEmpty();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void those_who_bring_work_at_the_same_time_do_it_one_after_the_other_and_none_is_left() throws Exception {
        int loops = 3;
        int clients = 200;
        AtomicBoolean isTaken = new AtomicBoolean();
        AtomicBoolean metAnother = new AtomicBoolean();
        CountDownLatch begin = new CountDownLatch(1);
        Node node = new Node(NodeOptions.DEFAULTS, new Broker(), new Log(LogOptions.DEFAULTS, LogStart.fresh(7)));
        NodeThread shared = new NodeThread(
                node,
                clock,
                order -> {
                    if (!isTaken.compareAndSet(false, true)) metAnother.set(true);
                    orders.add(order);
                    isTaken.set(false);
                },
                failures::add);
        List<Thread> threads = LongStream.range(0, loops)
                .mapToObj(loop -> new Thread(() -> askAsALoop(shared, begin, loop * clients, clients)))
                .toList();

        shared.start();
        threads.forEach(Thread::start);
        begin.countDown();
        CompletableFuture<Integer> sessions = CompletableFuture.completedFuture(0);
        while (!sessions.isDone() || sessions.join() < loops * clients) {
            if (sessions.isDone())
                sessions = shared.ask(of -> of.broker().sessions().size());
            DiskOrder order = orders.poll(10, TimeUnit.MILLISECONDS);
            if (order instanceof DiskOrder.Write write) shared.report(new DiskReport.Written(write.batch()));
            if (order instanceof DiskOrder.Prepare prepare)
                shared.report(new DiskReport.Prepared(prepare.segment(), ROOMY));
        }
        for (Thread each : threads) each.join();

        assertThat(metAnother).isFalse();
        assertThat(failures).isEmpty();
    }

    /** Asks for a session of each client, and for a round of the node after each. */
    private void askAsALoop(NodeThread of, CountDownLatch begin, long first, int count) {
        TestLine line = new TestLine(first + 1);
        line.loop = Runnable::run;
        LineDriver driver = new LineDriver(line, LineOptions.DEFAULT, of, clock, limits, budget, SLOW, () -> {});
        LoopTurn turn = new LoopTurn(line.loop, of);
        try {
            begin.await();
        } catch (InterruptedException hurried) {
            return;
        }
        for (long number = first + 1; number <= first + count; number++) {
            of.asked(driver, List.of(open(number, "c" + number)), 0);
            turn.come();
        }
    }
}
