package io.belay.server;

import io.belay.admin.DrainSource;
import io.belay.admin.EndedLine;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import io.belay.net.LineHandler;
import io.belay.node.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Empties the broker of its clients: new lines are turned away, those that stand are ended some at a time, so that not all
 * of them look for another broker at once. Sessions stay, wills are not published.
 */
final class Drain implements DrainSource, AutoCloseable {
    private static final int STEP_MS = 100;
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
    private volatile boolean isDraining;

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

    /** Lets lines in unless it drains. */
    LineAcceptor gate(LineAcceptor within) {
        return new LineAcceptor() {
            @Override
            public LineHandler accept(Line line) {
                return isDraining ? turnAway(line) : within.accept(line);
            }

            @Override
            public void stillborn(String peer, Break why) {
                within.stillborn(peer, why);
            }
        };
    }

    private LineHandler turnAway(Line line) {
        line.execute(() -> line.close(WHY));
        return new TurnedAway(line);
    }

    /** Hears nothing of a line that was turned away, and notes its end. */
    private final class TurnedAway implements LineHandler {
        private final Line line;

        TurnedAway(Line line) {
            this.line = line;
        }

        @Override
        public void received(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void batchEnd() {}

        @Override
        public void drained() {}

        @Override
        public void tick(long nowMs) {}

        @Override
        public void lost(Break why, boolean byPeer) {
            node.ended().add(new EndedLine(clock.nowMs(), "", line.peer(), false, why));
        }
    }

    @Override
    public synchronized CompletableFuture<Draining> drain(long withinMs, boolean stopsThen) {
        long nowMs = clock.nowMs();
        askedByMs = nowMs + withinMs / 2;
        untilMs = nowMs + withinMs;
        stops = stopsThen;
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
        return node.askLines(lines -> (long) lines.size()).thenApply(this::draining);
    }

    private synchronized Draining draining(long left) {
        return new Draining(isDraining, asked.size(), left, isDraining ? untilMs : 0);
    }

    private void step() {
        List<Long> lines = node.askLines(all -> List.copyOf(all.keySet())).join();
        List<Long> chosen = choose(lines);
        if (chosen.isEmpty()) return;
        node.order((asking, teller) -> {
            for (long each : chosen) asking.dismiss(each, Reply.Closed.Cause.STOPPING, WHY);
            teller.accept(true);
        });
    }

    /** The next that are to leave; ends what is over. */
    private synchronized List<Long> choose(List<Long> lines) {
        if (!isDraining) return List.of();
        long nowMs = clock.nowMs();
        boolean isTimeUp = nowMs >= untilMs;
        if (lines.isEmpty() || isTimeUp) {
            node.askLines(all -> {
                all.values().forEach(each -> each.turnAway(WHY)); // Also those that have no session yet.
                return true;
            });
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
