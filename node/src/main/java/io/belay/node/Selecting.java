package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Message;
import io.belay.node.Consumer.Candidate;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How consumers with a selector find their entries: each looks at all that wait, some ahead, in the queue's order. */
final class Selecting {
    private static final int INSERTED_MIN = 64; // so many candidates are few, however few are looked at ahead

    private final LiveQueue queue;
    private final Ready ready;
    private final Broker broker;
    private final Hatch hatch;

    Selecting(LiveQueue queue, Ready ready, Broker broker, Hatch hatch) {
        this.queue = queue;
        this.ready = ready;
        this.broker = broker;
        this.hatch = hatch;
    }

    void serve(Consumer consumer, long atHand, @Nullable Message message) {
        consumer.isLooking = false;
        for (int judged = 0; queue.canTake(consumer); judged++) {
            look(consumer, atHand, message);
            Candidate first = consumer.candidates.peek();
            if (first == null || !first.isRead() || queue.overtakes(first.entry.sequence())) return;
            if (judged == LiveQueue.LOOKED_MAX) {
                consumer.isLooking = true;
                queue.later();
                return;
            }
            consumer.candidates.remove();
            if (first.body != null) judge(consumer, first);
        }
    }

    /**
     * An entry came back: it is looked at before what was found after it, unless very many come back. The cursor comes by
     * it, too.
     */
    void cameBack(Taken entry) {
        for (Consumer consumer : queue.consumers) if (consumer.selects()) insert(consumer, entry);
    }

    /** An entry is ready: it is looked at before what was found before it and is less urgent, as if it came back. */
    void came(int priority, long sequence) {
        for (Consumer consumer : queue.consumers) {
            Candidate last = consumer.selects() ? consumer.candidates.peekLast() : null;
            boolean isFirst = last != null && last.entry.priority() < priority;
            Entry entry = isFirst ? broker.entryAt(queue.number, sequence) : null;
            if (entry != null) insert(consumer, LiveQueue.taken(entry));
        }
    }

    private void insert(Consumer consumer, Taken entry) {
        int most = Math.max(INSERTED_MIN, 2 * hatch.options().lookAheadMax());
        Candidate last = consumer.candidates.peekLast();
        boolean isLast = last == null || !isBefore(entry, last.entry); // Then the cursor is soon enough.
        if (!isLast && consumer.candidates.size() < most) insert(consumer, new Candidate(entry));
    }

    /** Before the first that comes after it. */
    private static void insert(Consumer consumer, Candidate candidate) {
        ArrayDeque<Candidate> before = consumer.candidates;
        ArrayDeque<Candidate> all = new ArrayDeque<>(before.size() + 1);
        while (!before.isEmpty() && !isBefore(candidate.entry, before.element().entry)) all.add(before.remove());
        all.add(candidate);
        all.addAll(before);
        consumer.candidates = all;
        consumer.unasked++;
    }

    private static boolean isBefore(Taken one, Taken other) {
        if (one.priority() != other.priority()) return one.priority() > other.priority();
        return one.sequence() < other.sequence();
    }

    private void look(Consumer consumer, long atHand, @Nullable Message message) {
        if (consumer.unasked > 0) {
            for (Candidate each : consumer.candidates) if (!ask(consumer, each, atHand, message)) return;
        }
        while (consumer.candidates.size() < hatch.options().lookAheadMax()) {
            Candidate candidate = next(consumer);
            if (candidate == null) return;
            add(consumer, candidate);
            if (!ask(consumer, candidate, atHand, message)) return;
        }
    }

    /** What is more urgent than what was found before goes before that. */
    private static void add(Consumer consumer, Candidate candidate) {
        Candidate last = consumer.candidates.peekLast();
        boolean isUrgent = last != null && last.entry.priority() < candidate.entry.priority();
        if (isUrgent) insert(consumer, candidate);
        else {
            consumer.candidates.add(candidate);
            consumer.unasked++;
        }
    }

    private @Nullable Candidate next(Consumer consumer) {
        long sequence = consumer.cursor == null ? 0 : ready.next(consumer.cursor);
        Entry entry = sequence == 0 ? null : broker.entryAt(queue.number, sequence);
        return entry == null ? null : new Candidate(LiveQueue.taken(entry));
    }

    /** Sees to its message; false if too much is being read already. */
    private boolean ask(Consumer consumer, Candidate candidate, long atHand, @Nullable Message message) {
        if (candidate.isAsked) return true;
        long number = candidate.entry.number();
        candidate.isGone = !broker.holdsEntry(queue.number, candidate.entry.sequence());
        candidate.body = number == atHand && message != null ? new Outgoing(message) : hatch.find(number);
        candidate.isAsked = candidate.isRead() || fetch(consumer, candidate);
        if (candidate.isAsked) consumer.unasked--;
        return candidate.isAsked;
    }

    private boolean fetch(Consumer consumer, Candidate candidate) {
        return hatch.fetch(candidate.entry.number(), queue, body -> {
            candidate.body = body;
            candidate.isGone = body == null;
            if (!consumer.closed) queue.serve();
        });
    }

    private void judge(Consumer consumer, Candidate candidate) {
        Outgoing body = Objects.requireNonNull(candidate.body);
        long sequence = candidate.entry.sequence();
        Entry entry = queue.isWaiting(sequence) ? broker.entryAt(queue.number, sequence) : null;
        boolean wanted = entry != null
                && Objects.requireNonNull(consumer.filter)
                        .matches(body.message(), broker.deadLetter(queue.number, sequence));
        if (entry == null || !wanted) return;
        ready.pick(entry.priority(), sequence);
        queue.hand(consumer, LiveQueue.taken(entry), entry.number(), body.message());
    }
}
