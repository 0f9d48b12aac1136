package io.belay.node;

import io.belay.base.Check;
import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the consumers of one queue get what they can take: first what their clients have not got, then what was kept for them, then what
 * those who select find, then what is for anybody; and how browsers see all.
 */
final class Serving {
    private final LiveQueue queue;
    private final Broker broker;
    private final Hatch hatch;
    private final Browsing browsing;
    private final Set<Consumer> gated = new LinkedHashSet<>(0); // in this round: something comes before what they keep
    private int browsers;
    private int repeaters; // consumers that have something to be handed once more
    private boolean isUnfinished; // there is more to set aside, and then perhaps something to hand over

    Serving(LiveQueue queue, Broker broker, Hatch hatch) {
        this.queue = queue;
        this.broker = broker;
        this.hatch = hatch;
        this.browsing = new Browsing(queue, broker, hatch);
    }

    /** A consumer is there from now on. */
    void attach(Consumer consumer) {
        if (consumer.spec.browse()) browsers++;
    }

    /** A consumer is there no more. */
    void detach(Consumer consumer) {
        if (consumer.spec.browse()) browsers--;
        forgetAgain(consumer);
    }

    /** What its client has not got of what it was handed is to be handed once more, in order. */
    void repeat(Consumer consumer, List<Taken> lost) {
        if (lost.isEmpty()) return;
        consumer.again.addAll(lost);
        repeaters++;
    }

    /** Nothing is to be handed to a consumer once more. */
    void forgetAgain(Consumer consumer) {
        if (consumer.again.isEmpty()) return;
        consumer.again.clear();
        repeaters--;
    }

    /** Gives consumers what they can take. {@code message} is the body of the message {@code atHand}, 0 none. */
    void serve(long atHand, @Nullable Message message) {
        if (queue.consumers.isEmpty()) return;
        if (repeaters > 0) List.copyOf(queue.consumers).forEach(this::serveAgain);
        if (!queue.paused && !queue.claimants.areAwaited()) {
            boolean isPlain = !queue.hasSelecting() && queue.groups.isEmpty();
            if (!isPlain) serveParticular(atHand, message);
            serveReady(atHand, message);
            serveGated(atHand, message);
        }
        if (browsers == 0 && !anyDrains()) return;
        for (Consumer consumer : List.copyOf(queue.consumers)) {
            if (consumer.spec.browse()) browsing.serve(consumer);
            drain(consumer);
        }
    }

    /** Serves consumers that something was kept for, and those that select. */
    private void serveParticular(long atHand, @Nullable Message message) {
        Consumer only = queue.spec.policy().exclusive() ? queue.turns.first() : null;
        List<Consumer> all = only != null ? List.of(only) : List.copyOf(queue.consumers);
        gated.clear();
        all.forEach(consumer -> serveKept(consumer, atHand, message));
        if (queue.hasSelecting()) serveSelecting(all, atHand, message);
    }

    private void serveSelecting(List<Consumer> all, long atHand, @Nullable Message message) {
        Set<Selecting> served = new LinkedHashSet<>(); // with consumers of this priority
        int priority = 0;
        for (Consumer consumer : all) {
            if (consumer.spec.priority() != priority) served.clear();
            priority = consumer.spec.priority();
            Selecting its = consumer.selecting;
            if (its != null && served.add(its)) its.serve(priority, atHand, message);
        }
    }

    private boolean anyDrains() {
        for (int index = 0; index < queue.consumers.size(); index++) if (queue.consumers.get(index).drains) return true;
        return false;
    }

    /** A consumer that was promised all there is, has it: tells it so. */
    private void drain(Consumer consumer) {
        boolean looks = consumer.credit > 0 && looks(consumer);
        boolean stops = queue.claimants.areAwaited() || !queue.paused && (queue.hasUndecided() || isUnfinished);
        boolean waits = consumer.credit > 0 && stops;
        if (!consumer.drains || waits || looks || consumer.credit > 0 && queue.isBehind(consumer)) return;
        consumer.drains = false;
        consumer.credit = 0;
        hatch.drained(consumer);
    }

    private boolean looks(Consumer consumer) {
        Selecting its = consumer.selecting;
        if (its == null) return consumer.isLooking || !consumer.candidates.isEmpty();
        return its.looks() && !(queue.spec.policy().exclusive() && queue.turns.first() != consumer);
    }

    private void serveAgain(Consumer consumer) {
        if (consumer.again.isEmpty()) return;
        while (!consumer.again.isEmpty() && consumer.credit > 0 && !queue.isBehind(consumer)) {
            Taken taken = consumer.again.remove();
            if (consumer.taken.get(taken.sequence()) != taken) continue;
            if (broker.holdsEntry(queue.number, taken.sequence())) queue.hand(consumer, taken, 0, null);
            else queue.settle(consumer, taken.sequence()); // Its client has not got it, and never will.
        }
        if (consumer.again.isEmpty()) repeaters--;
    }

    private void serveKept(Consumer consumer, long atHand, @Nullable Message message) {
        while (!consumer.kept.isEmpty() && queue.canTake(consumer)) {
            long sequence = consumer.kept.peek();
            Entry entry = broker.entryAt(queue.number, sequence);
            Check.invariant(entry != null, "an entry that is kept", sequence);
            if (queue.overtakes(sequence)) return;
            if (queue.wasSelected && comesFirst(consumer, entry, atHand, message)) {
                gated.add(consumer);
                return;
            }
            consumer.kept.take(entry.priority(), sequence);
            queue.hand(consumer, LiveQueue.taken(entry), 0, null);
        }
    }

    /** Serves those who waited for what comes before what is kept for them, and need not any more. */
    void serveGated(long atHand, @Nullable Message message) {
        if (gated.isEmpty()) return;
        List<Consumer> all = List.copyOf(gated);
        gated.clear();
        all.forEach(consumer -> serveKept(consumer, atHand, message));
    }

    /** Whether there is something before an entry that is kept for a consumer, which may be of the same group. */
    private boolean comesFirst(Consumer consumer, Entry kept, long atHand, @Nullable Message message) {
        if (consumer.selecting != null) return consumer.selecting.hasBefore(kept, atHand, message);
        Entry first = broker.entryAt(queue.number, queue.ready.peek());
        return first != null && queue.candidate(first).isBefore(queue.candidate(kept));
    }

    private void serveReady(long atHand, @Nullable Message message) {
        isUnfinished = false;
        int aside = 0;
        for (long sequence = queue.ready.peek(); sequence != 0; sequence = queue.ready.peek()) {
            Entry entry = broker.entryAt(queue.number, sequence);
            Check.invariant(entry != null, "an entry that waits", sequence);
            if (queue.overtakes(sequence)) return;
            boolean isAside = queue.groups.mustWait("", entry);
            if (isAside && aside++ == LiveQueue.LOOKED_MAX) {
                isUnfinished = true;
                queue.later();
                return;
            }
            boolean goesOn = isAside ? queue.turns.canAny(null, Integer.MIN_VALUE) : hand(entry, atHand, message);
            if (!goesOn) return;
            if (isAside) {
                queue.ready.take(entry.priority(), sequence);
                queue.groups.setAside("", entry);
            }
            serveGated(atHand, message);
        }
    }

    /** Hands over what {@link Ready#peek} has named; false if nobody can take it. */
    private boolean hand(Entry entry, long atHand, @Nullable Message message) {
        Consumer sticky = queue.groups.owner("", entry.group());
        Consumer taker = sticky == null ? queue.turns.next(null, Integer.MIN_VALUE) : sticky;
        if (taker == null) return false;
        queue.ready.take(entry.priority(), entry.sequence());
        if (sticky == null) queue.groups.stick(entry.group(), taker);
        queue.hand(taker, LiveQueue.taken(entry), atHand, message);
        return true;
    }
}
