package io.belay.node;

/**
 * What names a subscription that outlives its consumers, or is shared by several.
 *
 * @param clientId whose name space it is in; empty for the one that all clients share
 * @param name of the subscription, not empty
 * @param durable durable ones and others have name spaces of their own (Jakarta Messaging 3.1 §8.3)
 */
public record SubscriptionName(String clientId, String name, boolean durable) {
    /** The name of its queue: no client can name a queue so. */
    public String queueName() {
        return QueueNames.RESERVED + (durable ? "durable/" : "shared/") + QueueNames.escaped(clientId) + "/"
                + QueueNames.escaped(name);
    }
}
