package io.belay.node;

import java.util.Arrays;

/**
 * A first-in, first-out row of longs by position; positions only grow, but for what is put in front. 8 bytes an entry, a
 * quarter more when long; nothing while it has never held any.
 */
final class LongRing {
    private static final long[] NONE = {};
    private static final int ROOM_MIN = 16;
    private static final int DOUBLED_UNTIL = 4096;

    private long[] values = NONE;
    private int start; // index of the value at position first
    private int count;
    private long first;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** The position of the first value. */
    long first() {
        return first;
    }

    /** The position that the next value will have. */
    long end() {
        return first + count;
    }

    /** The value at a position from {@link #first} to {@link #end} − 1. */
    long at(long position) {
        return values[index((int) (position - first))];
    }

    void add(long value) {
        if (count == values.length) grow();
        values[index(count)] = value;
        count++;
    }

    /** Puts a value before the first, at the position before it. */
    void addFirst(long value) {
        if (count == values.length) grow();
        start = start == 0 ? values.length - 1 : start - 1;
        values[start] = value;
        first--;
        count++;
    }

    long remove() {
        long value = values[start];
        start = start + 1 == values.length ? 0 : start + 1;
        first++;
        count--;
        if (values.length > ROOM_MIN && count < values.length / 4) resize(Math.max(ROOM_MIN, values.length / 2));
        return value;
    }

    private int index(int offset) {
        long index = (long) start + offset;
        return (int) (index < values.length ? index : index - values.length);
    }

    private void grow() {
        resize(Math.max(ROOM_MIN, count + (count < DOUBLED_UNTIL ? count : count / 4)));
    }

    private void resize(int room) {
        long[] old = values;
        int head = Math.min(count, old.length - start);
        values = Arrays.copyOfRange(old, start, start + head);
        values = Arrays.copyOf(values, room);
        System.arraycopy(old, 0, values, head, count - head);
        start = 0;
    }
}
