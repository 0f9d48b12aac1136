package io.belay.jms;

import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import org.jspecify.annotations.Nullable;

/**
 * A place that messages are sent to and come from: a queue or a topic, named as the broker names it. Two of them are equal
 * if they name the same place; that one of them knows the place to be temporary makes no difference. It can be serialised
 * and bound in a directory. Any thread may use it.
 */
public abstract class BelayDestination implements Destination, Referenceable, Serializable {
    /** The address of a {@link Reference} under which the name stands. */
    static final String NAME = "name";

    private static final String QUEUE_PREFIX = "queue://";
    private static final String TOPIC_PREFIX = "topic://";
    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * Names a place.
     *
     * @param name of at least one character
     * @throws IllegalArgumentException if it is empty
     */
    BelayDestination(String name) {
        if (name.isEmpty()) throw new IllegalArgumentException("the name of a destination is empty");
        this.name = name;
    }

    /** The name, without a prefix. */
    public String name() {
        return name;
    }

    abstract DestinationKind kind();

    /** Whether both name the same place. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BelayDestination destination
                && kind().isTopic() == destination.kind().isTopic()
                && name.equals(destination.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }

    @Override
    public Reference getReference() {
        String type = kind().named(name).getClass().getName();
        return new Reference(type, new StringRefAddr(NAME, name), ObjectMaker.class.getName(), null);
    }

    /**
     * The same place as one of ours, whosever it is.
     *
     * @param destination null is no place
     * @throws InvalidDestinationException if it has no name, or is neither queue nor topic
     */
    static @Nullable BelayDestination of(@Nullable Destination destination) throws JMSException {
        if (destination == null || destination instanceof BelayDestination) return (BelayDestination) destination;
        String name = null;
        DestinationKind kind = DestinationKind.QUEUE;
        if (destination instanceof Queue queue) {
            name = queue.getQueueName();
            if (queue instanceof TemporaryQueue) kind = DestinationKind.TEMPORARY_QUEUE;
        } else if (destination instanceof Topic topic) {
            name = topic.getTopicName();
            kind = topic instanceof TemporaryTopic ? DestinationKind.TEMPORARY_TOPIC : DestinationKind.TOPIC;
        }
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException("neither queue nor topic with a name: " + destination);
        }
        return kind.named(name);
    }

    /**
     * The place that an AMQP address names.
     *
     * @param address null or empty is no place
     * @param told the kind that came with it, which may have been none
     * @param assumed what it is if nothing says more
     */
    static @Nullable BelayDestination at(
            @Nullable String address, @Nullable DestinationKind told, DestinationKind assumed) {
        if (address == null || address.isEmpty()) return null;
        if (told != null) return told.named(address);
        if (address.startsWith(QUEUE_PREFIX)) return plain(DestinationKind.QUEUE, address, QUEUE_PREFIX);
        if (address.startsWith(TOPIC_PREFIX)) return plain(DestinationKind.TOPIC, address, TOPIC_PREFIX);
        return assumed.named(address);
    }

    private static @Nullable BelayDestination plain(DestinationKind kind, String address, String prefix) {
        return at(address.substring(prefix.length()), kind, kind);
    }
}
