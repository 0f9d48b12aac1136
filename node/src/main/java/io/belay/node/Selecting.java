package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Filters;
import io.belay.core.Message;
import io.belay.node.Consumer.Candidate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the consumers of a queue that have the same selector find their entries: together they look at all that wait, some ahead, in
 * the queue's order. What one of them selects is for the one that has its group, or whose turn it is.
 */
final class Selecting {
    private static final int CANDIDATES_MIN = 64; // so many candidates are few, however few are looked at ahead

    final List<Consumer> consumers = new ArrayList<>(1); // as those of the queue
    private final LiveQueue queue;
    private final String selector;
    private final Filters.Filter filter;
    private final Broker broker;
    private final Hatch hatch;
    private Ready.@Nullable Cursor cursor; // null while none of them is there
    private ArrayDeque<Candidate> candidates = new ArrayDeque<>(0);
    private int unasked; // of the candidates
    private boolean isLooking; // they have not come to the end, and go on in the next round

    Selecting(LiveQueue queue, String selector, Broker broker, Hatch hatch) {
        this.queue = queue;
        this.selector = selector;
        this.filter = broker.filters().compile(selector);
        this.broker = broker;
        this.hatch = hatch;
    }

    /** None of them is there: who comes looks at all once more. */
    void rest() {
        candidates.clear();
        unasked = 0;
        isLooking = false;
        if (cursor != null) queue.ready.forget(cursor);
        cursor = null;
    }

    /** Whether there is something that they have not judged. */
    boolean looks() {
        return isLooking || !candidates.isEmpty();
    }

    /** Whether they have something to judge that comes before an entry, which waits for one of them. */
    boolean hasBefore(Entry entry, long atHand, @Nullable Message message) {
        look(atHand, message);
        Candidate first = candidates.peek();
        return first != null && first.isBefore(queue.candidate(entry));
    }

    /** Hands over what they select, as long as one of at least this priority takes it. */
    void serve(int priority, long atHand, @Nullable Message message) {
        isLooking = false;
        for (int judged = 0; canAny(priority, atHand, message); judged++) {
            look(atHand, message);
            Candidate first = candidates.peek();
            if (first == null || !first.isRead() || queue.overtakes(first.entry.sequence())) return;
            if (judged == LiveQueue.LOOKED_MAX) {
                isLooking = true;
                queue.later();
                return;
            }
            candidates.remove();
            if (first.body != null) judge(first, priority);
        }
    }

    private boolean canAny(int priority, long atHand, @Nullable Message message) {
        queue.serving.serveGated(atHand, message);
        return queue.turns.canAny(this, priority);
    }

    /** What came back, or is more urgent, is looked at before what was found before and comes after it. */
    private void look(long atHand, @Nullable Message message) {
        if (cursor == null) cursor = queue.ready.cursor();
        while (candidates.size() < hatch.options().lookAheadMax() || hasEarlier(cursor)) {
            if (candidates.size()
                    >= Math.max(CANDIDATES_MIN, 2 * hatch.options().lookAheadMax())) {
                rest();
                cursor = queue.ready.cursor();
            }
            Entry entry = entry(queue.ready.next(cursor));
            if (entry == null) break;
            Candidate candidate = queue.candidate(entry);
            insert(candidate);
            if (unasked == 1) ask(candidate, atHand, message);
        }
        if (unasked == 0) return;
        for (Candidate each : candidates) if (!ask(each, atHand, message)) return;
    }

    private boolean hasEarlier(Ready.Cursor cursor) {
        Entry next = entry(queue.ready.peek(cursor));
        return next != null && queue.candidate(next).isBefore(candidates.element());
    }

    private @Nullable Entry entry(long sequence) {
        return sequence == 0 ? null : broker.entryAt(queue.number, sequence);
    }

    /** Before the first that comes after it. */
    private void insert(Candidate candidate) {
        unasked++;
        Candidate last = candidates.peekLast();
        if (last == null || !candidate.isBefore(last)) {
            candidates.add(candidate);
            return;
        }
        ArrayDeque<Candidate> before = candidates;
        candidates = new ArrayDeque<>(before.size() + 1);
        while (!candidate.isBefore(before.element())) candidates.add(before.remove());
        candidates.add(candidate);
        candidates.addAll(before);
    }

    /** Sees to its message; false if too much is being read already. */
    private boolean ask(Candidate candidate, long atHand, @Nullable Message message) {
        if (candidate.isAsked) return true;
        long number = candidate.entry.number();
        candidate.isGone = !broker.holdsEntry(queue.number, candidate.entry.sequence());
        candidate.body = number == atHand && message != null ? new Outgoing(message) : hatch.find(number);
        candidate.isAsked = candidate.isRead() || fetch(candidate);
        if (candidate.isAsked) unasked--;
        return candidate.isAsked;
    }

    private boolean fetch(Candidate candidate) {
        return hatch.fetch(candidate.entry.number(), queue, body -> {
            candidate.body = body;
            candidate.isGone = body == null;
            if (cursor != null) queue.serve();
        });
    }

    private void judge(Candidate candidate, int priority) {
        Message message = Objects.requireNonNull(candidate.body).message();
        long sequence = candidate.entry.sequence();
        Entry entry = queue.isReady(sequence) ? entry(sequence) : null;
        boolean wanted = entry != null && filter.matches(message, broker.deadLetter(queue.number, sequence));
        if (entry == null || !wanted) return;
        queue.ready.pick(entry.priority(), sequence);
        if (queue.groups.mustWait(selector, entry)) {
            queue.groups.setAside(selector, entry);
            return;
        }
        Consumer owner = queue.groups.owner(selector, entry.group());
        Consumer taker = owner != null ? owner : Objects.requireNonNull(queue.turns.next(this, priority));
        queue.groups.stick(entry.group(), taker);
        queue.hand(taker, LiveQueue.taken(entry), entry.number(), message);
    }
}
