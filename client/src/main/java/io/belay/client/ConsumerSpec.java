package io.belay.client;

import org.jspecify.annotations.Nullable;

/**
 * What a consumer consumes.
 *
 * @param address from where
 * @param selector which messages, empty for all
 * @param noLocal not those that this session has sent; of topics only
 * @param subscription the name of a subscription of a topic, null for one without
 * @param isDurable the subscription outlives the session
 * @param isShared the subscription may have several consumers
 * @param isGlobal the subscription's name is not of this client alone (a shared one of a client without a client id)
 * @param isBrowser messages are looked at and stay where they are
 * @param isPresettled messages come settled: at most once, the broker has done with each as it sends it
 */
public record ConsumerSpec(
        ClientAddress address,
        String selector,
        boolean noLocal,
        @Nullable String subscription,
        boolean isDurable,
        boolean isShared,
        boolean isGlobal,
        boolean isBrowser,
        boolean isPresettled) {
    /** A consumer of all messages, of a queue or of a topic from now on. */
    public static ConsumerSpec of(ClientAddress address) {
        return new ConsumerSpec(address, "", false, null, false, false, false, false, false);
    }

    /** The same for some messages only; null is all. */
    public ConsumerSpec selecting(@Nullable String selector) {
        String some = selector == null ? "" : selector;
        return new ConsumerSpec(
                address, some, noLocal, subscription, isDurable, isShared, isGlobal, isBrowser, isPresettled);
    }

    /** The same without what this session sends. */
    public ConsumerSpec withoutLocal(boolean noLocal) {
        return new ConsumerSpec(
                address, selector, noLocal, subscription, isDurable, isShared, isGlobal, isBrowser, isPresettled);
    }

    /** The same by a durable subscription of one consumer. */
    public ConsumerSpec durable(String subscription) {
        return new ConsumerSpec(address, selector, noLocal, subscription, true, false, false, false, isPresettled);
    }

    /**
     * The same by a subscription that is shared.
     *
     * @param isGlobal among all clients, otherwise among those of this client id
     */
    public ConsumerSpec shared(String subscription, boolean isDurable, boolean isGlobal) {
        return new ConsumerSpec(
                address, selector, noLocal, subscription, isDurable, true, isGlobal, false, isPresettled);
    }

    /** The same as a browser. */
    public ConsumerSpec browsing() {
        return new ConsumerSpec(address, selector, noLocal, null, false, false, false, true, false);
    }

    /** The same whose messages may come settled. */
    public ConsumerSpec presettled(boolean isPresettled) {
        return new ConsumerSpec(
                address, selector, noLocal, subscription, isDurable, isShared, isGlobal, isBrowser, isPresettled);
    }
}
