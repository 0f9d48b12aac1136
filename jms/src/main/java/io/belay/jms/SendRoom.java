package io.belay.jms;

import io.belay.base.Check;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of what was sent may wait for its answer at a time. Application threads take room and wait while there is none; the
 * loop gives it back and never waits for them longer than it takes to wake them.
 */
final class SendRoom {
    private final long bytesMax;
    private final long lengthMin; // what a message counts at least: so the bytes bound the number too
    private final AtomicLong bytes = new AtomicLong(); // taken, 0 and up; may pass the limit by one message
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition room = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger(); // threads
    private volatile boolean closed;

    /**
     * Room for so much.
     *
     * @param bytesMax 1 and up
     * @param messagesMax 1 and up; no more, however small
     */
    SendRoom(long bytesMax, int messagesMax) {
        Check.argument(bytesMax >= 1, "room for at least 1 byte", bytesMax);
        Check.argument(messagesMax >= 1, "room for at least 1 message", messagesMax);
        this.bytesMax = bytesMax;
        lengthMin = Math.max(1, bytesMax / messagesMax);
    }

    /** What a message of so many bytes takes. */
    long cost(long length) {
        return Math.max(length, lengthMin);
    }

    /**
     * Takes room for a message. One that is larger than all the room is let through when nothing else is there.
     *
     * @param length as {@link #cost} says
     * @param deadlineNs by {@link System#nanoTime}
     * @return false if there was none until the deadline; then nothing is taken
     */
    boolean take(long length, long deadlineNs) throws InterruptedException {
        if (tryTake(length)) return true;
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet(); // before the next look: whoever gives back after it will see it
            while (!tryTake(length)) {
                long leftNs = deadlineNs - System.nanoTime();
                if (leftNs <= 0) return false;
                room.awaitNanos(leftNs);
            }
            return true;
        } finally {
            waiting.decrementAndGet();
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
        if (waiting.get() > 0) wakeAll();
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
