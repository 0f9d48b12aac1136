package io.belay.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last retained message of each topic. */
final class Retained {
    /** One of them; its body is read by its number. */
    record Entry(String topic, long number, Guarantee guarantee) {}

    private final Messages messages;
    private final Timers timers;
    private final TopicTree<Entry> tree = new TopicTree<>();
    private final Map<Long, Entry> expiring = new LinkedHashMap<>();

    Retained(Messages messages, Timers timers) {
        this.messages = messages;
        this.timers = timers;
    }

    int count() {
        return tree.count();
    }

    /** The entry of a topic; null if there is none. */
    @Nullable
    Entry at(String topic) {
        return tree.at(topic);
    }

    boolean has(String topic) {
        return tree.at(topic) != null;
    }

    /** Sets the entry of its topic, to whose message the caller holds a reference. Returns the one that it replaces. */
    @Nullable
    Entry put(Entry entry) {
        Entry replaced = tree.at(entry.topic());
        if (replaced != null) stop(replaced);
        tree.put(entry.topic(), entry);
        long expiresAtMs = messages.expiresAtMs(entry.number());
        if (expiresAtMs == Long.MAX_VALUE) return replaced;
        expiring.put(entry.number(), entry);
        timers.move(Timers.Kind.RETAINED_EXPIRES, entry.number(), Long.MAX_VALUE, expiresAtMs);
        return replaced;
    }

    /** Removes the entry of a topic and returns it; the reference is the caller's. */
    @Nullable
    Entry remove(String topic) {
        Entry removed = tree.at(topic);
        if (removed == null) return null;
        stop(removed);
        tree.remove(topic);
        return removed;
    }

    /** The topic whose retained message this is, which expires. */
    String expiring(long number) {
        Entry entry = expiring.get(number);
        if (entry == null) throw new IllegalStateException("broken invariant: no retained message " + number);
        return entry.topic();
    }

    /** Those whose topic {@code filter} matches, in the order in which they were published. */
    List<Entry> matching(String filter) {
        List<Entry> found = new ArrayList<>();
        forEachMatching(filter, found::add);
        found.sort(Comparator.comparingLong(Entry::number));
        return found;
    }

    /** As {@link #matching}, for who does not mind the order. */
    void forEachMatching(String filter, Consumer<Entry> found) {
        tree.matching(filter, found);
    }

    void forEach(Consumer<Entry> found) {
        tree.forEach(found);
    }

    private void stop(Entry entry) {
        if (expiring.remove(entry.number()) == null) return;
        long expiresAtMs = messages.expiresAtMs(entry.number());
        timers.move(Timers.Kind.RETAINED_EXPIRES, entry.number(), expiresAtMs, Long.MAX_VALUE);
    }
}
