package io.belay.amqp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one direction of a session that are not settled, by delivery-id. Ids come in sequence and wrap
 * (RFC 1982), and are given up in any order: pages of 64 neighbours, kept as long as one of them is there. The newest page
 * stays, so that one who settles each delivery before the next does not make a page for each. One thread at a time.
 *
 * @param <T> what is known of a delivery
 */
public final class DeliveryTable<T> {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;
    private static final int KEY_MASK = -1 >>> PAGE_BITS;
    private static final @Nullable Object[] NOTHING = {};

    private static final class Page {
        final @Nullable Object[] items = new Object[PAGE_SIZE];
        int used;
    }

    private final Map<Integer, Page> pages = new LinkedHashMap<>();
    private int lastKey; // of the page touched last; most calls touch it again
    private @Nullable Page last;
    private @Nullable Object[] lastItems = NOTHING; // of that page
    private int newestKey;
    private @Nullable Page newest; // may be empty
    private int count;

    /** An empty table. */
    public DeliveryTable() {}

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The delivery of that id, null if it is not there. */
    @SuppressWarnings("unchecked")
    public @Nullable T at(int id) {
        return page(id >>> PAGE_BITS) == null ? null : (T) lastItems[id & PAGE_MASK];
    }

    /** Adds a delivery whose id is not there yet. */
    public void put(int id, T delivery) {
        Page page = page(id >>> PAGE_BITS);
        if (page == null) page = open(id >>> PAGE_BITS);
        lastItems[id & PAGE_MASK] = delivery;
        page.used++;
        count++;
    }

    /** Takes a delivery out; null if it is not there. */
    @SuppressWarnings("unchecked")
    public @Nullable T remove(int id) {
        Page page = page(id >>> PAGE_BITS);
        if (page == null) return null;
        Object delivery = lastItems[id & PAGE_MASK];
        if (delivery == null) return null;
        lastItems[id & PAGE_MASK] = null;
        page.used--;
        count--;
        if (page.used == 0 && page != newest) close(id >>> PAGE_BITS, page);
        return (T) delivery;
    }

    /**
     * Walks from {@code first} to {@code last}, in order; never longer than what is there, however wide the range. The
     * visitor may take out what it is shown.
     */
    public void each(int first, int last, Consumer<T> visitor) {
        long wide = Integer.toUnsignedLong(last - first) >>> PAGE_BITS;
        if (wide <= pages.size()) {
            int more = (last >>> PAGE_BITS) - (first >>> PAGE_BITS) & KEY_MASK;
            for (int index = 0; index <= more; index++) visit((first >>> PAGE_BITS) + index, first, last, visitor);
            return;
        }
        int[] keys = new int[pages.size()];
        int index = 0;
        for (int key : pages.keySet()) keys[index++] = key;
        for (int key : keys) visit(key, first, last, visitor);
    }

    /** Walks all, in the order in which they came, or nearly so. */
    public void each(Consumer<T> visitor) {
        each(0, -1, visitor);
    }

    @SuppressWarnings("unchecked")
    private void visit(int key, int first, int last, Consumer<T> visitor) {
        Page page = page(key & KEY_MASK);
        if (page == null) return;
        int start = key << PAGE_BITS;
        int from = isOn(start, first) ? first - start : 0;
        int to = isOn(start, last) ? last - start : PAGE_SIZE - 1;
        boolean isAllRound = from > to; // The range ends on the page on which it begins, before it begins.
        if (isAllRound) {
            from = 0;
            to = PAGE_SIZE - 1;
        }
        for (int index = from; index <= to; index++) {
            Object delivery = page.items[index];
            if (delivery == null) continue;
            int id = start + index;
            if (Integer.compareUnsigned(id - first, last - first) <= 0) visitor.accept((T) delivery);
        }
    }

    private static boolean isOn(int start, int id) {
        return Integer.compareUnsigned(id - start, PAGE_SIZE) < 0;
    }

    private @Nullable Page page(int key) {
        Page recent = last;
        if (recent != null && key == lastKey) return recent;
        Page page = pages.get(key);
        if (page != null) turnTo(key, page);
        return page;
    }

    private void turnTo(int key, Page page) {
        lastKey = key;
        last = page;
        lastItems = page.items;
    }

    private Page open(int key) {
        Page before = newest;
        if (before != null && before.used == 0) close(newestKey, before);
        Page page = new Page();
        pages.put(key, page);
        turnTo(key, page);
        newestKey = key;
        newest = page;
        return page;
    }

    private void close(int key, Page page) {
        pages.remove(key);
        if (last != page) return;
        last = null;
        lastItems = NOTHING;
    }
}
