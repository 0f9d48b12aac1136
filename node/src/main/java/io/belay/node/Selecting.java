package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Message;
import io.belay.node.Consumer.Candidate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How consumers with a selector find their entries: each looks at all that wait, some ahead, in the queue's order. */
final class Selecting {
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
        while (queue.canTake(consumer)) {
            look(consumer, atHand, message);
            Candidate first = consumer.candidates.peek();
            if (first == null || first.body == null && !first.isGone) return;
            consumer.candidates.remove();
            if (first.body != null) judge(consumer, first);
        }
    }

    private void look(Consumer consumer, long atHand, @Nullable Message message) {
        while (consumer.candidates.size() < hatch.options().lookAheadMax()) {
            Candidate candidate = next(consumer);
            if (candidate == null) return;
            long number = candidate.entry.number();
            candidate.body = number == atHand && message != null ? new Outgoing(message) : hatch.find(number);
            if (candidate.body == null && !fetch(consumer, candidate)) {
                consumer.unread = candidate;
                return;
            }
            consumer.candidates.add(candidate);
        }
    }

    /** The one that could not be read for want of room comes before the next. */
    private @Nullable Candidate next(Consumer consumer) {
        Candidate unread = consumer.unread;
        consumer.unread = null;
        if (unread != null && broker.holdsEntry(queue.number, unread.entry.sequence())) return unread;
        long sequence = ready.next(consumer.cursor);
        Entry entry = sequence == 0 ? null : broker.entryAt(queue.number, sequence);
        return entry == null ? null : new Candidate(LiveQueue.taken(entry));
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
        Taken entry = candidate.entry;
        boolean waits = queue.isWaiting(entry.sequence());
        boolean wanted = waits
                && Objects.requireNonNull(consumer.filter)
                        .matches(body.message(), broker.deadLetter(queue.number, entry.sequence()));
        if (!wanted) return;
        ready.pick(entry.priority(), entry.sequence());
        queue.hand(consumer, entry, entry.number(), body.message());
    }
}
