package io.belay.core;

import org.jspecify.annotations.Nullable;

/**
 * A session that a topic leads to.
 *
 * @param all what it gets of the messages of others
 * @param own what it gets of its own: without the subscriptions that are noLocal; null nothing
 */
record Target(Session session, Grant all, @Nullable Grant own) {
    static Target of(Session session, Subscription subscription) {
        Grant grant = Grant.of(subscription);
        return new Target(session, grant, subscription.noLocal() ? null : grant);
    }

    /** What it gets of a message that {@code publisher} sent; null nothing. */
    @Nullable
    Grant grant(long publisher) {
        return session.number == publisher ? own : all;
    }

    Target plus(Target other) {
        Grant both = Grant.plus(all, other.all);
        return new Target(session, both == null ? all : both, Grant.plus(own, other.own));
    }
}
