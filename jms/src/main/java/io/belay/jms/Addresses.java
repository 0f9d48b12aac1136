package io.belay.jms;

import io.belay.client.ClientAddress;

/** Destinations as the session knows them. */
final class Addresses {
    private Addresses() {}

    /** The address of a destination. */
    static ClientAddress of(BelayDestination destination) {
        return new ClientAddress(
                destination.name(),
                switch (destination.kind()) {
                    case QUEUE -> ClientAddress.Kind.QUEUE;
                    case TOPIC -> ClientAddress.Kind.TOPIC;
                    case TEMPORARY_QUEUE -> ClientAddress.Kind.TEMPORARY_QUEUE;
                    case TEMPORARY_TOPIC -> ClientAddress.Kind.TEMPORARY_TOPIC;
                });
    }
}
