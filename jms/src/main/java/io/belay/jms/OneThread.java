package io.belay.jms;

import jakarta.jms.IllegalStateException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a session is used by one thread at a time (Jakarta Messaging §2.14): a second one is told so, instead of two of
 * them quietly spoiling each other's work.
 */
final class OneThread {
    private static final long PAUSE_NS = 500_000;

    private record Use(Thread thread, String what) {}

    private final String whose;
    private final AtomicReference<@Nullable Use> inside = new AtomicReference<>();

    OneThread(String whose) {
        this.whose = whose;
    }

    /**
     * The calling thread begins something.
     *
     * @return whether {@link #leave} is to follow; false if the thread is inside already
     * @throws IllegalStateException if another thread is inside
     */
    boolean enter(String what) throws IllegalStateException {
        Thread caller = Thread.currentThread();
        Use other = inside.get();
        if (other != null && other.thread == caller) return false;
        if (other == null && inside.compareAndSet(null, new Use(caller, what))) return true;
        Use user = inside.get();
        String whom =
                user == null ? "another thread was" : "thread \"" + user.thread.getName() + "\" is in " + user.what;
        throw new IllegalStateException(whose + ": thread \"" + caller.getName() + "\" called " + what + " while "
                + whom + "; a session is used by one thread at a time");
    }

    /** The same for a thread of the provider's, which waits until nobody is inside. */
    void enterLater(String what) {
        Use use = new Use(Thread.currentThread(), what);
        while (!inside.compareAndSet(null, use)) LockSupport.parkNanos(this, PAUSE_NS);
    }

    void leave() {
        inside.set(null);
    }
}
