package io.belay.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups of messages whose consumer has left while it had some of them: until it is known what became of those, the
 * later ones wait here, so that nobody gets them first.
 */
final class Limbo {
    private static final class Group {
        final Set<Long> awaited = new LinkedHashSet<>(); // sequences
        final List<Taken> kept = new ArrayList<>();
    }

    private final Map<Integer, Group> groups = new LinkedHashMap<>(0);
    private int count; // entries kept
    private final Map<Long, Integer> groupOf = new LinkedHashMap<>(0); // of what is awaited

    /** The later entries of the group of {@code taken}, if it is in one, wait until it is decided. */
    void await(Taken taken) {
        if (taken.group() == 0) return;
        groups.computeIfAbsent(taken.group(), group -> new Group()).awaited.add(taken.sequence());
        groupOf.put(taken.sequence(), taken.group());
    }

    /** How many entries wait here. */
    int count() {
        return count;
    }

    /** Keeps an entry whose group waits; false if it does not. What is awaited itself need not wait. */
    boolean keep(Taken entry) {
        Group group = groups.isEmpty() ? null : groups.get(entry.group());
        if (group == null || group.awaited.contains(entry.sequence())) return false;
        group.kept.add(entry);
        count++;
        return true;
    }

    /** What was awaited is decided: what waited for it alone is returned. */
    List<Taken> decide(long sequence) {
        Integer number = groupOf.isEmpty() ? null : groupOf.remove(sequence);
        Group group = number == null ? null : groups.get(number);
        if (group == null) return List.of();
        group.awaited.remove(sequence);
        if (!group.awaited.isEmpty()) return List.of();
        groups.remove(number);
        count -= group.kept.size();
        return group.kept;
    }
}
