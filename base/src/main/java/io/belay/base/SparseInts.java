package io.belay.base;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table from long numbers to ints, for numbers that are handed out in sequence and given up one by one. What was
 * never put is 0, and putting 0 gives the room back.
 *
 * <p>Pages of 64 neighbours: about 5.5 bytes an entry when dense, one page when sparse.
 */
public final class SparseInts {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private static final int PAGE_BYTES = 4 * (1 << PAGE_BITS) + 112; // with its object, array head, entry, key

    private static final class Page {
        final int[] values = new int[1 << PAGE_BITS];
        int used;
    }

    private final Map<Long, Page> pages = new LinkedHashMap<>();
    private long lastKey = -1; // of the page touched last; most calls touch it again
    private @Nullable Page last;
    private long count;

    /** Starts empty. */
    public SparseInts() {}

    /** How many numbers have a value other than 0. */
    public long count() {
        return count;
    }

    /** Bytes of memory that the pages take, as most virtual machines count. */
    public long footprint() {
        return (long) pages.size() * PAGE_BYTES;
    }

    /** The value of {@code number}, 0 if it has none. */
    public int at(long number) {
        Page page = page(number >>> PAGE_BITS);
        return page == null ? 0 : page.values[(int) number & PAGE_MASK];
    }

    /** Sets the value of {@code number}; 0 gives the room back. */
    public void put(long number, int value) {
        long key = number >>> PAGE_BITS;
        Page page = page(key);
        if (page == null) {
            if (value == 0) return;
            page = open(key);
        }
        int index = (int) number & PAGE_MASK;
        int change = (value == 0 ? 0 : 1) - (page.values[index] == 0 ? 0 : 1);
        page.values[index] = value;
        page.used += change;
        count += change;
        if (page.used == 0) close(key);
    }

    /** Walks all numbers that have a value, in the order in which their pages were first touched. */
    public void forEach(Visitor visitor) {
        pages.forEach((key, page) -> {
            for (int index = 0; index < page.values.length; index++) {
                if (page.values[index] != 0) visitor.visit((key << PAGE_BITS) + index, page.values[index]);
            }
        });
    }

    /** Takes one number and its value. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes {@code number} and its {@code value}, which is not 0. */
        void visit(long number, int value);
    }

    private @Nullable Page page(long key) {
        if (key == lastKey) return last;
        Page page = pages.get(key);
        if (page != null) {
            lastKey = key;
            last = page;
        }
        return page;
    }

    private Page open(long key) {
        Page page = new Page();
        pages.put(key, page);
        lastKey = key;
        last = page;
        return page;
    }

    private void close(long key) {
        pages.remove(key);
        lastKey = -1;
        last = null;
    }
}
