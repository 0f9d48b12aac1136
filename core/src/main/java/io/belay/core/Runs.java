package io.belay.core;

import io.belay.base.Check;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of numbers, kept as runs of neighbours: 1, 2, 3, 7 as 1–3 and 7. The highest run lies apart, so that whoever adds the
 * next number, or takes out the oldest, touches two fields and makes no object.
 *
 * <p>Not thread-safe.
 */
final class Runs {
    /** Whoever walks it. */
    interface Visitor {
        /** One run, {@code last} included. */
        void run(long first, long last);
    }

    private final TreeMap<Long, Long> lower = new TreeMap<>(); // last by first; no two of all runs touch
    private boolean hasTop; // false if there is no run at all
    private long topFirst;
    private long topLast;

    Runs() {}

    Runs(Runs other) {
        lower.putAll(other.lower);
        hasTop = other.hasTop;
        topFirst = other.topFirst;
        topLast = other.topLast;
    }

    /** How many runs there are. */
    int size() {
        return lower.size() + (hasTop ? 1 : 0);
    }

    boolean contains(long number) {
        if (!hasTop || number > topLast) return false;
        if (number >= topFirst) return true;
        Map.Entry<Long, Long> run = lower.floorEntry(number);
        return run != null && number <= run.getValue();
    }

    /** Adds a number; returns whether it was not in it. */
    boolean add(long number) {
        if (!hasTop || number > topLast) {
            if (hasTop && number == topLast + 1) topLast = number;
            else begin(number, number);
            return true;
        }
        return number < topFirst && addLower(number);
    }

    /**
     * Adds a run above all others.
     *
     * @param first above the last number of all, and not its neighbour
     */
    void begin(long first, long last) {
        boolean isApart = !hasTop || first > topLast && first != topLast + 1;
        Check.argument(isApart && first <= last, "a run above all others", first);
        if (hasTop) lower.put(topFirst, topLast);
        hasTop = true;
        topFirst = first;
        topLast = last;
    }

    /** Below the highest run; what it touches is joined. */
    private boolean addLower(long number) {
        Map.Entry<Long, Long> before = lower.floorEntry(number);
        if (before != null && number <= before.getValue()) return false;
        boolean joins = before != null && before.getValue() == number - 1;
        long first = joins ? before.getKey() : number;
        if (number + 1 == topFirst) {
            topFirst = first;
            if (joins) lower.remove(first);
            return true;
        }
        Long afterLast = lower.remove(number + 1);
        lower.put(first, afterLast == null ? number : afterLast);
        return true;
    }

    /** Takes a number out; returns whether it was in it. */
    boolean remove(long number) {
        if (!hasTop || number > topLast) return false;
        if (number < topFirst) return removeLower(number);
        if (number == topFirst) {
            if (topFirst == topLast) dropTop();
            else topFirst++;
            return true;
        }
        if (number != topLast) {
            lower.put(topFirst, number - 1);
            topFirst = number + 1;
        } else topLast--;
        return true;
    }

    private void dropTop() {
        Map.Entry<Long, Long> next = lower.pollLastEntry();
        hasTop = next != null;
        if (next == null) return;
        topFirst = next.getKey();
        topLast = next.getValue();
    }

    private boolean removeLower(long number) {
        Map.Entry<Long, Long> run = lower.floorEntry(number);
        if (run == null || number > run.getValue()) return false;
        if (run.getKey() == number) lower.remove(number);
        else lower.put(run.getKey(), number - 1);
        if (run.getValue() != number) lower.put(number + 1, run.getValue());
        return true;
    }

    /** Whether a run that begins here would lie above all others and touch none. */
    boolean isAbove(long first) {
        return !hasTop || topLast < first - 1 && first != Long.MIN_VALUE;
    }

    /** Walks the runs, from the lowest to the highest. */
    void forEach(Visitor visitor) {
        lower.forEach(visitor::run);
        if (hasTop) visitor.run(topFirst, topLast);
    }
}
