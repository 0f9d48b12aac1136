package io.belay.amqp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers and what stands at each: the channels of a connection, the handles of a session. Pages of 64 neighbours, so
 * that one high number takes little room: at 65535 about 4 KiB. A page is kept as long as something stands on it, or who uses
 * one number after the other would have them all.
 */
final class Slots<T> {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int PAGES_MIN = 1;

    private @Nullable Object[] @Nullable [] pages = new Object[0][];
    private int free; // no number below is free

    /** What stands at {@code number}, of any size; null if nothing does. */
    @SuppressWarnings("unchecked")
    @Nullable
    T at(long number) {
        long index = number >>> PAGE_BITS;
        @Nullable Object[] page = number >= 0 && index < pages.length ? pages[(int) index] : null;
        return page == null ? null : (T) page[(int) number & PAGE_MASK];
    }

    /** Puts something at {@code number}, which the caller has checked against its limit. */
    void put(int number, T item) {
        int index = number >>> PAGE_BITS;
        if (index >= pages.length) {
            int room = Math.max(index + 1, Math.max(PAGES_MIN, 2 * pages.length));
            pages = Arrays.copyOf(pages, room);
        }
        @Nullable Object[] page = pages[index];
        if (page == null) page = pages[index] = new Object[1 << PAGE_BITS];
        page[number & PAGE_MASK] = item;
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
        @Nullable Object[] page = at(number) == item ? pages[number >>> PAGE_BITS] : null;
        if (page == null) return;
        page[number & PAGE_MASK] = null;
        if (isEmpty(page)) pages[number >>> PAGE_BITS] = null;
        free = Math.min(free, number);
    }

    private static boolean isEmpty(@Nullable Object[] page) {
        for (Object item : page) if (item != null) return false;
        return true;
    }

    /** How many pages are kept. */
    int pageCount() {
        int count = 0;
        for (@Nullable Object[] page : pages) if (page != null) count++;
        return count;
    }
}
