package io.belay.core;

import java.util.function.LongConsumer;

/**
 * Messages that wait: for room in a session's window, or in a group for one of its members. Their order is the order
 * of their numbers unless some came back to the front.
 *
 * <p>A message that expires in the middle stays as a dead entry until the front reaches it or half of all are dead, so
 * dead entries never outnumber the living by more than {@link #DEAD_MAX}. The entry at the front is alive.
 */
final class Backlog {
    private static final int EXACTLY_ONCE = 1;
    private static final int RETAIN = 2;
    private static final int DEAD = 4;
    private static final int DEAD_MAX = 64;

    private final Messages messages;
    private final Deadlines deadlines = new Deadlines(); // may hold stale entries, see isStale
    private Ring ring = new Ring(0);
    private int count;
    private long bytes;

    Backlog(Messages messages) {
        this.messages = messages;
    }

    /** How many messages wait. */
    int count() {
        return count;
    }

    /** Their lengths together. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Bytes of memory that the entries take. */
    long footprint() {
        return ring.footprint();
    }

    /** How many deadlines are kept, stale ones included. */
    int deadlineCount() {
        return deadlines.count();
    }

    void addLast(long number, Guarantee guarantee, boolean retain, int[] ids) {
        ring.addLast(number, mark(guarantee, retain), ids);
        added(number, ring.end() - 1);
    }

    void addFirst(long number, Guarantee guarantee, boolean retain, int[] ids) {
        ring.addFirst(number, mark(guarantee, retain), ids);
        added(number, ring.first());
    }

    /** Adds what came back: behind those at the front that are older, which came back as well. */
    void addBack(long number, Guarantee guarantee, boolean retain, int[] ids) {
        Ring older = new Ring(0);
        while (!isEmpty() && firstNumber() < number) {
            older.addFirst(firstNumber(), ring.markAt(ring.first()), firstIds());
            removeFirst();
        }
        addFirst(number, guarantee, retain, ids);
        for (; older.count() > 0; older.removeFirst()) {
            long first = older.first();
            addFirst(
                    older.numberAt(first),
                    guarantee(older.markAt(first)),
                    (older.markAt(first) & RETAIN) != 0,
                    older.idsAt(first));
        }
    }

    long firstNumber() {
        return ring.numberAt(ring.first());
    }

    Guarantee firstGuarantee() {
        return guarantee(ring.markAt(ring.first()));
    }

    boolean firstRetain() {
        return (ring.markAt(ring.first()) & RETAIN) != 0;
    }

    int[] firstIds() {
        return ring.idsAt(ring.first());
    }

    void removeFirst() {
        removed(firstNumber());
        ring.removeFirst();
        trim();
    }

    /** Takes out what expires at {@code nowMs} or before, earliest first; {@code expired} takes their numbers. */
    void expire(long nowMs, LongConsumer expired) {
        while (earliestMs() <= nowMs) {
            long position = deadlines.firstPosition();
            long number = ring.numberAt(position);
            deadlines.removeFirst();
            ring.mark(position, ring.markAt(position) | DEAD);
            removed(number);
            expired.accept(number);
            trim();
        }
        if (ring.count() - count > count + DEAD_MAX) compact();
    }

    /** When the first of them expires; {@link Long#MAX_VALUE} never. */
    long earliestMs() {
        while (deadlines.count() > 0 && isStale(deadlines.firstMs(), deadlines.firstPosition())) {
            deadlines.removeFirst();
        }
        return deadlines.firstMs();
    }

    /** Walks what waits, in order. */
    void forEach(Visitor visitor) {
        for (long position = ring.first(); position < ring.end(); position++) {
            int mark = ring.markAt(position);
            if ((mark & DEAD) != 0) continue;
            visitor.visit(ring.numberAt(position), guarantee(mark), (mark & RETAIN) != 0, ring.idsAt(position));
        }
    }

    /** Takes one entry. */
    interface Visitor {
        void visit(long number, Guarantee guarantee, boolean retain, int[] ids);
    }

    private void added(long number, long position) {
        count++;
        bytes += messages.length(number);
        long expiresAtMs = messages.expiresAtMs(number);
        if (expiresAtMs == Long.MAX_VALUE) return;
        if (deadlines.count() > 2 * count + DEAD_MAX) remind();
        else deadlines.add(expiresAtMs, position);
    }

    private void removed(long number) {
        count--;
        bytes -= messages.length(number);
    }

    private void trim() {
        while (ring.count() > 0 && (ring.markAt(ring.first()) & DEAD) != 0) ring.removeFirst();
    }

    private void compact() {
        Ring whole = ring;
        ring = new Ring(0);
        for (long position = whole.first(); position < whole.end(); position++) {
            int mark = whole.markAt(position);
            if ((mark & DEAD) == 0) ring.addLast(whole.numberAt(position), mark, whole.idsAt(position));
        }
        remind();
    }

    /** Draws up the deadlines anew, without stale ones. */
    private void remind() {
        deadlines.clear();
        for (long position = ring.first(); position < ring.end(); position++) {
            long atMs = messages.expiresAtMs(ring.numberAt(position));
            boolean expires = (ring.markAt(position) & DEAD) == 0 && atMs != Long.MAX_VALUE;
            if (expires) deadlines.add(atMs, position);
        }
    }

    /** Whether a deadline is of an entry that has left: its position is free, dead, or taken by another since. */
    private boolean isStale(long atMs, long position) {
        if (position < ring.first() || position >= ring.end()) return true;
        if ((ring.markAt(position) & DEAD) != 0) return true;
        return messages.expiresAtMs(ring.numberAt(position)) != atMs;
    }

    private static int mark(Guarantee guarantee, boolean retain) {
        return (guarantee == Guarantee.EXACTLY_ONCE ? EXACTLY_ONCE : 0) | (retain ? RETAIN : 0);
    }

    private static Guarantee guarantee(int mark) {
        return (mark & EXACTLY_ONCE) != 0 ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE;
    }
}
