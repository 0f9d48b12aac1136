package io.belay.core;

import io.belay.base.SparseInts;
import io.belay.base.SparseLongs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why entries of a queue are dead letters, by sequence. About 16 bytes each, as most have a cause in common.
 *
 * <p>Reasons are what clients say, so only so many different ones are remembered at a time.
 */
final class DeadLetters {
    /** Of so many causes the reason is remembered in its own words. */
    static final int CAUSES_MAX = 1000;

    /** What is remembered instead once there are too many. */
    static final String OTHER = "one of more than " + CAUSES_MAX + " reasons";

    private record Cause(String origin, String reason) {}

    private static final class Slot {
        final Cause cause;
        final int index;
        long uses;

        Slot(Cause cause, int index) {
            this.cause = cause;
            this.index = index;
        }
    }

    private final SparseLongs times = new SparseLongs(); // atMs + 1
    private final SparseInts indexes = new SparseInts(); // of the slot of its cause, + 1
    private final Map<Cause, Slot> byCause = new LinkedHashMap<>(2);
    private final List<@Nullable Slot> slots = new ArrayList<>(0);
    private final Deque<Integer> free = new ArrayDeque<>(1); // indexes of slots that nobody uses
    private int ownWords; // causes whose reason is not OTHER

    void put(long sequence, DeadLetter letter) {
        Slot slot = slot(cause(letter.origin(), cut(letter.reason())));
        slot.uses++;
        times.put(sequence, letter.atMs() + 1);
        indexes.put(sequence, slot.index + 1);
    }

    @Nullable
    DeadLetter at(long sequence) {
        Slot slot = slotAt(sequence);
        return slot == null ? null : new DeadLetter(slot.cause.origin(), slot.cause.reason(), times.at(sequence) - 1);
    }

    void remove(long sequence) {
        Slot slot = slotAt(sequence);
        if (slot == null) return;
        times.put(sequence, 0);
        indexes.put(sequence, 0);
        if (--slot.uses > 0) return;
        byCause.remove(slot.cause);
        slots.set(slot.index, null);
        free.push(slot.index);
        if (!slot.cause.reason().equals(OTHER)) ownWords--;
    }

    /** Bytes of memory that the entries take, their causes apart. */
    long footprint() {
        return times.footprint() + indexes.footprint();
    }

    private @Nullable Slot slotAt(long sequence) {
        int index = indexes.count() == 0 ? 0 : indexes.at(sequence);
        return index == 0 ? null : slots.get(index - 1);
    }

    private Cause cause(String origin, String reason) {
        Cause own = new Cause(origin, reason);
        boolean remembered = ownWords < CAUSES_MAX || byCause.containsKey(own);
        return remembered ? own : new Cause(origin, OTHER);
    }

    private Slot slot(Cause cause) {
        Slot known = byCause.get(cause);
        if (known != null) return known;
        Slot opened = new Slot(cause, free.isEmpty() ? slots.size() : free.pop());
        if (opened.index == slots.size()) slots.add(opened);
        else slots.set(opened.index, opened);
        byCause.put(cause, opened);
        if (!cause.reason().equals(OTHER)) ownWords++;
        return opened;
    }

    private static String cut(String reason) {
        return reason.length() <= DeadLetter.REASON_MAX ? reason : reason.substring(0, DeadLetter.REASON_MAX);
    }
}
