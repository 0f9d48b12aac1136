package io.belay.jms;

import io.belay.client.ClientFailure;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came and was not taken yet, in order: the loop puts, one application thread at a time takes. Nobody locks.
 *
 * @param <T> told apart by what they are, not by what they are equal to
 */
class Shelf<T> {
    private final Deque<T> arrived = new ConcurrentLinkedDeque<>();
    private final Set<T> voided = ConcurrentHashMap.newKeySet(); // of those that were taken
    private final Runnable wake;
    private volatile @Nullable Thread taker; // that waits
    private volatile @Nullable ClientFailure failure; // nothing more will come
    private volatile boolean isClosed;

    /** @param wake called on the loop whenever something has come, besides the thread that waits here */
    Shelf(Runnable wake) {
        this.wake = wake;
    }

    /** One has come. On the loop. */
    final void put(T arrival) {
        arrived.add(arrival);
        news();
    }

    /** One is nobody's here any more; true if it was not taken yet, and now is gone. On the loop. */
    final boolean takeAway(T arrival) {
        voided.add(arrival);
        if (!arrived.remove(arrival)) return false; // the application has it, or is about to
        voided.remove(arrival);
        return true;
    }

    /** Nothing will come any more, as others know already. On the loop. */
    final void over(ClientFailure failure) {
        this.failure = failure;
        arrived.clear();
        news();
    }

    private void news() {
        Thread waits = taker;
        if (waits != null) LockSupport.unpark(waits);
        wake.run();
    }

    /** Wakes whoever waits, for ever. */
    final void close() {
        isClosed = true;
        news();
    }

    /** Wakes whoever waits, to look again. */
    final void nudge() {
        news();
    }

    /** Counts them, one by one. */
    final int size() {
        return arrived.size();
    }

    final boolean isEmpty() {
        return arrived.isEmpty();
    }

    /** Why nothing more will come; null if it may. */
    final @Nullable ClientFailure failure() {
        return failure;
    }

    final @Nullable T poll() {
        return arrived.poll();
    }

    /**
     * Waits for one.
     *
     * @param endNs by {@link System#nanoTime}
     * @param look takes one, now; null if there is none, or none may be taken
     * @return null if none came until then, or there is none to come
     * @throws InterruptedException if the thread is interrupted
     */
    final @Nullable T take(long endNs, Supplier<? extends @Nullable T> look) throws InterruptedException {
        taker = Thread.currentThread();
        try {
            while (!isClosed) {
                T first = look.get();
                if (first != null || failure != null) return first;
                long leftNs = endNs - System.nanoTime();
                if (leftNs <= 0) return null;
                LockSupport.parkNanos(this, Math.min(leftNs, TimeUnit.HOURS.toNanos(1)));
                if (Thread.interrupted()) throw new InterruptedException();
            }
            return null;
        } finally {
            taker = null;
        }
    }

    /** What was taken is the next again. By the thread that took it. */
    final void putBack(T taken) {
        arrived.addFirst(taken);
    }

    /** Takes all that is there. */
    final List<T> takeAll() {
        var all = new ArrayList<T>();
        for (T each = arrived.poll(); each != null; each = arrived.poll()) all.add(each);
        return all;
    }

    /** Whether one that was taken is nobody's here meanwhile. */
    final boolean isVoid(T taken) {
        return !voided.isEmpty() && voided.contains(taken);
    }

    /** It is decided: nobody will ask for it any more. */
    final void forget(T taken) {
        if (!voided.isEmpty()) voided.remove(taken);
    }
}
