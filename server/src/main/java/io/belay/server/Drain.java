package io.belay.server;

import io.belay.admin.DrainSource;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.node.Reply;
import io.belay.node.limit.Objection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Empties the broker of its clients: who comes is told to come back later, lines that stand are ended some at a time, so that
 * not all of them look for another broker at once. Sessions stay, wills are not published.
 */
final class Drain implements DrainSource, AutoCloseable {
    /** After how long a client that was turned away may ask again, milliseconds; twice as long at most. */
    static final int RETURN_MS_MIN = 2_000;

    private static final int STEP_MS = 100;
    private static final int SPREAD = 787; // prime, so that neighbours do not come back together
    private static final Break WHY = new Break(Cause.DRAIN, "the broker drains: come back later, or elsewhere");

    private final NodeThread node;
    private final BrokerClock clock;
    private final Runnable stop;
    private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "belay-drain");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Long> asked = new LinkedHashSet<>(); // lines; guarded by this, as all that follows
    private @Nullable ScheduledFuture<?> stepping;
    private long askedByMs; // when all are to have been asked
    private long untilMs;
    private boolean stops;
    private boolean wasEmpty; // at the last look
    private volatile boolean isDraining;
    private final AtomicInteger turnedAway = new AtomicInteger();

    /** @param stop has the broker stopped, at once and on another thread */
    Drain(NodeThread node, BrokerClock clock, Runnable stop) {
        this.node = node;
        this.clock = clock;
        this.stop = stop;
    }

    /** Whether new lines are turned away. Any thread. */
    boolean isDraining() {
        return isDraining;
    }

    /**
     * Why no client is let in, and when it may ask again: that is not long, as nobody knows how long this takes, and each
     * at another time. Null unless it drains. Any thread.
     */
    @Nullable
    Objection objection() {
        if (!isDraining) return null;
        int number = turnedAway.getAndIncrement();
        return new Objection(WHY, RETURN_MS_MIN + Math.floorMod(number * SPREAD, RETURN_MS_MIN));
    }

    @Override
    public synchronized CompletableFuture<Draining> drain(long withinMs, boolean stopsThen) {
        long nowMs = clock.nowMs();
        askedByMs = nowMs + withinMs / 2;
        untilMs = nowMs + withinMs;
        stops = stopsThen;
        wasEmpty = false;
        isDraining = true;
        if (stepping == null) stepping = steps.scheduleWithFixedDelay(this::step, 0, STEP_MS, TimeUnit.MILLISECONDS);
        return draining();
    }

    @Override
    public synchronized CompletableFuture<Draining> undo() {
        isDraining = false;
        cease();
        return draining();
    }

    @Override
    public CompletableFuture<Draining> draining() {
        return node.askLines(lines -> (long) inside(lines).size()).thenApply(this::draining);
    }

    private synchronized Draining draining(long left) {
        return new Draining(isDraining, asked.size(), left, isDraining ? untilMs : 0);
    }

    /** Lines with a session; those that have come meanwhile are being told to return. */
    private static List<Long> inside(Map<Long, LineDriver> lines) {
        List<Long> inside = new ArrayList<>();
        lines.forEach((number, driver) -> {
            if (driver.isOpening()) inside.add(number);
        });
        return inside;
    }

    private void step() {
        List<Long> lines = node.askLines(Drain::inside).join();
        List<Long> chosen = choose(lines);
        if (chosen.isEmpty()) return;
        node.order((asking, teller) -> {
            for (long each : chosen) asking.dismiss(each, Reply.Closed.Cause.STOPPING, WHY);
            teller.accept(true);
        });
    }

    /**
     * The next that are to leave; ends what is over. That is when nobody was there twice: a line that was let in just
     * before the drain began may not have come to the node by the first look.
     */
    synchronized List<Long> choose(List<Long> lines) {
        if (!isDraining) return List.of();
        long nowMs = clock.nowMs();
        boolean isTimeUp = nowMs >= untilMs;
        boolean isOver = lines.isEmpty() && wasEmpty;
        wasEmpty = lines.isEmpty();
        if (isOver || isTimeUp) {
            if (isTimeUp) node.askLines(Drain::turnAllAway);
            boolean stopsNow = stops;
            cease();
            if (stopsNow) stop.run();
            return List.of();
        }
        List<Long> waiting = new ArrayList<>();
        for (Long each : lines) if (!asked.contains(each)) waiting.add(each);
        long stepsLeft = Math.max(1, (askedByMs - nowMs) / STEP_MS);
        long count = (waiting.size() + stepsLeft - 1) / stepsLeft;
        List<Long> chosen = waiting.subList(0, (int) count);
        asked.addAll(chosen);
        return List.copyOf(chosen);
    }

    private static boolean turnAllAway(Map<Long, LineDriver> lines) {
        lines.values().forEach(each -> each.turnAway(WHY)); // Also those that have no session yet.
        return true;
    }

    private void cease() {
        if (stepping != null) stepping.cancel(false);
        stepping = null;
        if (!isDraining) asked.clear();
    }

    @Override
    public void close() {
        steps.shutdownNow();
    }
}
