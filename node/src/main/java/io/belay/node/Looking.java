package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at some entries of a queue, whose messages are read back if need be. All are read at once, so they are few. */
final class Looking {
    /** So many bytes of messages are looked at, at a time, and one message more. */
    static final long BYTES_MAX = 4 << 20;

    private final LiveQueue queue;
    private final Broker broker;
    private final Dispatcher dispatcher;
    private final java.util.function.Consumer<QueuePage> teller;
    private final List<Entry> entries = new ArrayList<>();
    private final List<@Nullable Message> messages = new ArrayList<>();
    private int missing; // messages that are being read
    private boolean isMore;

    Looking(LiveQueue queue, Broker broker, Dispatcher dispatcher, java.util.function.Consumer<QueuePage> teller) {
        this.queue = queue;
        this.broker = broker;
        this.dispatcher = dispatcher;
        this.teller = teller;
    }

    /** Looks at {@code most} entries behind a sequence, and tells at once or later. */
    void begin(long after, int most) {
        long bytes = 0;
        Entry entry = broker.entryAfter(queue.number, after);
        while (entry != null && entries.size() < most && bytes <= BYTES_MAX) {
            entries.add(entry);
            bytes += broker.lengthOf(entry.number());
            entry = broker.entryAfter(queue.number, entry.sequence());
        }
        isMore = entry != null;
        missing = entries.size();
        for (int index = 0; index < entries.size(); index++) messages.add(null);
        for (int index = 0; index < entries.size(); index++) read(index);
        if (entries.isEmpty()) tell();
    }

    private void read(int index) {
        long number = entries.get(index).number();
        Outgoing body = dispatcher.find(number);
        if (body != null) found(index, body);
        else dispatcher.fetch(number, Long.MAX_VALUE, read -> found(index, read));
    }

    private void found(int index, @Nullable Outgoing body) {
        if (body != null) messages.set(index, body.message());
        missing--;
        if (missing == 0) tell();
    }

    private void tell() {
        List<QueueItem> items = new ArrayList<>();
        for (int index = 0; index < entries.size(); index++) {
            Entry entry = entries.get(index);
            Message message = messages.get(index);
            boolean hasLeft = message == null || !broker.holdsEntry(queue.number, entry.sequence());
            if (hasLeft) continue;
            items.add(new QueueItem(
                    entry,
                    queue.stateOf(entry),
                    broker.deadLetter(queue.number, entry.sequence()),
                    Objects.requireNonNull(message)));
        }
        long next = isMore ? entries.get(entries.size() - 1).sequence() : 0;
        teller.accept(new QueuePage(items, next, null, null));
    }
}
