package io.belay.interop.operated;

import io.belay.jms.BelayConnection;
import io.belay.jms.ConnectionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a connection tells of itself, and what it tells the program as trouble. Any thread. */
final class Witness {
    private static final int PATIENCE_S = 300;

    private final List<ConnectionEvent> events = new ArrayList<>();
    private final List<String> trouble = new ArrayList<>();

    Witness(BelayConnection connection) throws jakarta.jms.JMSException {
        connection.addEventListener(this::heard);
        connection.setExceptionListener(why -> {
            synchronized (this) {
                trouble.add(why.getMessage());
            }
        });
    }

    private synchronized void heard(ConnectionEvent event) {
        events.add(event);
        notifyAll();
    }

    /** Waits until so many events of that kind have come, since the beginning. */
    synchronized void await(int count, Predicate<ConnectionEvent> kind) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        for (long leftNs = PATIENCE_S; count(kind) < count && leftNs > 0; leftNs = endNs - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(leftNs, 1_000_000));
        }
        if (count(kind) < count) throw new AssertionError("too few such events in " + events);
    }

    synchronized int count(Predicate<ConnectionEvent> kind) {
        return (int) events.stream().filter(kind).count();
    }

    <E extends ConnectionEvent> int count(Class<E> kind) {
        return count(kind::isInstance);
    }

    /** What the exception listener heard. */
    synchronized List<String> trouble() {
        return List.copyOf(trouble);
    }
}
