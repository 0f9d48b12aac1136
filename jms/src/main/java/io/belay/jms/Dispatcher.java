package io.belay.jms;

import jakarta.jms.JMSException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a session that calls its message listeners, one message at a time. It begins with the first listener
 * and ends with the last, or with the session. A program that has nothing else to do goes on as long as it is there,
 * unless it is a daemon.
 */
final class Dispatcher {
    /** A consumer with a listener. On the dispatcher's thread. */
    interface Source {
        /** Whether something waits for the listener, or is to be told. */
        boolean hasMessage();

        /** Gives the listener its next message; false if there is none. */
        boolean dispatch();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final String name;
    private final boolean isDaemon;
    private final CopyOnWriteArrayList<Source> consumers = new CopyOnWriteArrayList<>(); // those with a listener
    private final ReentrantLock calling = new ReentrantLock(true); // held while a listener is called; fair
    private @Nullable Thread thread; // guarded by this
    private volatile @Nullable Thread sleeper;
    private volatile boolean isRunning;
    private volatile boolean isClosed;
    private int next; // whose turn it is; the thread's own, and handed on under this

    /** @param isDaemon whether the program may end while somebody listens */
    Dispatcher(String name, boolean isDaemon) {
        this.name = name;
        this.isDaemon = isDaemon;
    }

    synchronized void add(Source consumer) {
        consumers.addIfAbsent(consumer); // it may have had another listener
        if (thread == null && !isClosed) {
            thread = new Thread(this::work, name);
            thread.setDaemon(isDaemon);
            thread.start();
        }
        wake();
    }

    void remove(Source consumer) {
        consumers.remove(consumer);
        wake(); // if it was the last one, the thread has nothing to stay for
    }

    /** Whether any consumer has a listener: then nobody may receive. */
    boolean isUsed() {
        return !consumers.isEmpty();
    }

    /** Whether its thread has ended, or is about to. */
    boolean isOver() {
        return isClosed;
    }

    /** Whether the caller is a listener of this session. */
    boolean isCaller() {
        return calling.isHeldByCurrentThread();
    }

    void start() {
        isRunning = true;
        wake();
    }

    /** Calls no listener any more; one may run still. */
    void halt() {
        isRunning = false;
    }

    private void awaitListener(long timeoutMs) throws JMSException {
        try {
            if (!calling.tryLock(timeoutMs, TimeUnit.MILLISECONDS)) {
                throw new JMSException("a message listener of " + name + " did not return within " + timeoutMs + " ms");
            }
            calling.unlock();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw Refusals.interrupted("wait for a message listener");
        }
    }

    /** Calls no listener any more, for ever, and waits for the one that runs, unless it is the caller. */
    void close(long timeoutMs) throws JMSException {
        end();
        awaitListener(timeoutMs);
    }

    /** The same, without waiting. Any thread, the loop too. */
    void end() {
        isClosed = true;
        isRunning = false;
        wake();
    }

    /** Waits until no listener runs; at once for the listener itself. */
    void quiet(long timeoutMs) throws JMSException {
        awaitListener(timeoutMs);
    }

    /** Something has come, or is to be looked at. Any thread, the loop too. */
    void wake() {
        Thread sleeping = sleeper;
        if (sleeping != null) LockSupport.unpark(sleeping);
    }

    private void work() {
        while (!hasLeft()) {
            if (!guardedCall()) sleep();
        }
    }

    /** Whether the thread has nothing to stay for; then whoever comes next has a new one. */
    private boolean hasLeft() {
        if (!isIdle()) return false;
        synchronized (this) {
            if (!isIdle()) return false; // somebody came, and counts on this thread
            thread = null;
            return true;
        }
    }

    private boolean isIdle() {
        return isClosed || consumers.isEmpty();
    }

    /** Outermost: what is wrong with one message must not cost the ones after it. */
    private boolean guardedCall() {
        try {
            return callOne();
        } catch (Throwable bug) {
            LOG.error("a bug while {} gave a message to its listener", name, bug);
            return true;
        }
    }

    private void sleep() {
        sleeper = Thread.currentThread();
        // Looked at after the name is on the door: whoever puts something there now will see whom to wake.
        if (!isIdle() && !(isRunning && hasWork())) LockSupport.park(this);
        sleeper = null;
    }

    private boolean hasWork() {
        for (Source each : consumers) if (each.hasMessage()) return true;
        return false;
    }

    private boolean callOne() {
        calling.lock();
        try {
            return isRunning && nextConsumer();
        } finally {
            calling.unlock();
        }
    }

    /** Each consumer in turn, so that a busy one does not starve the others. */
    private boolean nextConsumer() {
        for (int tried = 0, count = consumers.size(); tried < count; tried++) {
            next = (next + 1) % count;
            Source consumer = next < consumers.size() ? consumers.get(next) : null;
            if (consumer != null && consumer.dispatch()) return true;
        }
        return false;
    }
}
