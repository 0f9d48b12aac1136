package io.belay.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All queues. */
final class Queues {
    final Filters filters;
    private final Messages messages;
    private final Map<Long, Queue> byNumber = new LinkedHashMap<>(); // oldest first
    private final Map<String, Queue> byName = new LinkedHashMap<>();
    private final Map<Long, Set<Queue>> byOwner = new LinkedHashMap<>(); // those that end with it
    private long lastNumber;

    Queues(Filters filters, Messages messages) {
        this.filters = filters;
        this.messages = messages;
    }

    @Nullable
    Queue at(long number) {
        return byNumber.get(number);
    }

    @Nullable
    Queue of(String name) {
        return byName.get(name);
    }

    int count() {
        return byNumber.size();
    }

    Collection<Queue> all() {
        return byNumber.values();
    }

    /** Those that end with this session, for who ends them on the way. */
    List<Queue> ownedBy(long session) {
        Set<Queue> owned = byOwner.get(session);
        return owned == null ? List.of() : new ArrayList<>(owned);
    }

    long lastNumber() {
        return lastNumber;
    }

    /** Sets where numbers go on, as a checkpoint knows it. */
    void restoreLastNumber(long number) {
        lastNumber = number;
    }

    /** Makes a queue, whose name must be free: as {@code number}, or as the next if that is 0. */
    Queue open(QueueSpec spec, long number) {
        Queue queue = new Queue(number == 0 ? ++lastNumber : number, spec, filters, messages);
        byNumber.put(queue.number, queue);
        byName.put(spec.name(), queue);
        if (spec.endsWithOwner()) {
            byOwner.computeIfAbsent(spec.owner(), absent -> new LinkedHashSet<>(4))
                    .add(queue);
        }
        return queue;
    }

    void close(Queue queue) {
        byNumber.remove(queue.number);
        byName.remove(queue.spec.name());
        Set<Queue> owned = byOwner.get(queue.spec.owner());
        if (owned == null) return;
        owned.remove(queue);
        if (owned.isEmpty()) byOwner.remove(queue.spec.owner());
    }
}
