package io.belay.server;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.node.Arrivals;
import io.belay.node.Node;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.limit.Limit;
import io.belay.server.metrics.BrokerMetrics;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where durable state is touched, by one thread at a time. A round: tell the time, take disk reports, take requests, seal,
 * hand orders to the disk and replies to the loops.
 *
 * <p>Whoever brings work does a brief round at once if nobody is at it ({@link #go}): that saves the way to another thread
 * and back, which takes longer than the work. Whatever may take long, and what has come meanwhile, its own thread does,
 * which otherwise sleeps until the time of something has come.
 */
final class NodeThread {
    private static final Logger LOG = LoggerFactory.getLogger(NodeThread.class);
    private static final int MAILS_PER_ROUND = 256; // so that the first of many needs not wait for the last
    private static final int MAILS_PER_BRIEF_ROUND = 8; // other lines of that loop, and the disk, wait meanwhile
    private static final int SLEEP_MAX_MS = 1_000;

    private final Node node;
    private final BrokerClock clock;
    private final Consumer<DiskOrder> disk;
    private final Consumer<String> onFailure;
    private final Thread thread = new Thread(this::run, "belay-node");
    private final Inbox inbox = new Inbox();
    private final ConcurrentLinkedQueue<DiskReport> reports = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final EndedLines ended = new EndedLines();
    private final BrokerMetrics metrics = new BrokerMetrics();
    private final Arrivals arrivals;
    private final int sleepMaxMs;
    private final Map<Executor, LoopTurn> turns = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger(); // with the disk
    private final AtomicBoolean taken = new AtomicBoolean(true); // somebody works on the node; first its own thread
    private volatile boolean wanted; // by its own thread, which found it taken
    private volatile boolean isLeft; // work that whoever had the node leaves to its own thread
    private volatile boolean isFull; // mail has to wait for the disk

    // What follows is touched by whoever has taken the node.
    private final Map<Long, LineDriver> drivers = new HashMap<>();
    private final Map<Executor, LoopReplies> replies = new IdentityHashMap<>();
    private @Nullable Mail unread; // drained and not yet opened
    private volatile boolean isShortOfMemory;
    private boolean wasFull;
    private boolean wasDiskFull;
    private boolean failureTold;
    private long retryAtMs;
    private long wakesAtMs; // its own thread, by itself
    private volatile boolean stopping;
    private volatile boolean broken; // by a bug, and never given back
    private long stopBeforeMs;
    private boolean clean; // final once over

    /**
     * @param node touched by nobody else once this has started
     * @param disk takes orders, returns at once
     * @param onFailure hears, on whatever thread, why the node has stopped for good; at most once
     * @param arrivals when what is there has come
     */
    NodeThread(Node node, BrokerClock clock, Consumer<DiskOrder> disk, Consumer<String> onFailure, Arrivals arrivals) {
        this(node, clock, disk, onFailure, arrivals, SLEEP_MAX_MS);
    }

    /** @param sleepMaxMs how long its own thread sleeps at most if nobody calls it */
    NodeThread(
            Node node,
            BrokerClock clock,
            Consumer<DiskOrder> disk,
            Consumer<String> onFailure,
            Arrivals arrivals,
            int sleepMaxMs) {
        this.sleepMaxMs = sleepMaxMs;
        this.node = node;
        this.arrivals = arrivals;
        this.clock = clock;
        this.disk = disk;
        this.onFailure = onFailure;
    }

    /** With nothing there. */
    NodeThread(Node node, BrokerClock clock, Consumer<DiskOrder> disk, Consumer<String> onFailure) {
        this(node, clock, disk, onFailure, new Arrivals());
    }

    /** How long ago a message came, milliseconds; 0 of none. On its thread. */
    long ageMs(long message) {
        return message == 0 ? 0 : arrivals.ageMs(clock.nowMs(), message);
    }

    /** Whether memory is short from now on. Any thread. */
    void shortOfMemory(boolean isShort) {
        isShortOfMemory = isShort;
    }

    void start() {
        thread.start();
    }

    /** What is measured. Any thread. */
    BrokerMetrics metrics() {
        return metrics;
    }

    /** Whether it was told to stop. Any thread. */
    boolean isStopping() {
        return stopping;
    }

    /** How lines ended. Any thread. */
    EndedLines ended() {
        return ended;
    }

    /** What became of an order. Any thread, reports in their order. */
    void report(DiskReport report) {
        metrics.reported(report);
        reports.add(report);
        boolean isWrite = report instanceof DiskReport.Written || report instanceof DiskReport.WriteFailed;
        if (isWrite && writes.decrementAndGet() <= 0) go();
        else inbox.wake(); // The disk has more to do.
    }

    /** Where the lines of that loop ask for rounds. Any thread. */
    LoopTurn turnOf(Executor loop) {
        return turns.computeIfAbsent(loop, its -> new LoopTurn(its, this));
    }

    /** Does what there is to do, if nobody else is at it and it does not take long; else its own thread does. Any thread. */
    void go() {
        if (!take()) return; // Whoever has it looks for more once he has given it back.
        try {
            if (!node.isLaborious()) round(true);
            // A flag, as the thread may just be about to sleep: a call would not reach it then.
            isLeft = stopping || node.isLaborious() || canOpen() || node.nextTimeMs() < wakesAtMs;
        } catch (Throwable bug) { // Also an error: it is not the caller's, who knows nothing of it.
            breakDown(bug);
            return;
        }
        taken.set(false);
        if (isCalled() || wanted) inbox.wake();
    }

    /** Its own thread does what there is to do. Any thread. */
    void wake() {
        inbox.wake();
    }

    /** A line stands. Its loop. */
    void arrived(LineDriver driver) {
        inbox.post(new Mails.Arrived(driver));
    }

    /** A line asks; {@link LoopTurn#come} or {@link #wake} is to follow. Its loop. */
    void asked(LineDriver driver, List<Request> requests, int bytes) {
        inbox.put(new Mails.Asked(driver, requests, bytes));
    }

    /** A line is gone; its last word. Its loop. */
    void left(LineDriver driver) {
        inbox.post(new Mails.Left(driver));
    }

    /** Asks something of the node, between two requests. Any thread; the answer comes on the node thread. */
    <T> CompletableFuture<T> ask(Function<Node, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        inbox.post(new Mails.Asking<>(question, answer));
        return answer;
    }

    /**
     * Has the node do something. Any thread; the answer comes from whoever works on the node, once it is on disk, and must not wait.
     *
     * @param order tells its second what became of it, once
     */
    <T> CompletableFuture<T> order(BiConsumer<Node, Consumer<T>> order) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        inbox.post(new Mails.Ordering<>(order, answer));
        return answer;
    }

    /** Asks something of the lines that stand, by their numbers. Any thread; the answer comes on the node thread. */
    <T> CompletableFuture<T> askLines(Function<Map<Long, LineDriver>, T> question) {
        return ask(node -> question.apply(Collections.unmodifiableMap(drivers)));
    }

    /**
     * Stops: every line is told and closed, what was taken is synced.
     *
     * @param patienceMs how long lines may take to go
     * @return whether all lines went and all was said and synced in time. Any thread but its own and the loops
     */
    boolean stop(int patienceMs) throws InterruptedException {
        inbox.post(new Mails.Stop(patienceMs));
        return over.await(patienceMs + 2L * SLEEP_MAX_MS, TimeUnit.MILLISECONDS) && clean;
    }

    private void run() {
        try {
            node.time(clock.nowMs());
            node.restart();
            boolean goesOn = work();
            while (goesOn) {
                inbox.await(TimeUnit.MILLISECONDS.toNanos(wakesAtMs - clock.nowMs()), () -> broken || isCalled());
                goesOn = claim() && work();
            }
        } catch (Throwable bug) { // Also an error: a node that ended without a word would leave every line waiting.
            breakDown(bug);
        } finally {
            over.countDown();
        }
    }

    /** Rounds until there is nothing left to do, then gives the node back; false if it is over. */
    private boolean work() {
        isLeft = false;
        do round(false);
        while (!isDone() && (canOpen() || hasNews()));
        if (isDone()) {
            clean = drivers.isEmpty() && node.isIdle();
            return false;
        }
        wakesAtMs = Math.min(node.nextTimeMs(), clock.nowMs() + sleepMaxMs);
        taken.set(false);
        return true;
    }

    /** Takes the node as soon as whoever has it gives it back; false if he never will. */
    private boolean claim() {
        wanted = true;
        while (!take()) {
            if (broken) return false;
            inbox.await(TimeUnit.MILLISECONDS.toNanos(SLEEP_MAX_MS), () -> broken || !taken.get());
        }
        wanted = false;
        return true;
    }

    private boolean take() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    private void breakDown(Throwable bug) {
        broken = true; // and taken for good
        try {
            tellFailure("internal error: " + bug);
            LOG.error("the node stops because of a bug of ours, or for want of memory", bug);
        } finally {
            inbox.wake();
        }
    }

    private void order(DiskOrder order) {
        metrics.ordered(order);
        if (order instanceof DiskOrder.Write) writes.incrementAndGet();
        disk.accept(order);
    }

    private void round(boolean isBrief) {
        long beganNs = System.nanoTime();
        long nowMs = clock.nowMs();
        node.time(nowMs);
        node.shortOfMemory(isShortOfMemory);
        arrivals.mark(nowMs, node.broker().lastMessage());
        if (nowMs >= retryAtMs) {
            node.retry();
            retryAtMs = nowMs + SLEEP_MAX_MS;
        }
        for (DiskReport each = reports.poll(); each != null; each = reports.poll()) node.report(each);
        openMail(isBrief);
        countFull();
        isFull = node.isFull();
        if (isBrief && node.isLaborious())
            return; // A checkpoint may be due, and what has come waits for its own thread.
        node.seal();
        isFull = node.isFull(); // what was sealed has made room
        node.orders().forEach(this::order);
        handOut(node.replies());
        metrics.round(System.nanoTime() - beganNs);
        if (node.failure() != null) tellFailure(node.failure());
    }

    private void openMail(boolean isBrief) {
        int most = isBrief ? MAILS_PER_BRIEF_ROUND : MAILS_PER_ROUND;
        for (int opened = 0; opened < most && !node.isFull(); opened++) {
            if (unread == null) unread = inbox.drain();
            Mail mail = unread;
            if (mail == null || isBrief && !mail.isBrief()) return;
            unread = mail.next;
            mail.next = null;
            mail.open(this);
        }
    }

    private void countFull() {
        boolean isFull = node.isFull() && (unread != null || !inbox.isEmpty()); // and somebody is kept waiting by it
        if (isFull && !wasFull) node.limitCounts().hit(Limit.BATCH, "the disk");
        wasFull = isFull;
        if (node.isDiskNearlyFull() != wasDiskFull) tellDisk();
    }

    /** Each crossing of the marks, which lie apart so that they are not crossed with every file. */
    private void tellDisk() {
        wasDiskFull = node.isDiskNearlyFull();
        if (wasDiskFull)
            LOG.warn("the disk is nearly full (log.reserve-bytes): publishing is refused, consuming goes on");
        else LOG.warn("the disk has room again (log.resume-bytes): publishing goes on");
    }

    private void handOut(List<Reply> said) {
        if (said.isEmpty()) return;
        for (Reply reply : said) {
            LineDriver driver = drivers.get(reply.line());
            if (driver == null) continue; // It has left in the meantime.
            replies.computeIfAbsent(driver.line().loop(), loop -> new LoopReplies(clock))
                    .add(driver, reply);
        }
        replies.forEach(this::handOver);
        replies.clear();
    }

    private void handOver(Executor loop, LoopReplies replies) {
        try {
            turnOf(loop).answer(replies, replies.isAwaited());
        } catch (RejectedExecutionException loopsClosed) {
            LOG.debug("replies dropped: the loops are closed"); // The lines went with them.
        }
    }

    /** Whether there is mail that was taken from the box and can be opened. */
    private boolean canOpen() {
        return unread != null && !node.isFull();
    }

    /** Whether there is work for its own thread. Any thread. */
    private boolean isCalled() {
        return isLeft || hasNews();
    }

    /** Whether somebody has brought work since the last round. Any thread. */
    private boolean hasNews() {
        return !reports.isEmpty() || !isFull && !inbox.isEmpty();
    }

    /** Once it was told to stop: everything is on disk or never will be, and the lines have gone or had their time. */
    private boolean isDone() {
        return stopping && (node.isIdle() || failureTold) && (drivers.isEmpty() || clock.nowMs() >= stopBeforeMs);
    }

    private void tellFailure(String why) {
        if (failureTold) return;
        failureTold = true;
        onFailure.accept(why);
    }

    // What mail does with it, whoever opens it.

    Node node() {
        return node;
    }

    void add(LineDriver driver) {
        drivers.put(driver.line().id(), driver);
        if (stopping) driver.turnAway();
    }

    void remove(LineDriver driver) {
        drivers.remove(driver.line().id());
    }

    void stopWithin(int patienceMs) {
        stopping = true;
        stopBeforeMs = clock.nowMs() + patienceMs;
        node.stop();
        for (LineDriver each : drivers.values()) {
            if (!each.isOpening()) each.turnAway(); // The node does not know it and cannot close it.
        }
    }
}
