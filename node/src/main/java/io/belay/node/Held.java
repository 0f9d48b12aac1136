package io.belay.node;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What must not be done before a batch is on disk, in order. Each entry is released when the batch it waits for, and
 * with it every earlier one, is synced.
 *
 * @param <T> what is held
 */
final class Held<T> {
    private record Entry<T>(long batch, T what) {}

    private final ArrayDeque<Entry<T>> entries = new ArrayDeque<>();

    /** Holds {@code what} until {@code batch} is synced. */
    void add(long batch, T what) {
        entries.add(new Entry<>(batch, what));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Gives up what waits for {@code synced} or an earlier batch. */
    void release(long synced, Consumer<T> taker) {
        Entry<T> first = entries.peek();
        while (first != null && first.batch() <= synced) {
            entries.remove();
            taker.accept(first.what());
            first = entries.peek();
        }
    }
}
