package io.belay.jms;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import org.jspecify.annotations.Nullable;

/**
 * A topic that lives as long as the session of the connection that made it; where the broker keeps no sessions, as long as its line, see
 * {@link ConnectionEvent.DestinationLost}. Others may send to it.
 */
public final class BelayTemporaryTopic extends BelayTopic implements TemporaryTopic {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable TemporaryOwner owner; // Nobody, where a message or a directory told the name.

    /** One that somebody else made: it can be sent to. */
    BelayTemporaryTopic(String name) {
        this(name, null);
    }

    /** One that {@code owner} made. */
    BelayTemporaryTopic(String name, @Nullable TemporaryOwner owner) {
        super(name);
        this.owner = owner;
    }

    @Nullable
    TemporaryOwner owner() {
        return owner;
    }

    @Override
    DestinationKind kind() {
        return DestinationKind.TEMPORARY_TOPIC;
    }

    @Override
    public void delete() throws JMSException {
        if (owner == null) throw new IllegalStateException("topic " + name() + " was made by another connection");
        owner.delete(this);
    }
}
