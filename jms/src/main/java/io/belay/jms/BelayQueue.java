package io.belay.jms;

import jakarta.jms.Queue;

/** A queue: each message goes to one of its consumers. */
public class BelayQueue extends BelayDestination implements Queue {
    private static final long serialVersionUID = 1L;

    /**
     * Names a queue; the broker makes it when it is first used.
     *
     * @param name of at least one character
     * @throws IllegalArgumentException if it is empty
     */
    public BelayQueue(String name) {
        super(name);
    }

    @Override
    DestinationKind kind() {
        return DestinationKind.QUEUE;
    }

    @Override
    public String getQueueName() {
        return name();
    }
}
