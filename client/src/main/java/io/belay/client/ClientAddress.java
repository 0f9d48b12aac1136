package io.belay.client;

import io.belay.amqp.type.Symbol;

/**
 * Where messages go to or come from.
 *
 * @param name as the broker knows it, without a prefix
 * @param kind which name space it is of
 */
public record ClientAddress(String name, Kind kind) {
    /** What stands at an address; told to the broker as a capability. */
    public enum Kind {
        /** Each message goes to one consumer. */
        QUEUE("queue"),
        /** Each message goes to all subscriptions. */
        TOPIC("topic"),
        /** A queue that lives as long as the session. */
        TEMPORARY_QUEUE("temporary-queue"),
        /** A topic that lives as long as the session. */
        TEMPORARY_TOPIC("temporary-topic");

        private final Symbol capability;

        Kind(String capability) {
            this.capability = Symbol.of(capability);
        }

        /** Whether what is sent there goes to all subscriptions. */
        public boolean isTopic() {
            return this == TOPIC || this == TEMPORARY_TOPIC;
        }

        Symbol capability() {
            return capability;
        }
    }

    /** A queue. */
    public static ClientAddress queue(String name) {
        return new ClientAddress(name, Kind.QUEUE);
    }

    /** A topic. */
    public static ClientAddress topic(String name) {
        return new ClientAddress(name, Kind.TOPIC);
    }
}
