package io.belay.node;

import io.belay.base.SparseLongs;
import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Message;
import io.belay.core.QueueSpec;
import io.belay.node.Consumer.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One queue while the broker runs: which of its entries wait, which are with whom. What is in the queue at all the
 * {@link Broker} knows; this is rebuilt from it at every start.
 *
 * <p>An entry that is in the queue is delayed, undecided, held by a consumer, or waits: among those that are ready, for a
 * consumer because its group sticks to that one, or in limbo. Where it waits it may be named twice, or when it is
 * held again, so whoever takes it from there asks {@link #isWaiting} first.
 */
final class LiveQueue {
    /** So many entries are looked at, or set aside for groups, in one round of the node: then others have their turn. */
    static final int LOOKED_MAX = 10_000;

    private static final long HELD = 1;
    private static final long ASIDE = 2;

    final long number;
    final QueueSpec spec;
    final List<Consumer> consumers = new ArrayList<>(1); // higher priorities first; whose turn it is first among equals
    final Set<Producer> producers = new LinkedHashSet<>(1);
    final Set<Long> watchers = new LinkedHashSet<>(0); // sessions that come back for what they had, as the broker knows

    private final Broker broker;
    private final Hatch hatch;
    final Ready ready;
    private final SparseLongs held = new SparseLongs(); // HELD for each sequence that is with somebody, or ASIDE
    final Groups groups;
    final Delays delays;
    private final TreeMap<Long, String> undecided = new TreeMap<>(); // failed, not yet counted; by whose selector
    private final Map<String, Selecting> selecting = new LinkedHashMap<>(0); // by selector
    final Turns turns = new Turns(this);
    final Serving serving;
    final Claimants claimants;
    private long lastSequence; // that has come
    boolean wasSelected; // by a consumer: what comes back from it may be earlier than what is kept for others
    boolean paused;
    long markedUpTo; // a sequence: entries up to it may be handed out once the broker has that on disk
    long safeUpTo; // a sequence: as far as it has
    int heldHands; // entries that were handed out and wait for that
    long timerMs = Long.MAX_VALUE; // as it is set for nextTimeMs

    LiveQueue(long number, QueueSpec spec, Broker broker, Hatch hatch) {
        this.number = number;
        this.spec = spec;
        this.broker = broker;
        this.hatch = hatch;
        this.claimants = new Claimants(broker, number);
        this.delays = new Delays(sequence -> broker.holdsEntry(number, sequence));
        this.ready = new Ready(this::isReady, delays);
        this.groups = new Groups(this, ready, broker);
        this.serving = new Serving(this, broker, hatch);
    }

    /** Whether anybody sends to it or consumes from it. */
    boolean isUsed() {
        return !consumers.isEmpty() || !producers.isEmpty();
    }

    /** Whether there is anything in it. */
    boolean hasAny() {
        return broker.entryAfter(number, 0) != null;
    }

    /** Enters what is in the queue at a start. */
    void restore(long sequence, long message, int priority, long deliverAtMs, int deliveries, int group) {
        enter(sequence, priority, deliverAtMs);
    }

    private void enter(long sequence, int priority, long deliverAtMs) {
        lastSequence = sequence;
        if (deliverAtMs > hatch.nowMs()) delays.add(deliverAtMs, sequence, priority);
        else ready.add(priority, sequence);
    }

    /** An entry has come, and is safe. */
    void queued(Entry entry, @Nullable Message message) {
        enter(entry.sequence(), entry.priority(), entry.deliverAtMs());
        serving.serve(entry.number(), message);
    }

    /** When {@link #time} has something to do; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        return delays.nextTimeMs();
    }

    /** Entries whose delivery time has come are ready. */
    void time(long nowMs) {
        boolean any = false;
        for (Delays.Delayed due = delays.due(nowMs, lastSequence); due != null; due = delays.due(nowMs, lastSequence)) {
            ready.add(due.priority(), due.sequence());
            any = true;
        }
        if (any) serve();
    }

    void attach(Consumer consumer) {
        Turns.add(consumers, consumer);
        if (consumer.selects()) {
            consumer.selecting = selecting.computeIfAbsent(consumer.selector(), this::selecting);
            Turns.add(consumer.selecting.consumers, consumer);
            wasSelected = true;
        }
        serving.attach(consumer);
    }

    /** The consumer takes no more: what was kept for it is ready again, its groups are free. What it has, it has. */
    void detach(Consumer consumer) {
        if (!consumers.remove(consumer)) return;
        serving.detach(consumer);
        consumer.closed = true;
        consumer.credit = 0;
        forgetPlace(consumer);
        groups.leave(consumer, undecided);
        serve();
    }

    private Selecting selecting(String selector) {
        return new Selecting(this, selector, broker, hatch);
    }

    /** What it was looking at it has not taken; nor have those of its kind, if none of them is there. */
    private void forgetPlace(Consumer consumer) {
        consumer.candidates.clear();
        consumer.isLooking = false;
        Selecting its = consumer.selecting;
        if (its == null) return;
        if (consumer.closed) its.consumers.remove(consumer);
        if (its.consumers.stream().allMatch(other -> other.suspended)) its.rest();
        if (its.consumers.isEmpty()) selecting.remove(consumer.selector());
    }

    /** The consumer's line is gone, and it stays with all it has: its groups, its place, what it was handed. */
    void suspend(Consumer consumer) {
        consumer.suspended = true;
        consumer.credit = 0;
        consumer.drains = false;
        forgetPlace(consumer);
        serving.forgetAgain(consumer);
    }

    /** The consumer's client is back. */
    void revive(Consumer consumer) {
        consumer.suspended = false;
        consumer.attachments++;
        consumer.handed = 0;
        consumer.wishes++; // What was said on the old line of credit counts no more.
        for (long sequence : List.copyOf(consumer.taken.keySet())) {
            boolean hasExpired = !broker.holdsEntry(number, sequence);
            if (hasExpired) settle(consumer, sequence);
        }
    }

    /**
     * A consumer says that it has had an entry since before the restart, or since it was given up. Whether it may keep
     * it: nobody else has it. What it has had and decided may be more than it may have at a time, and none of it may be denied, for what
     * the broker does not know is settled to it.
     */
    boolean claim(Consumer consumer, long sequence, boolean isAccepted) {
        if (consumer.taken.containsKey(sequence)) return true;
        boolean isIts = mayHaveBeenGiven(sequence) && claimants.mayClaim(consumer, sequence, isAccepted);
        Entry entry = isIts && isWaiting(sequence) ? broker.entryAt(number, sequence) : null;
        if (entry == null) return false;
        if (isReady(sequence)) ready.pick(entry.priority(), sequence);
        consumer.taken.put(sequence, taken(entry));
        consumer.claimed.add(sequence);
        held.put(sequence, HELD);
        boolean isFirst = groups.owner(consumer.selector(), entry.group()) == null;
        if (isFirst) groups.stick(entry.group(), consumer); // Who is late takes none away.
        return true;
    }

    /** Whether an entry that is there may have been with a consumer at any time. */
    boolean mayHaveBeenGiven(long sequence) {
        Entry entry = sequence > markedUpTo ? null : broker.entryAt(number, sequence);
        return entry != null && entry.deliverAtMs() <= hatch.nowMs();
    }

    /** An entry has left the queue while somebody had it: if it has not left the node, it stays here. {@link #serve} comes next. */
    void withdraw(long sequence) {
        for (Consumer consumer : consumers) {
            Taken taken = consumer.taken.get(sequence);
            if (taken == null) continue;
            if (consumer.handing.remove(taken) || consumer.line.sends.remove(consumer, taken)) unhand(consumer, taken);
        }
        decided(sequence);
    }

    /** Takes back what a consumer was about to have: it has the credit again. */
    void unhand(Consumer consumer, Taken taken) {
        settle(consumer, taken.sequence());
        consumer.credit++;
        consumer.handed--;
    }

    /** Hands nothing to anybody until {@link #arrived}: a session may be back for some of it. */
    void await(long session) {
        claimants.await(session);
    }

    /** A session has all back that it claims, or is not waited for any longer. */
    void arrived(long session) {
        if (claimants.arrived(session)) serve();
    }

    /** Takes back an entry that a consumer had, or was about to have; null if it has it no more. */
    @Nullable
    Taken settle(Consumer consumer, long sequence) {
        Taken taken = consumer.taken.remove(sequence);
        if (taken != null) held.put(sequence, 0);
        return taken;
    }

    /** The broker is about to be told that a delivery of this entry to a consumer failed; {@link #decided} follows. */
    void undecided(Consumer consumer, long sequence) {
        if (broker.holdsEntry(number, sequence)) undecided.put(sequence, consumer.selector());
    }

    /** What became of an entry is known: others need not wait for it any more. */
    void decided(long sequence) {
        boolean isGone = wasSelected && held.at(sequence) == ASIDE && !broker.holdsEntry(number, sequence);
        if (isGone) aside(sequence, false);
        boolean waited = isUndecided(sequence) && undecided.remove(sequence) != null && undecided.isEmpty();
        boolean awaited = groups.decide(sequence);
        if (waited || awaited) serve();
    }

    /**
     * An entry that a consumer has no more is ready again, or waits for the one that its group sticks to, before all of its
     * group that is ready. {@link #serve} comes next.
     */
    void giveBack(Consumer consumer, Taken entry) {
        giveBack(consumer.selector(), entry);
    }

    private void giveBack(String selector, Taken entry) {
        boolean isGone = !broker.holdsEntry(number, entry.sequence());
        if (!isGone && !groups.keep(selector, entry)) ready.giveBack(entry.priority(), entry.sequence());
    }

    /** As {@link #giveBack}, of an entry whose failed delivery the broker has counted. */
    void returned(long sequence) {
        String selector = undecided.remove(sequence);
        Entry entry = broker.entryAt(number, sequence);
        if (entry != null && isWaiting(sequence)) giveBack(selector == null ? "" : selector, taken(entry));
        decided(sequence);
        if (undecided.isEmpty()) serve();
    }

    /** Gives consumers what they can take. */
    void serve() {
        serving.serve(0, null);
    }

    /** Serves this queue once more in the next round of the node. */
    void later() {
        hatch.later(this);
    }

    /** Whether somebody selects from it. */
    boolean hasSelecting() {
        return !selecting.isEmpty();
    }

    /** Whether something failed that is not back yet. */
    boolean hasUndecided() {
        return !undecided.isEmpty();
    }

    /** What failed comes first; it will be back in a moment. */
    boolean overtakes(long sequence) {
        return !undecided.isEmpty() && delays.isBehind(sequence, undecided.firstKey());
    }

    boolean canTake(Consumer consumer) {
        if (consumer.credit == 0 || consumer.taken.size() >= hatch.unsettledMax()) return false;
        return !isBehind(consumer);
    }

    /** Whether its line takes nothing now; then the queue is served again when it does. */
    boolean isBehind(Consumer consumer) {
        boolean behind = hatch.isBehind(consumer.line);
        if (behind) consumer.line.hungry.add(this);
        return behind;
    }

    /** Hands an entry to a consumer, which has room for it. {@code message} is the body if {@code atHand} is its number. */
    void hand(Consumer consumer, Taken entry, long atHand, @Nullable Message message) {
        consumer.credit--;
        consumer.handed++;
        consumer.taken.put(entry.sequence(), entry);
        held.put(entry.sequence(), HELD);
        hatch.hand(consumer, entry, entry.number() == atHand ? message : null);
    }

    /** Whether nobody has this entry, nor may be back for it. */
    boolean isFree(long sequence) {
        boolean isAwaited = claimants.areAwaited() && sequence <= markedUpTo;
        return !isAwaited && isWaiting(sequence);
    }

    /** What an entry waits for. */
    QueueItem.State stateOf(Entry entry) {
        if (!isFree(entry.sequence())) return QueueItem.State.TAKEN;
        if (entry.deliverAtMs() > hatch.nowMs()) return QueueItem.State.DELAYED;
        return groups.waits("", entry) ? QueueItem.State.GROUP : QueueItem.State.READY;
    }

    /** Whether nobody has this entry; it may be kept for somebody. */
    boolean isWaiting(long sequence) {
        return held.at(sequence) != HELD && isThere(sequence);
    }

    /** Whether this entry waits and is not kept for one who selects it. */
    boolean isReady(long sequence) {
        return held.at(sequence) == 0 && isThere(sequence);
    }

    private boolean isThere(long sequence) {
        return !isUndecided(sequence) && broker.holdsEntry(number, sequence);
    }

    private boolean isUndecided(long sequence) {
        return !undecided.isEmpty() && undecided.containsKey(sequence);
    }

    /** An entry that waits is kept for one who selects it, or not any more: so nobody else sees it where it was ready. */
    void aside(long sequence, boolean isAside) {
        if (held.at(sequence) != HELD) held.put(sequence, isAside ? ASIDE : 0);
    }

    Candidate candidate(Entry entry) {
        return new Candidate(taken(entry), delays.place(entry.sequence()));
    }

    static Taken taken(Entry entry) {
        return new Taken(entry.sequence(), entry.number(), entry.priority(), entry.group(), entry.deliveries());
    }
}
