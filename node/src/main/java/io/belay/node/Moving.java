package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.DeadLetter;
import io.belay.core.Entry;
import io.belay.core.QueueView;
import io.belay.node.QueueAnswer.Moved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves entries of a queue to another, or dead letters home, so many at a time. Each portion is one record for each queue that
 * something goes to: it is moved or it is not, whatever breaks.
 */
final class Moving implements Chore {
    /** Entries that are looked at, at a time. */
    static final int PORTION_MAX = 2_000;

    private final Broker broker;
    private final Queues queues;
    private final Acts acts;
    private final java.util.function.Consumer<QueueAnswer> teller;
    private final LiveQueue from;
    private final String to; // empty: where each comes from
    private final long @Nullable [] asked; // sequences; null for all
    private final long upTo; // a sequence: what came later is not meant
    private final long most;
    private final List<Moved.Left> left = new ArrayList<>();
    private final Set<Long> full; // numbers of queues: what comes later must not overtake
    private long leftCount;
    private long moved;
    private long chosen; // messages of this portion
    private int index; // in asked
    private long cursor; // the sequence that was looked at last

    private Moving(
            Broker broker,
            Queues queues,
            Acts acts,
            java.util.function.Consumer<QueueAnswer> teller,
            LiveQueue from,
            String to,
            long @Nullable [] asked,
            QueueOrder.Range range,
            long most) {
        this.broker = broker;
        this.queues = queues;
        this.acts = acts;
        this.teller = teller;
        this.from = from;
        this.to = to;
        this.asked = asked;
        this.most = most;
        this.full = new LinkedHashSet<>(range.full());
        this.cursor = range.after();
        this.upTo = Math.min(range.upTo(), broker.lastSequence(from.number));
    }

    static Moving of(
            QueueOrder.Move order,
            LiveQueue from,
            Broker broker,
            Queues queues,
            Acts acts,
            java.util.function.Consumer<QueueAnswer> teller) {
        return new Moving(
                broker, queues, acts, teller, from, order.to(), order.sequences(), order.range(), order.most());
    }

    static Moving home(
            QueueOrder.Retry order,
            LiveQueue from,
            Broker broker,
            Queues queues,
            Acts acts,
            java.util.function.Consumer<QueueAnswer> teller) {
        return new Moving(broker, queues, acts, teller, from, "", order.sequences(), order.range(), order.most());
    }

    @Override
    public java.util.function.Consumer<QueueAnswer> teller() {
        return teller;
    }

    @Override
    public QueueAnswer answer() {
        boolean mayGoOn = asked == null && moved >= most && full.size() <= Moved.FULL_MAX && isMore();
        return mayGoOn ? new Moved(moved, left, leftCount, cursor, full) : new Moved(moved, left, leftCount);
    }

    @Override
    public boolean proceed() {
        Map<String, List<Long>> portion = new LinkedHashMap<>();
        chosen = 0;
        for (int looked = 0; looked < PORTION_MAX && moved + chosen < most && isMore(); looked++)
            choose(next(), portion);
        portion.forEach(this::move);
        boolean isFull = !to.isEmpty() && !full.isEmpty();
        return isFull || moved >= most || !isMore();
    }

    private boolean isMore() {
        return asked == null ? meant() != null : index < asked.length;
    }

    /** The sequence that comes next, if there is more. */
    private long next() {
        if (asked != null) return asked[index++];
        cursor = Objects.requireNonNull(meant()).sequence();
        return cursor;
    }

    /** The next entry that is meant, of all; null if there is none. */
    private @Nullable Entry meant() {
        Entry entry = broker.entryAfter(from.number, cursor);
        return entry == null || entry.sequence() > upTo ? null : entry;
    }

    private void choose(long sequence, Map<String, List<Long>> portion) {
        String target = to.isEmpty() ? home(sequence) : to;
        String objection = objection(sequence, target);
        if (objection != null) leave(sequence, objection);
        else {
            List<Long> chosenForIt = portion.computeIfAbsent(target, name -> new ArrayList<>());
            if (asked != null && chosenForIt.contains(sequence)) return; // named twice
            chosenForIt.add(sequence);
            chosen++;
        }
    }

    /** Where a dead letter comes from; empty if it is none. */
    private String home(long sequence) {
        DeadLetter dead = broker.deadLetter(from.number, sequence);
        return dead == null ? "" : dead.origin();
    }

    private @Nullable String objection(long sequence, String target) {
        if (!broker.holdsEntry(from.number, sequence)) return "it is not in the queue";
        if (!from.isFree(sequence)) return "a consumer has it";
        if (target.isEmpty()) return "it is no dead letter";
        LiveQueue queue = queues.named(target);
        if (queue == null) return "queue " + target + " is no more";
        if (queue == from) return "it comes from this queue";
        return full.contains(queue.number) ? "queue " + target + " is full" : null;
    }

    private void move(String target, List<Long> chosenForIt) {
        QueueView view = broker.queue(target);
        LiveQueue queue = queues.named(target);
        if (view == null || queue == null) return; // It was there a moment ago, and nothing has happened since.
        long[] sequences = chosenForIt.stream().mapToLong(Long::longValue).toArray();
        int fitting = broker.fitting(new Command.Move(from.number, view.number(), sequences));
        if (fitting < sequences.length) full.add(queue.number);
        for (int each = fitting; each < sequences.length; each++)
            leave(sequences[each], "queue " + target + " is full");
        if (fitting == 0) return;
        acts.perform(new Command.Move(from.number, view.number(), Arrays.copyOf(sequences, fitting)));
        moved += fitting;
        queues.throttle(queue);
    }

    private void leave(long sequence, String why) {
        leftCount++;
        if (left.size() < Moved.LEFT_MAX) left.add(new Moved.Left(sequence, why));
    }
}
