package io.belay.server;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where any thread leaves {@link Mail} for one reader, who takes all of it at once. Posting costs one compare-and-set,
 * and a wake-up only when the reader sleeps and does not come by himself.
 */
final class Inbox {
    private final AtomicReference<@Nullable Mail> newest = new AtomicReference<>();
    private volatile @Nullable Thread sleeper;

    /** Leaves mail and wakes the reader; what one thread leaves is read in its order. Any thread. */
    void post(Mail mail) {
        put(mail);
        wake();
    }

    /** As {@link #post}, for a reader who comes anyway. Any thread. */
    void put(Mail mail) {
        Mail before;
        do {
            before = newest.get();
            mail.next = before;
        } while (!newest.compareAndSet(before, mail));
    }

    /** Takes all mail, oldest first, linked by {@link Mail#next}; null if there is none. The reader only. */
    @Nullable
    Mail drain() {
        Mail each = newest.getAndSet(null);
        Mail oldest = null;
        while (each != null) {
            Mail older = each.next;
            each.next = oldest;
            oldest = each;
            each = older;
        }
        return oldest;
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** Sleeps unless {@code ready}, until mail is posted, {@link #wake}, or the time is over. One thread only. */
    void await(long nanos, BooleanSupplier ready) {
        sleeper = Thread.currentThread();
        // Asked after the name is on the door: whoever makes it ready now will see whom to wake.
        if (!ready.getAsBoolean()) LockSupport.parkNanos(this, nanos);
        sleeper = null;
    }

    /** Wakes the reader if it sleeps. Any thread. */
    void wake() {
        Thread reader = sleeper;
        if (reader != null) LockSupport.unpark(reader);
    }
}
