package io.belay.jms;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue that lives as long as the session of the connection that made it; where the broker keeps no sessions, as long as its line, see
 * {@link ConnectionEvent.DestinationLost}. Others may send to it.
 */
public final class BelayTemporaryQueue extends BelayQueue implements TemporaryQueue {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable TemporaryOwner owner; // Nobody, where a message or a directory told the name.

    /** One that somebody else made: it can be sent to. */
    BelayTemporaryQueue(String name) {
        this(name, null);
    }

    /** One that {@code owner} made. */
    BelayTemporaryQueue(String name, @Nullable TemporaryOwner owner) {
        super(name);
        this.owner = owner;
    }

    @Nullable
    TemporaryOwner owner() {
        return owner;
    }

    @Override
    DestinationKind kind() {
        return DestinationKind.TEMPORARY_QUEUE;
    }

    @Override
    public void delete() throws JMSException {
        if (owner == null) throw new IllegalStateException("queue " + name() + " was made by another connection");
        owner.delete(this);
    }
}
