package io.belay.amqp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Small numbers and what stands at each: the channels of a connection, the handles of a session. */
final class Slots<T> {
    private static final int ROOM_MIN = 4;

    private @Nullable Object[] items = new Object[0];
    private int free; // no number below is free

    /** What stands at {@code number}, of any size; null if nothing does. */
    @SuppressWarnings("unchecked")
    @Nullable
    T at(long number) {
        return number >= 0 && number < items.length ? (T) items[(int) number] : null;
    }

    /** Puts something at {@code number}, which the caller has checked against its limit. */
    void put(int number, T item) {
        if (number >= items.length) {
            items = Arrays.copyOf(items, Math.max(Math.max(ROOM_MIN, number + 1), Math.min(2 * items.length, 65_536)));
        }
        items[number] = item;
    }

    /** Puts something at the lowest free number, and returns that; −1 if there is none up to {@code numberMax}. */
    int take(T item, long numberMax) {
        while (at(free) != null) free++;
        if (free > numberMax) return -1;
        put(free, item);
        return free;
    }

    /** Frees a number if {@code item} is what stands there. */
    void remove(int number, T item) {
        if (at(number) != item) return;
        items[number] = null;
        free = Math.min(free, number);
    }
}
