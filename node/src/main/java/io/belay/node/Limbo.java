package io.belay.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Groups of messages whose consumer has left while it had some of them: until it is known what became of those, the
 * later ones wait here, so that nobody who selects alike gets them first. They take no more room here than in the queue.
 */
final class Limbo {
    private record Key(String selector, int group) {}

    static final class Group {
        final String selector;
        final Set<Long> awaited = new LinkedHashSet<>(); // sequences
        final LongRing kept = new LongRing(); // likewise

        private Group(String selector) {
            this.selector = selector;
        }
    }

    private final Map<Key, Group> groups = new LinkedHashMap<>(0);
    private final Map<Long, Key> groupOf = new LinkedHashMap<>(0); // of what is awaited

    /** The later entries of this group, if it is one, wait until this entry is decided. */
    void await(long sequence, String selector, int group) {
        if (group == 0) return;
        Key key = new Key(selector, group);
        groups.computeIfAbsent(key, none -> new Group(selector)).awaited.add(sequence);
        groupOf.put(sequence, key);
    }

    /** Whether an entry waits for others of its group. What is awaited itself need not wait. */
    boolean waits(long sequence, String selector, int number) {
        Group group = number == 0 || groups.isEmpty() ? null : groups.get(new Key(selector, number));
        return group != null && !group.awaited.contains(sequence);
    }

    /** Whether any of this group is awaited. */
    boolean holds(String selector, int number) {
        return !groups.isEmpty() && groups.containsKey(new Key(selector, number));
    }

    /** Keeps an entry that {@link #waits}; false if it does not. */
    boolean keep(long sequence, String selector, int number) {
        if (!waits(sequence, selector, number)) return false;
        groups.get(new Key(selector, number)).kept.add(sequence);
        return true;
    }

    /** What was awaited is decided: what waited for it alone is returned, null if nothing did. */
    @Nullable
    Group decide(long sequence) {
        Key key = groupOf.isEmpty() ? null : groupOf.remove(sequence);
        Group group = key == null ? null : groups.get(key);
        if (group == null) return null;
        group.awaited.remove(sequence);
        if (!group.awaited.isEmpty()) return null;
        groups.remove(key);
        return group.kept.isEmpty() ? null : group;
    }
}
