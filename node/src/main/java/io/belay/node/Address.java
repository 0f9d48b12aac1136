package io.belay.node;

/**
 * Where a message goes, or where it comes from.
 *
 * @param kind what it is
 * @param name of the queue, or the topic name or filter
 */
public record Address(Kind kind, String name) {
    /** What an address leads to. */
    public enum Kind {
        /** One of the consumers gets a message. */
        QUEUE,
        /** Every subscription gets it. */
        TOPIC
    }

    /** The queue of this name. */
    public static Address queue(String name) {
        return new Address(Kind.QUEUE, name);
    }

    /** The topic of this name, or the topics of this filter. */
    public static Address topic(String name) {
        return new Address(Kind.TOPIC, name);
    }

    /** Whether it leads to a queue. */
    public boolean isQueue() {
        return kind == Kind.QUEUE;
    }

    /** Whether it is temporary, and made by a session of this name that outlives its lines. */
    public boolean isTemporaryOf(String clientId) {
        return name.startsWith(QueueNames.temporaryOf(kind, clientId));
    }

    @Override
    public String toString() {
        return (isQueue() ? "queue " : "topic ") + name;
    }
}
