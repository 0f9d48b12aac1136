package io.belay.jms;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that several contexts use: the last one closes it (Jakarta Messaging, {@code JMSContext.createContext}). */
final class SharedConnection {
    private final BelayConnection connection;
    private final AtomicInteger users = new AtomicInteger(1);

    /** With one user. */
    SharedConnection(BelayConnection connection) {
        this.connection = connection;
    }

    BelayConnection connection() {
        return connection;
    }

    /**
     * One user more.
     *
     * @throws IllegalStateException if the last one has left
     */
    void join() throws IllegalStateException {
        int before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        if (before == 0) throw new IllegalStateException("the connection is closed");
    }

    /** One user less. */
    void leave() throws JMSException {
        if (users.decrementAndGet() == 0) connection.close();
    }
}
