package io.belay.core;

import io.belay.core.Command.Unsubscribe.Topic;
import org.jspecify.annotations.Nullable;

/** How subscriptions come and go, and what a new one brings. */
final class Subscribing {
    private final State state;
    private final Delivering delivering;

    Subscribing(State state, Delivering delivering) {
        this.state = state;
        this.delivering = delivering;
    }

    void subscribe(Command.Subscribe subscribe) {
        Session session = state.sessions.at(subscribe.session());
        if (session == null) return;
        for (Subscription subscription : subscribe.subscriptions()) {
            boolean isNew = state.subscriptions.put(session, subscription);
            if (bringsRetained(subscription, isNew)) bringRetained(session, subscription);
        }
        delivering.pump(session); // It may be the first in its group that can take what waits.
    }

    void unsubscribe(Command.Unsubscribe unsubscribe) {
        Session session = state.sessions.at(unsubscribe.session());
        if (session == null) return;
        boolean[] existed = new boolean[unsubscribe.topics().size()];
        for (int index = 0; index < existed.length; index++) {
            existed[index] = remove(session, unsubscribe.topics().get(index));
        }
        state.say(new Effect.Unsubscribed(existed));
    }

    /** Removes a subscription, and with its last member the group. Returns whether there was one. */
    boolean remove(Session session, Topic topic) {
        Group left = groupOf(session, topic);
        boolean existed = state.subscriptions.remove(session, topic);
        if (left != null && left.members.isEmpty()) {
            delivering.clear(left);
            state.subscriptions.close(left);
        }
        return existed;
    }

    /** A session may not have this delivery any more: it leaves the group that it had it from, where another may have it. */
    void decline(Session session, long sequence) {
        Group group = delivering.origin(session, sequence);
        if (group != null) remove(session, group.topic);
        delivering.decline(session, sequence);
    }

    /** Whether a subscription asks for the retained messages that match it; a shared one never does (M5-72). */
    static boolean bringsRetained(Subscription subscription, boolean isNew) {
        if (subscription.isShared()) return false;
        return subscription.retainHandling() == 0 || subscription.retainHandling() == 1 && isNew;
    }

    private void bringRetained(Session session, Subscription subscription) {
        int[] ids = Grant.of(subscription).ids();
        for (Retained.Entry entry : state.retained.matching(subscription.filter())) {
            if (state.isExpired(entry.number())) continue;
            Guarantee granted = entry.guarantee().atMost(subscription.guarantee());
            if (granted == Guarantee.AT_MOST_ONCE) delivering.pass(session, entry.number(), true, ids);
            else delivering.enqueue(session, entry.number(), granted, true, ids);
        }
    }

    private static @Nullable Group groupOf(Session session, Topic topic) {
        if (topic.group().isEmpty()) return null;
        for (Group group : session.groups.values()) {
            if (group.topic.equals(topic)) return group;
        }
        return null;
    }
}
