package io.belay.node;

import io.belay.base.SparseLongs;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The delayed entries of one queue, and the places of those whose time has come while the broker runs. */
final class Delays {
    record Delayed(long atMs, long sequence, int priority) {}

    private static final int PLACES_MIN = 1_024;

    private final LongPredicate isThere; // whether an entry is in the queue
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::atMs).thenComparingLong(Delayed::sequence));
    private final SparseLongs afters = new SparseLongs(); // by sequence: as in their places
    private final SparseLongs turns = new SparseLongs(); // likewise
    private long turn; // the last
    private long placesMax = PLACES_MIN; // then those of entries that have left are dropped

    Delays(LongPredicate isThere) {
        this.isThere = isThere;
    }

    void add(long atMs, long sequence, int priority) {
        delayed.add(new Delayed(atMs, sequence, priority));
    }

    /** When the first is due; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        Delayed first = delayed.peek();
        return first == null ? Long.MAX_VALUE : first.atMs();
    }

    /** Takes out the first that is due, and gives it its place; null if none is. */
    @Nullable
    Delayed due(long nowMs, long lastSequence) {
        Delayed first = nextTimeMs() <= nowMs ? delayed.remove() : null;
        if (first == null) return null;
        afters.put(first.sequence(), lastSequence);
        turns.put(first.sequence(), ++turn);
        if (afters.count() > placesMax) dropPlaces();
        return first;
    }

    private void dropPlaces() {
        SparseLongs all = new SparseLongs();
        afters.forEach(all::put);
        all.forEach((sequence, after) -> {
            if (isThere.test(sequence)) return;
            afters.put(sequence, 0);
            turns.put(sequence, 0);
        });
        placesMax = Math.max(PLACES_MIN, 2 * afters.count());
    }

    /** Where an entry stands that is in the queue. */
    Place place(long sequence) {
        return new Place(after(sequence), turn(sequence), sequence);
    }

    /** As {@code place.compareTo(place(sequence))}. */
    int compare(Place place, long sequence) {
        long after = after(sequence);
        return place.after() == after ? Long.compare(place.turn(), turn(sequence)) : Long.compare(place.after(), after);
    }

    /** How many places are known, those of entries that have left included. */
    long placed() {
        return afters.count();
    }

    /** Whether an entry stands behind where another would stand by its sequence. */
    boolean isBehind(long sequence, long other) {
        long after = after(sequence);
        return after > other || after == other && turn(sequence) > 0;
    }

    private long after(long sequence) {
        long after = afters.count() == 0 ? 0 : afters.at(sequence);
        return after == 0 ? sequence : after;
    }

    private long turn(long sequence) {
        return turns.count() == 0 ? 0 : turns.at(sequence);
    }
}
