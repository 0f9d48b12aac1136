package io.belay.jms;

import io.belay.client.Answer;
import io.belay.client.ClientFailure;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The asynchronous sends of a session: their listeners are called one at a time, in the order of the sends, on a thread of their
 * own (Jakarta Messaging §7.3).
 */
final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);
    private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(10);

    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50); // two may wait, and only one is woken

    private final String name;
    private final Queue<Send> sends = new ConcurrentLinkedQueue<>(); // as they were sent
    private @Nullable Thread thread; // guarded by this; null while there is nothing to do
    private volatile @Nullable Thread worker;
    private volatile @Nullable Thread waiter; // for all to be done

    Completions(String name) {
        this.name = name;
    }

    /** One asynchronous send; the session answers it. */
    final class Send implements Answer {
        private final Message message;
        private final CompletionListener listener;
        private final String what;
        private final Runnable giveBack;
        private @Nullable ClientFailure failure; // published by isAnswered
        private volatile boolean isAnswered;

        Send(Message message, CompletionListener listener, String what, Runnable giveBack) {
            this.message = message;
            this.listener = listener;
            this.what = what;
            this.giveBack = giveBack;
        }

        @Override
        public void answered(@Nullable ClientFailure failed) {
            giveBack.run();
            failure = failed;
            isAnswered = true;
            Thread works = worker;
            if (works != null) LockSupport.unpark(works);
        }

        private void call() {
            ClientFailure failed = failure;
            try {
                if (failed == null) listener.onCompletion(message);
                else listener.onException(message, Refusals.exception(what, failed));
            } catch (Throwable applications) { // an Error too: it must not cost the ones after it their thread
                LOG.warn("a completion listener threw", applications);
            }
        }
    }

    /** Takes a send that is about to be handed over, in its order. */
    Send add(Message message, CompletionListener listener, String what, Runnable giveBack) {
        Send send = new Send(message, listener, what, giveBack);
        sends.add(send);
        ensureWorker();
        return send;
    }

    private synchronized void ensureWorker() {
        if (thread != null) return;
        Thread fresh = new Thread(this::work, name);
        fresh.setDaemon(true);
        thread = fresh;
        worker = fresh;
        fresh.start();
    }

    /** Whether the caller is a completion listener of this session. */
    boolean isCaller() {
        return Thread.currentThread() == worker;
    }

    private void work() {
        long idleSinceNs = System.nanoTime();
        while (true) {
            Send first = sends.peek();
            if (first != null && first.isAnswered) {
                first.call();
                sends.poll(); // only now: whoever waits for all waits for the call too
                if (sends.isEmpty()) wakeWaiter();
                idleSinceNs = System.nanoTime();
            } else if (first == null && System.nanoTime() - idleSinceNs > LINGER_NS && retire()) {
                return;
            } else {
                LockSupport.parkNanos(this, LINGER_NS);
            }
        }
    }

    private synchronized boolean retire() {
        if (!sends.isEmpty()) return false;
        thread = null;
        worker = null;
        return true;
    }

    private void wakeWaiter() {
        Thread waits = waiter;
        if (waits != null) LockSupport.unpark(waits);
    }

    /** Waits until every send so far is answered and its listener has returned. */
    void await(String what, long timeoutMs) throws JMSException {
        if (sends.isEmpty()) return;
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        waiter = Thread.currentThread();
        try {
            while (!sends.isEmpty()) {
                long leftNs = endNs - System.nanoTime();
                if (leftNs <= 0) throw Refusals.unanswered(what + ", which waits for asynchronous sends", timeoutMs);
                LockSupport.parkNanos(this, Math.min(leftNs, LOOK_NS));
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw Refusals.interrupted(what);
                }
            }
        } finally {
            waiter = null;
        }
    }
}
