package io.belay.jms;

import io.belay.client.Answer;
import io.belay.client.ClientFailure;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application thread that waits for the answer to one request. The session answers at the deadline at the latest; that this
 * thread looks at the clock itself only guards against a loop that is stuck.
 */
final class Waiting implements Answer {
    /** How much later than the session this thread gives up, ms. */
    private static final long GRACE_MS = 5_000;

    private final String what;
    private final Thread waiter = Thread.currentThread();
    private @Nullable ClientFailure failure; // published by isAnswered
    private volatile boolean isAnswered;

    /**
     * A request of this thread.
     *
     * @param what the request, for the words of a failure: {@code commit}, {@code send to queue orders}
     */
    Waiting(String what) {
        this.what = what;
    }

    @Override
    public void answered(@Nullable ClientFailure failure) {
        this.failure = failure;
        isAnswered = true;
        LockSupport.unpark(waiter);
    }

    /**
     * Waits for the answer.
     *
     * @param timeoutMs the deadline that the request carries, milliseconds from now
     * @throws JMSException if it was not granted, says what is known; or if the thread is interrupted, which it stays
     */
    void await(long timeoutMs) throws JMSException {
        ClientFailure failed = outcome(timeoutMs);
        if (failed != null) throw Refusals.exception(what, failed);
    }

    /** Waits as {@link #await} does, but an interrupt does not hurry it: the thread has that back afterwards. */
    void awaitPatiently(long timeoutMs) throws JMSException {
        long endMs = SessionLink.deadline(timeoutMs);
        boolean wasInterrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    await(SessionLink.left(endMs));
                    return;
                } catch (JMSException failed) {
                    if (!Thread.interrupted()) throw failed;
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) Thread.currentThread().interrupt();
        }
    }

    /** The same, for whoever has his own words for a failure. */
    @Nullable
    ClientFailure outcome(long timeoutMs) throws JMSException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs + GRACE_MS);
        while (!isAnswered) {
            long leftNs = endNs - System.nanoTime();
            if (leftNs <= 0) throw Refusals.unanswered(what, timeoutMs);
            LockSupport.parkNanos(this, leftNs);
            if (Thread.interrupted()) throw interrupted();
        }
        return failure;
    }

    private JMSException interrupted() {
        Thread.currentThread().interrupt();
        return Refusals.interrupted(what);
    }
}
