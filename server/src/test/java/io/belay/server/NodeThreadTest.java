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
import io.belay.node.Arrivals;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.Request;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.SlowOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node's thread with a disk that does nothing unless the test does it. */
class NodeThreadTest {
    private static final int PATIENCE_MS = 60_000;
    private static final int NEVER_MS = Integer.MAX_VALUE; // its own thread sleeps until it is called
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
                    LockSupport.parkNanos(100_000); // long enough for others to come, if they could
                    isTaken.set(false);
                },
                failures::add,
                new Arrivals(),
                NEVER_MS);
        List<Thread> threads = LongStream.range(0, loops)
                .mapToObj(loop -> new Thread(() -> askAsALoop(shared, begin, loop * clients, clients)))
                .toList();

        shared.start();
        threads.forEach(Thread::start);
        begin.countDown();
        // Nobody is asked, who would do what was left. What was done is seen, as whoever works on the node adds an
        // order then.
        while (node.broker().totals().sessions() < loops * clients) {
            DiskOrder order = orders.poll(60, TimeUnit.SECONDS);
            assertThat(order).as("an order, as not all is done").isNotNull();
            if (order instanceof DiskOrder.Write write) shared.report(new DiskReport.Written(write.batch()));
            if (order instanceof DiskOrder.Prepare prepare)
                shared.report(new DiskReport.Prepared(prepare.segment(), ROOMY));
        }
        for (Thread each : threads) each.join();

        assertThat(metAnother).isFalse();
        assertThat(failures).isEmpty();
    }

    /** An order to the disk, and on whose thread it was given. */
    private record Given(DiskOrder order, Thread by) {}

    /** Mail with so many requests comes from this thread, with a disk that has done all; who has worked on the node for it. */
    private final class Bringing {
        final BlockingQueue<Given> given = new LinkedBlockingQueue<>();
        final NodeThread of = new NodeThread(
                new Node(NodeOptions.DEFAULTS, new Broker(), new Log(LogOptions.DEFAULTS, LogStart.fresh(7))),
                clock,
                order -> given.add(new Given(order, Thread.currentThread())),
                failures::add,
                new Arrivals(),
                NEVER_MS);
        final LineDriver driver =
                new LineDriver(new TestLine(1), LineOptions.DEFAULT, of, clock, limits, budget, SLOW, () -> {});
        long clients;

        void start() throws InterruptedException {
            of.start();
            written();
        }

        /** The next write is done; who gave it. */
        Thread written() throws InterruptedException {
            while (true) {
                Given next = given.poll(60, TimeUnit.SECONDS);
                assertThat(next).as("a write").isNotNull();
                carryOut(next.order());
                if (next.order() instanceof DiskOrder.Write) return next.by();
            }
        }

        private void carryOut(DiskOrder order) {
            if (order instanceof DiskOrder.Write write) of.report(new DiskReport.Written(write.batch()));
            else if (order instanceof DiskOrder.Prepare prepare)
                of.report(new DiskReport.Prepared(prepare.segment(), ROOMY));
        }

        /** The disk does all there is to do. */
        void settle() throws Exception {
            while (!of.ask(Node::isIdle).get(60, TimeUnit.SECONDS)) {
                Given next = given.poll(10, TimeUnit.MILLISECONDS);
                if (next != null) carryOut(next.order());
            }
        }

        /** Waits until so many bytes of mail were opened: what the line has not told of is counted below zero. */
        void awaitOpened(long bytes) {
            long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (-driver.status().waitingBytes() < bytes && System.nanoTime() - endNs < 0)
                LockSupport.parkNanos(100_000);
            assertThat(-driver.status().waitingBytes()).as("opened").isEqualTo(bytes);
        }

        List<Request> requests(int count) {
            List<Request> requests = new ArrayList<>();
            while (requests.size() < count) requests.add(open(++clients, "c" + clients));
            return requests;
        }

        Thread bring(List<Request> requests) throws InterruptedException {
            of.asked(driver, requests, 0);
            of.go();
            if (given.isEmpty()) of.wake(); // as whoever has the node does if there is mail
            return written();
        }
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void mail_of_so_many_requests_is_opened_by_whoever_brings_it() throws Exception {
        Bringing bringing = new Bringing();
        bringing.start();

        Thread by = null;
        // Its own thread may be about to sleep still, and does it then.
        while (by != Thread.currentThread()) by = bringing.bring(bringing.requests(Mails.REQUESTS_PER_BRIEF_MAIL));

        assertThat(failures).isEmpty();
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void mail_of_more_requests_or_with_a_commit_is_left_to_the_nodes_own_thread() throws Exception {
        Bringing bringing = new Bringing();
        bringing.start();
        for (int time = 0; time < 20; time++) {
            Thread ofMany = bringing.bring(bringing.requests(Mails.REQUESTS_PER_BRIEF_MAIL + 1));
            List<Request> withCommit = bringing.requests(1);
            withCommit.add(new Request.Commit(1, 1, List.of(), List.of()));
            Thread ofCommit = bringing.bring(withCommit);

            assertThat(ofMany.getName()).isEqualTo("belay-node");
            assertThat(ofCommit.getName()).isEqualTo("belay-node");
        }
        assertThat(failures).isEmpty();
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void what_a_brief_round_leaves_does_not_wait_until_somebody_comes_again() throws Exception {
        Bringing bringing = new Bringing();
        bringing.start();
        for (int time = 1; time <= 20; time++) {
            for (int mail = 0; mail < 30; mail++) bringing.of.asked(bringing.driver, bringing.requests(1), 1);

            bringing.of.go(); // the disk does nothing meanwhile, so that nobody else comes

            bringing.awaitOpened(30L * time);
            bringing.settle();
        }
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
