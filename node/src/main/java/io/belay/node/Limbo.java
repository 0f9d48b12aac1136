package io.belay.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Groups of messages whose consumer has left while it had some of them: until it is known what became of those, the
 * later ones wait here, so that nobody gets them first. They take no more room here than in the queue.
 */
final class Limbo {
    private static final class Group {
        final Set<Long> awaited = new LinkedHashSet<>(); // sequences
        final LongRing kept = new LongRing(); // likewise
    }

    private final Map<Integer, Group> groups = new LinkedHashMap<>(0);
    private final Map<Long, Integer> groupOf = new LinkedHashMap<>(0); // of what is awaited

    /** The later entries of this group, if it is one, wait until this entry is decided. */
    void await(long sequence, int group) {
        if (group == 0) return;
        groups.computeIfAbsent(group, number -> new Group()).awaited.add(sequence);
        groupOf.put(sequence, group);
    }

    /** Whether an entry waits for others of its group. What is awaited itself need not wait. */
    boolean waits(long sequence, int number) {
        Group group = groups.isEmpty() ? null : groups.get(number);
        return group != null && !group.awaited.contains(sequence);
    }

    /** Whether any of this group is awaited. */
    boolean holds(int number) {
        return !groups.isEmpty() && groups.containsKey(number);
    }

    /** Keeps an entry that {@link #waits}; false if it does not. */
    boolean keep(long sequence, int number) {
        if (!waits(sequence, number)) return false;
        groups.get(number).kept.add(sequence);
        return true;
    }

    /** What was awaited is decided: what waited for it alone is returned, null if nothing did. */
    @Nullable
    LongRing decide(long sequence) {
        Integer number = groupOf.isEmpty() ? null : groupOf.remove(sequence);
        Group group = number == null ? null : groups.get(number);
        if (group == null) return null;
        group.awaited.remove(sequence);
        if (!group.awaited.isEmpty()) return null;
        groups.remove(number);
        return group.kept.isEmpty() ? null : group.kept;
    }
}
