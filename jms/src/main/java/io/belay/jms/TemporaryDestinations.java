package io.belay.jms;

import io.belay.client.ClientAddress;
import io.belay.client.ClientTemporary;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary destinations of a connection, which it alone consumes from and deletes (Jakarta Messaging §6.2.2). Any thread. */
final class TemporaryDestinations {
    private final BelayConnection connection;
    private final Map<String, ClientTemporary> present = new ConcurrentHashMap<>(); // by name
    private final TemporaryOwner owner = this::delete;

    TemporaryDestinations(BelayConnection connection) {
        this.connection = connection;
    }

    BelayTemporaryQueue queue() throws JMSException {
        return new BelayTemporaryQueue(made(ClientAddress.Kind.TEMPORARY_QUEUE), owner);
    }

    BelayTemporaryTopic topic() throws JMSException {
        return new BelayTemporaryTopic(made(ClientAddress.Kind.TEMPORARY_TOPIC), owner);
    }

    private String made(ClientAddress.Kind kind) throws JMSException {
        long timeoutMs = connection.options().timeoutMs(Setting.REQUEST_TIMEOUT_MS);
        ConnectionLoop loop = connection.loop();
        var made = new ClientTemporary[1]; // published by the answers
        var isHere = new Waiting("create a temporary destination");
        new SessionLink(loop, false).ask("create a " + kind.name(), timeoutMs, (deadlineMs, answer) -> {
            made[0] = loop.session().temporary(kind, deadlineMs, failure -> {
                if (failure == null) present.put(made[0].address().name(), made[0]); // before it can be lost
                answer.answered(failure);
            });
            isHere.answered(null);
        });
        isHere.await(timeoutMs);
        return made[0].address().name();
    }

    /** It is gone. On the loop. */
    void lost(ClientAddress temporary) {
        present.remove(temporary.name());
    }

    private void delete(BelayDestination temporary) throws JMSException {
        connection.checkUsable();
        ClientTemporary its = present.get(temporary.name());
        if (its == null) return; // deleted already
        if (connection.consumes(temporary)) {
            throw new IllegalStateException(temporary.name() + " has a consumer (§6.2.2)");
        }
        long timeoutMs = connection.options().timeoutMs(Setting.REQUEST_TIMEOUT_MS);
        new SessionLink(connection.loop(), false).ask("delete " + temporary.name(), timeoutMs, its::delete);
        present.remove(temporary.name());
    }

    /** Refuses consumers of temporary destinations that others made, or that are gone. */
    void checkMayConsume(BelayDestination from) throws JMSException {
        if (from.kind().isTemporary() && !present.containsKey(from.name())) {
            throw new InvalidDestinationException(
                    from.name() + " is a temporary destination of another connection, or gone");
        }
    }

    /** Refuses what is sent to a temporary destination of this connection that is deleted, or was lost. */
    void checkMaySend(BelayDestination to) throws JMSException {
        if (!to.kind().isTemporary() || present.containsKey(to.name())) return;
        boolean isOurs = to instanceof BelayTemporaryQueue queue && queue.owner() == owner
                || to instanceof BelayTemporaryTopic topic && topic.owner() == owner;
        if (isOurs) throw new InvalidDestinationException(to.name() + " is deleted, or was lost with its line");
    }
}
