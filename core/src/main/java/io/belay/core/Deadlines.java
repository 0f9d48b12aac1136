package io.belay.core;

import java.util.Arrays;

/** A heap of times with a position each, earliest first. 16 bytes an entry. */
final class Deadlines {
    private long[] times = new long[0];
    private long[] positions = new long[0];
    private int count;

    int count() {
        return count;
    }

    /** Bytes of the arrays. */
    long footprint() {
        return times.length * 16L;
    }

    long firstMs() {
        return count == 0 ? Long.MAX_VALUE : times[0];
    }

    long firstPosition() {
        return positions[0];
    }

    void clear() {
        count = 0;
    }

    void add(long atMs, long position) {
        if (count == times.length) {
            int room = Math.max(8, count + Math.max(8, count / 2));
            times = Arrays.copyOf(times, room);
            positions = Arrays.copyOf(positions, room);
        }
        int hole = count++;
        while (hole > 0 && before(atMs, position, (hole - 1) / 2)) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        set(hole, atMs, position);
    }

    void removeFirst() {
        count--;
        long atMs = times[count];
        long position = positions[count];
        int hole = 0;
        for (int child = 1; child < count; child = 2 * hole + 1) {
            if (child + 1 < count && before(times[child + 1], positions[child + 1], child)) child++;
            if (before(atMs, position, child)) break;
            move(child, hole);
            hole = child;
        }
        set(hole, atMs, position);
    }

    private boolean before(long atMs, long position, int index) {
        return atMs != times[index] ? atMs < times[index] : position < positions[index];
    }

    private void move(int from, int to) {
        times[to] = times[from];
        positions[to] = positions[from];
    }

    private void set(int index, long atMs, long position) {
        times[index] = atMs;
        positions[index] = position;
    }
}
