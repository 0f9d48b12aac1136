package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Empties a queue of what was in it when that was ordered, so many entries at a time that neither its effects nor its
 * record crowd out anybody.
 */
final class Purge implements Chore {
    /** Entries that go at a time. */
    static final int PORTION_MAX = 2_000;

    private final long queue;
    private final long upTo; // a sequence
    private final long most; // messages
    private final java.util.function.Consumer<QueueAnswer> teller;
    private final Broker broker;
    private final Acts acts;
    private long gone; // messages

    Purge(long queue, long upTo, long most, java.util.function.Consumer<QueueAnswer> teller, Broker broker, Acts acts) {
        this.most = most;
        this.broker = broker;
        this.acts = acts;
        this.queue = queue;
        this.upTo = upTo;
        this.teller = teller;
    }

    @Override
    public java.util.function.Consumer<QueueAnswer> teller() {
        return teller;
    }

    @Override
    public QueueAnswer answer() {
        return new QueueAnswer.Done(gone > 0, gone);
    }

    @Override
    public boolean proceed() {
        long portion = Math.min(PORTION_MAX, most - gone);
        long last = 0;
        int count = 0;
        for (Entry each = broker.entryAfter(queue, 0); isMeant(each); each = broker.entryAfter(queue, last)) {
            if (count == portion) break;
            last = each.sequence();
            count++;
        }
        if (count > 0) acts.perform(new Command.PurgeQueue(queue, last));
        gone += count;
        return count < PORTION_MAX || gone == most;
    }

    private boolean isMeant(@Nullable Entry entry) {
        return entry != null && entry.sequence() <= upTo;
    }
}
