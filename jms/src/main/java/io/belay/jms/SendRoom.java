package io.belay.jms;

import io.belay.base.Check;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of what was sent may wait for its answer at a time. Application threads take room and wait while there is none; the
 * loop gives it back and never waits for them longer than it takes to wake them.
 */
final class SendRoom {
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong(); // taken, 0 and up; may pass the limit by one message
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition room = lock.newCondition();
    private volatile int waiting; // threads; written under the lock
    private volatile boolean closed;

    SendRoom(long bytesMax) {
        Check.argument(bytesMax >= 1, "room for at least 1 byte", bytesMax);
        this.bytesMax = bytesMax;
    }

    /**
     * Takes room for a message. One that is larger than all the room is let through when nothing else is there.
     *
     * @param length bytes
     * @param deadlineNs by {@link System#nanoTime}
     * @return false if there was none until the deadline; then nothing is taken
     */
    boolean take(long length, long deadlineNs) throws InterruptedException {
        if (tryTake(length)) return true;
        lock.lockInterruptibly();
        try {
            waiting++; // before the next look: whoever gives back after it will see it
            while (!tryTake(length)) {
                long leftNs = deadlineNs - System.nanoTime();
                if (leftNs <= 0) return false;
                room.awaitNanos(leftNs);
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private boolean tryTake(long length) {
        if (closed) return true; // nobody waits for what will be refused anyway
        long taken;
        do {
            taken = bytes.get();
            if (taken > 0 && taken + length > bytesMax) return false;
        } while (!bytes.compareAndSet(taken, taken + length));
        return true;
    }

    /** Gives back what {@link #take} took. On the loop. */
    void giveBack(long length) {
        bytes.addAndGet(-length);
        if (waiting > 0) wakeAll();
    }

    /** From now on nobody waits here. */
    void close() {
        closed = true;
        wakeAll();
    }

    private void wakeAll() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is taken now, bytes. */
    long taken() {
        return bytes.get();
    }
}
