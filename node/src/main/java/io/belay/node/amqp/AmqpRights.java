package io.belay.node.amqp;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.node.Address;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a line may do, in AMQP's words. What is temporary belongs to whoever made it: nobody else consumes
 * from it, which the node holds, and the owner needs no permission.
 */
final class AmqpRights {
    private static final String ANY_TEMPORARY_QUEUE = "$temporary-queue/new"; // stands for all that it may have made
    private static final String ANY_TEMPORARY_TOPIC = "$temporary-topic/new";

    final Set<String> temporaries = new LinkedHashSet<>(0); // names of what this line has made for itself
    private Rights rights = Rights.all(); // meaningful once the client has opened
    private String owner = ""; // name of its session if that outlives the line, else empty

    /** The client has said who it is, and what it is called. */
    void are(Rights its) {
        rights = its;
    }

    /** What a session that outlives its line has made is its own on the next line too. */
    void ownedBy(String session) {
        owner = session;
    }

    Rights rights() {
        return rights;
    }

    /**
     * In whose name space its subscriptions are: once there are users, that of the user and the container, so that nobody
     * finds another's by calling itself the same.
     */
    String subscriber(String containerId) {
        if (rights.isOpen()) return containerId;
        return rights.user().replace("%", "%25").replace("/", "%2F") + "/" + containerId;
    }

    /** What stands against sending there; null if nothing does. */
    @Nullable
    AmqpError objectionToTarget(Address address) {
        return isOwn(address) ? null : objection(Action.PUBLISH, address);
    }

    /** What stands against consuming from there, or looking at it; null if nothing does. */
    @Nullable
    AmqpError objectionToSource(Address address, boolean browses) {
        if (AmqpAddresses.isTemporary(address)) return null;
        if (address.isQueue()) return objection(browses ? Action.BROWSE : Action.CONSUME, address);
        return rights.covers(Action.CONSUME, address.name()) ? null : unauthorized(Action.CONSUME, address);
    }

    /** What stands against a queue or topic of its own; null if nothing does. */
    @Nullable
    AmqpError objectionToTemporary(Address.Kind kind) {
        return objection(Action.CREATE, temporary(kind));
    }

    private static Address temporary(Address.Kind kind) {
        return kind == Address.Kind.QUEUE ? Address.queue(ANY_TEMPORARY_QUEUE) : Address.topic(ANY_TEMPORARY_TOPIC);
    }

    /** Whether a queue may be made for it if there is none; nobody makes topics. */
    boolean mayCreate(Address address) {
        return !address.isQueue() || rights.has(Action.CREATE, Kind.QUEUE, address.name());
    }

    private boolean isOwn(Address address) {
        return temporaries.contains(address.name()) || !owner.isEmpty() && address.isTemporaryOf(owner);
    }

    private @Nullable AmqpError objection(Action action, Address address) {
        return rights.allows(action, kind(address), address.name()) ? null : unauthorized(action, address);
    }

    private AmqpError unauthorized(Action action, Address address) {
        return new AmqpError(ErrorCondition.UNAUTHORIZED_ACCESS, rights.denial(action, kind(address), address.name()));
    }

    private static Kind kind(Address address) {
        return address.isQueue() ? Kind.QUEUE : Kind.TOPIC;
    }
}
