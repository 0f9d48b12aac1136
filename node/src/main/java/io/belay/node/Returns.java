package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.InFlight;
import io.belay.core.Lifetime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for clients that come back: consumers without a line, which stay with what they were handed, and, after a
 * restart, queues from which nobody gets anything until those that may have had some of it have claimed it.
 *
 * <pre>
 *   open ──line lost──▶ suspended ──opened again by its name──▶ open
 *                           └──its client is back without it, or its session ends──▶ given up
 * </pre>
 */
final class Returns {
    private static final long SECOND_MS = 1_000;
    private static final long PULSE_MS = 250; // so often it is looked, while anybody is waited for
    private static final long PULSE_MS_MAX = 2 * PULSE_MS; // what takes longer is no pulse: the node stood still

    private final ReturnOptions options;
    private final Broker broker;
    private final Acts acts;
    private final Leisure leisure;
    private java.util.function.Consumer<Consumer> giveUp = consumer -> {};
    private final Map<Long, Map<String, Consumer>> suspended = new LinkedHashMap<>(); // by session and name of the link
    private final Map<Long, Long> limits = new LinkedHashMap<>(); // of sessions, until when; the earliest first
    private final Set<Long> returning = new LinkedHashSet<>(); // sessions whose clients have not opened all again
    private final Map<Long, Set<LiveQueue>> awaiting = new LinkedHashMap<>(); // queues, by the session they wait for
    private final Map<Long, Set<LiveQueue>> watched = new LinkedHashMap<>(); // by session, as the broker knows
    private final Map<Long, Set<LiveQueue>> late = new LinkedHashMap<>(); // queues that wait no longer, by session
    private long awaitedUntilMs = Long.MAX_VALUE;
    private long pulseMs = -1; // when it was looked last; −1 never
    private long awaitedAtMostMs; // however many are told to come later

    Returns(ReturnOptions options, Broker broker, Acts acts, Leisure leisure) {
        this.options = options;
        this.broker = broker;
        this.acts = acts;
        this.leisure = leisure;
    }

    /** Who ends a consumer whose client does not come back to it. */
    void giveUp(java.util.function.Consumer<Consumer> taker) {
        giveUp = taker;
    }

    /** Finds out whom to wait for after a restart, and for how long. */
    void restore(Iterable<LiveQueue> queues) {
        for (LiveQueue queue : queues) {
            for (long session : broker.watchers(queue.number)) {
                note(session, queue);
                boolean mayHave = broker.handedUpTo(queue.number) > 0 && queue.hasAny();
                if (!mayHave) continue;
                queue.await(session);
                awaiting.computeIfAbsent(session, number -> new LinkedHashSet<>())
                        .add(queue);
            }
        }
        if (awaiting.isEmpty()) return;
        awaitedUntilMs = acts.nowMs() + options.graceMs();
        long sessions = broker.totals().sessions();
        awaitedAtMostMs = awaitedUntilMs + SECOND_MS * (sessions / options.perSecondMax() + 1) + options.graceMs();
    }

    /**
     * A client that wanted to come back was told to come later, because many do: it finds then what it had before the
     * restart. So the grace lasts as long as the herd, but no longer than all sessions that there are take one after the other.
     */
    void toldToWait(long session, long untilMs) {
        if (!awaiting.containsKey(session)) return;
        awaitedUntilMs = Math.max(awaitedUntilMs, Math.min(untilMs + options.graceMs(), awaitedAtMostMs));
    }

    /** Makes sure that the broker knows of a consumer that will come back for what it has. */
    void watch(Consumer consumer) {
        long session = consumer.line.session;
        boolean isKnown = !note(session, consumer.queue) || leisure.watch(session, consumer.queue.number);
        if (!isKnown) acts.perform(new Command.Watch(session, consumer.queue.number, true));
    }

    /**
     * A consumer is over: if its session has no other of that queue, the broker need not know of it any more. As long as others may be
     * still to come, with what they had before a restart, that is not known.
     */
    void unwatch(Consumer consumer) {
        long session = consumer.line.session;
        if (!consumer.spec.browse() && !returning.contains(session)) unwatch(session, consumer.queue);
    }

    /** One that is late and not back may still say what it has accepted, also after a restart. */
    private void unwatch(long session, LiveQueue queue) {
        if (queue.claimants.isAway(session)) return;
        for (Consumer other : queue.consumers) if (other.line.session == session && !other.spec.browse()) return;
        if (!queue.watchers.remove(session)) return;
        Set<LiveQueue> queues = watched.get(session);
        if (queues != null) queues.remove(queue);
        leisure.unwatch(session, queue.number);
    }

    private boolean note(long session, LiveQueue queue) {
        watched.computeIfAbsent(session, number -> new LinkedHashSet<>()).add(queue);
        return queue.watchers.add(session);
    }

    /** A consumer has lost its line, or its link. */
    void suspend(Consumer consumer) {
        consumer.queue.suspend(consumer);
        suspended
                .computeIfAbsent(consumer.line.session, number -> new LinkedHashMap<>())
                .put(consumer.name, consumer);
        if (consumer.line.state == NodeLine.State.CLOSED) return;
        limits.putIfAbsent(
                consumer.line.session, acts.nowMs() + options.graceMs()); // The first waits no longer for it.
    }

    /** The suspended consumer of this name, which is suspended no more; null if there is none. */
    @Nullable
    Consumer take(long session, String name) {
        Map<String, Consumer> waiting = suspended.get(session);
        Consumer found = waiting == null ? null : waiting.remove(name);
        if (waiting != null && waiting.isEmpty()) forget(session);
        return found;
    }

    /** The client of a line is here, and will open as many consumers again as {@link NodeLine#expected} says. */
    void begin(NodeLine line) {
        if (line.expected == 0) {
            complete(line.session);
            return;
        }
        returning.add(line.session);
        if (suspended.containsKey(line.session) || isWatching(line.session)) limit(line.session);
    }

    private boolean isWatching(long session) {
        return !watched.getOrDefault(session, Collections.emptySet()).isEmpty();
    }

    /** The line of a session is gone: whoever waits for it waits on. */
    void away(long session) {
        limits.remove(session);
        returning.remove(session);
    }

    /** A client that has much to tell of what it has is at it: it has its grace from now on. */
    void comesOn(long session) {
        if (limits.containsKey(session)) limit(session);
        toldToWait(session, acts.nowMs());
    }

    /** One of the consumers that a client was expected to open again is open, or cannot be. */
    void opened(NodeLine line) {
        if (line.expected > 0 && --line.expected == 0) complete(line.session);
    }

    /** A session is no more. */
    void ended(long session) {
        Set<LiveQueue> wasLate = late.remove(session);
        if (wasLate != null) wasLate.forEach(queue -> queue.claimants.ended(session));
        complete(session);
        Set<LiveQueue> queues = watched.remove(session);
        if (queues == null) return;
        for (LiveQueue queue : queues) {
            queue.watchers.remove(session);
            endIfUnused(queue, session);
        }
    }

    /** What lives as long as it is used was kept over the restart for those who did not come back to it, of whom this session is the last. */
    private void endIfUnused(LiveQueue queue, long session) {
        boolean isOver = queue.spec.lifetime() == Lifetime.WHILE_USED
                && queue.consumers.isEmpty()
                && queue.watchers.stream().allMatch(watcher -> watcher == session)
                && broker.queueAt(queue.number) != null;
        if (isOver) acts.perform(new Command.DeleteQueue(queue.number, "nobody came back to it"));
    }

    /** A queue is no more: nobody waits for it. */
    void ended(LiveQueue queue) {
        for (Consumer consumer : queue.consumers) {
            if (consumer.suspended) take(consumer.line.session, consumer.name);
        }
        for (long session : queue.watchers) {
            Set<LiveQueue> its = awaiting.get(session);
            if (its != null) its.remove(queue);
            its = watched.get(session);
            if (its != null) its.remove(queue);
        }
        for (long session : queue.claimants.late())
            late.getOrDefault(session, Collections.emptySet()).remove(queue);
    }

    /** Time has come this far. */
    void time(long nowMs) {
        boolean stoodStill = pulseMs >= 0 && nowMs - pulseMs > PULSE_MS_MAX;
        if (stoodStill)
            putOff(nowMs - pulseMs - PULSE_MS); // It counts as one: a node that is always slow ends graces too.
        pulseMs = nowMs;
        while (!limits.isEmpty() && firstLimitMs() <= nowMs) {
            long session = limits.keySet().iterator().next();
            late(session, watched.getOrDefault(session, Collections.emptySet()));
            giveUp(session);
        }
        if (awaitedUntilMs > nowMs) return;
        awaitedUntilMs = Long.MAX_VALUE;
        for (long session : new ArrayList<>(awaiting.keySet())) {
            late(session, awaiting.getOrDefault(session, Collections.emptySet()));
            arrive(session);
        }
    }

    /** When {@link #time} has something to do; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        long dueMs = Math.min(awaitedUntilMs, limits.isEmpty() ? Long.MAX_VALUE : firstLimitMs());
        return dueMs == Long.MAX_VALUE ? dueMs : Math.min(dueMs, pulseMs + PULSE_MS);
    }

    /** The process was stopped for so long, or its machine was: what clients have said meanwhile is still to be heard. */
    private void putOff(long ms) {
        limits.replaceAll((session, untilMs) -> untilMs + ms);
        if (awaitedUntilMs == Long.MAX_VALUE) return;
        awaitedUntilMs += ms;
        awaitedAtMostMs += ms;
    }

    /**
     * What waits for a client, for the timeline of its session. After a restart nobody knows how much it had, but from how
     * many queues.
     */
    InFlight kept(long session) {
        Map<String, Consumer> waiting = suspended.get(session);
        if (waiting == null)
            return new InFlight(
                    0, 0, watched.getOrDefault(session, Collections.emptySet()).size());
        long held = 0;
        for (Consumer consumer : waiting.values()) held += consumer.taken.size();
        return new InFlight(0, held, waiting.size());
    }

    /** It may be back for something after the next restart: what is given to others from now on is on record before. */
    private void late(long session, Set<LiveQueue> queues) {
        for (LiveQueue queue : queues) {
            queue.claimants.late(session);
            late.computeIfAbsent(session, number -> new LinkedHashSet<>()).add(queue);
        }
    }

    /** All is back that comes back. */
    private void complete(long session) {
        for (LiveQueue queue : late.getOrDefault(session, Collections.emptySet())) queue.claimants.back(session);
        giveUp(session);
    }

    /** Nobody waits any longer for what is not back. */
    private void giveUp(long session) {
        Map<String, Consumer> left = suspended.get(session);
        forget(session);
        returning.remove(session);
        if (left != null) List.copyOf(left.values()).forEach(giveUp);
        arrive(session);
        for (LiveQueue queue : List.copyOf(watched.getOrDefault(session, Collections.emptySet()))) {
            unwatch(session, queue);
            endIfUnused(queue, session);
        }
    }

    private void arrive(long session) {
        Set<LiveQueue> queues = awaiting.remove(session);
        if (awaiting.isEmpty()) awaitedUntilMs = Long.MAX_VALUE;
        if (queues != null) queues.forEach(queue -> queue.arrived(session));
    }

    private void forget(long session) {
        suspended.remove(session);
        limits.remove(session);
    }

    private void limit(long session) {
        limits.remove(session);
        limits.put(session, acts.nowMs() + options.graceMs());
    }

    private long firstLimitMs() {
        return limits.values().iterator().next();
    }
}
