package io.belay.jms;

import io.belay.client.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Destinations as the broker knows them: some brokers want something before the names of queues and of topics. Temporary ones are
 * named by the broker itself.
 *
 * @param queuePrefix before the name of a queue; may be empty
 * @param topicPrefix before the name of a topic; may be empty
 */
record Addresses(String queuePrefix, String topicPrefix) {
    /** Names are addresses. */
    static final Addresses PLAIN = new Addresses("", "");

    static Addresses of(ConnectionSettings settings) {
        return new Addresses(settings.text(Setting.QUEUE_PREFIX), settings.text(Setting.TOPIC_PREFIX));
    }

    /** The address of a destination. */
    ClientAddress of(BelayDestination destination) {
        return new ClientAddress(
                text(destination),
                switch (destination.kind()) {
                    case QUEUE -> ClientAddress.Kind.QUEUE;
                    case TOPIC -> ClientAddress.Kind.TOPIC;
                    case TEMPORARY_QUEUE -> ClientAddress.Kind.TEMPORARY_QUEUE;
                    case TEMPORARY_TOPIC -> ClientAddress.Kind.TEMPORARY_TOPIC;
                });
    }

    /** The same as it stands in messages. */
    String text(BelayDestination destination) {
        return prefix(destination.kind()) + destination.name();
    }

    private String prefix(DestinationKind kind) {
        if (kind.isTemporary()) return "";
        return kind.isTopic() ? topicPrefix : queuePrefix;
    }

    /** The destination that an address of a message names, as the application knows it; null if it names none. */
    @Nullable
    BelayDestination known(@Nullable BelayDestination addressed) {
        if (addressed == null) return null;
        String prefix = prefix(addressed.kind());
        String name = addressed.name();
        boolean isPrefixed = !prefix.isEmpty() && name.startsWith(prefix) && name.length() > prefix.length();
        return isPrefixed ? addressed.kind().named(name.substring(prefix.length())) : addressed;
    }
}
