package io.belay.node;

import org.jspecify.annotations.Nullable;

/**
 * What a consumer asks for.
 *
 * @param address the queue, or the topic filter to subscribe to
 * @param selector in Jakarta Messaging's language, checked by the gateway; empty takes everything
 * @param noLocal whether a topic consumer gets nothing that its own client publishes
 * @param browse whether it looks at a queue from its first message to its last, and takes nothing
 * @param settled whether what it is handed counts as accepted at once
 * @param subscription the name of a topic subscription that is durable or shared; null for one of its own
 * @param shared whether other consumers may take from the same subscription
 * @param priority of the consumer: messages go to lower ones only while no higher one has credit
 * @param exclusive whether nobody else may consume from the queue while it does
 */
public record SourceSpec(
        Address address,
        String selector,
        boolean noLocal,
        boolean browse,
        boolean settled,
        @Nullable SubscriptionName subscription,
        boolean shared,
        int priority,
        boolean exclusive) {
    /** Everything from {@code address}, in competition with others. */
    public static SourceSpec of(Address address) {
        return new SourceSpec(address, "", false, false, false, null, false, 0, false);
    }
}
