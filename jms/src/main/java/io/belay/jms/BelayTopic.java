package io.belay.jms;

import jakarta.jms.Topic;

/** A topic: each message goes to all of its subscriptions. */
public class BelayTopic extends BelayDestination implements Topic {
    private static final long serialVersionUID = 1L;

    /**
     * Names a topic, or with MQTT's {@code +} and {@code #} many of them, to consume from.
     *
     * @param name of at least one character
     * @throws IllegalArgumentException if it is empty
     */
    public BelayTopic(String name) {
        super(name);
    }

    @Override
    DestinationKind kind() {
        return DestinationKind.TOPIC;
    }

    @Override
    public String getTopicName() {
        return name();
    }
}
