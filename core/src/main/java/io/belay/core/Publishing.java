package io.belay.core;

import io.belay.core.Command.Publish;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a message comes in and finds those who want it. */
final class Publishing {
    private final State state;
    private final Delivering delivering;
    private final Queueing queueing;

    Publishing(State state, Delivering delivering, Queueing queueing) {
        this.state = state;
        this.delivering = delivering;
        this.queueing = queueing;
    }

    void publish(Publish publish) {
        Session publisher = state.sessions.at(publish.session());
        if (publisher == null && publish.session() != 0) return; // Its session has ended.
        boolean tagged = publisher != null && publish.tag() != 0;
        boolean repeated =
                state.isHeld(publish.session(), publish.linkTag()) || tagged && !publisher.tags.add(publish.tag());
        if (repeated) {
            state.say(new Effect.Routed(0, true));
            return;
        }
        state.hold(publish.session(), publish.linkTag());
        boolean toSessions = publish.message().guarantee() != Guarantee.AT_MOST_ONCE;
        int matches = store(publish.session(), publish.message(), toSessions);
        state.say(new Effect.Routed(matches, false));
    }

    void release(Command.Release release) {
        Session publisher = state.sessions.at(release.session());
        if (publisher != null) publisher.tags.remove(release.tag());
    }

    void forget(Command.Forget forget) {
        Session publisher = state.sessions.at(forget.session());
        if (publisher != null) publisher.linkTags.forget(forget.link(), forget.tags());
    }

    void forget(Command.ForgetLink forget) {
        Session publisher = state.sessions.at(forget.session());
        if (publisher == null) return;
        publisher.linkTags.forget(forget.link());
        if (forget.link().isEmpty()) publisher.tags.clear();
    }

    void retain(Command.Retain retain) {
        int saidBefore = state.said();
        long number = state.begin(retain.message());
        if (retain.message().retain()) setRetained(number, retain.message());
        state.keepOrForget(number, saidBefore);
    }

    /** The retained message of this number has expired. */
    void expireRetained(long number) {
        Retained.Entry expired = state.retained.remove(state.retained.expiring(number));
        if (expired != null) state.release(expired.number());
    }

    /** Publishes a will, if it is due: replay may have brought it before. */
    void fire(Command.FireWill fire) {
        if (takeDue(fire.session())) store(fire.session(), fire.message(), true);
    }

    /** Removes the first will of a session that is due. Returns whether there was one. */
    boolean takeDue(long session) {
        for (var dues = state.dueWills.iterator(); dues.hasNext(); ) {
            if (dues.next().session() != session) continue;
            dues.remove();
            return true;
        }
        return false;
    }

    /** Delivers what needs neither log nor settling. */
    List<Effect.Deliver> route(long publisher, Message message) {
        if (state.isDelayed(message)) return List.of();
        Match match = state.subscriptions.match(message.topic());
        Target[] targets = match.targets();
        if (targets.length == 1 && match.groups().length == 0) {
            Effect.Deliver only = delivery(targets[0], publisher, message);
            return only == null ? List.of() : List.of(only);
        }
        List<Effect.Deliver> deliveries = new ArrayList<>(targets.length + match.groups().length);
        for (Target target : targets) {
            Effect.Deliver delivery = delivery(target, publisher, message);
            if (delivery != null) deliveries.add(delivery);
        }
        for (Group group : match.groups()) {
            Group.Member member = group.takePassingTurn();
            if (member != null) deliveries.add(delivery(member.session(), Grant.of(member.subscription()), message));
        }
        return deliveries;
    }

    private static Effect.@Nullable Deliver delivery(Target target, long publisher, Message message) {
        Grant grant = target.session().attached ? target.grant(publisher) : null;
        return grant == null ? null : delivery(target.session(), grant, message);
    }

    private static Effect.Deliver delivery(Session session, Grant grant, Message message) {
        boolean retain = message.retain() && grant.retainAsPublished();
        return new Effect.Deliver(
                session.number, session.epoch, 0, 0, message, Guarantee.AT_MOST_ONCE, retain, false, grant.ids());
    }

    /** The time of a delayed publish has come; or it has lingered long enough after that. */
    void publishDue(Delayed.Held held) {
        boolean delivers = !held.delivered() && !state.isExpired(held.number());
        if (!delivers) {
            state.delayed.remove(held);
            state.release(held.number());
            return;
        }
        toSessions(state.subscriptions.match(held.topic()), held.number(), held.publisher(), held.message());
        state.delayed.put(held.delivered(state.nowMs + Delayed.LINGER_MS));
    }

    /** Gives a message that was staged to all who want it. */
    void deliver(long number, long publisher, Message message) {
        if (message.retain()) setRetained(number, message);
        toAll(number, publisher, message, message.guarantee() != Guarantee.AT_MOST_ONCE);
    }

    private int store(long publisher, Message message, boolean toSessions) {
        int saidBefore = state.said();
        long number = state.begin(message);
        delivering.atHand(number, message);
        if (message.retain()) setRetained(number, message);
        int matches = toAll(number, publisher, message, toSessions);
        delivering.atHand(0, null);
        state.keepOrForget(number, saidBefore);
        return matches;
    }

    private void setRetained(long number, Message message) {
        Retained.Entry before;
        if (message.hasBody()) {
            state.messages.hold(number);
            before = state.retained.put(new Retained.Entry(message.topic(), number, message.guarantee()));
        } else {
            before = state.retained.remove(message.topic());
        }
        if (before != null) state.release(before.number());
    }

    /** Returns how many took it. */
    private int toAll(long number, long publisher, Message message, boolean toSessions) {
        Match match = state.subscriptions.match(message.topic());
        int matches = 0;
        if (state.isDelayed(message)) delay(match, number, publisher, message);
        else if (toSessions) matches = toSessions(match, number, publisher, message);
        return matches + toQueues(match, number, publisher, message);
    }

    private void delay(Match match, long number, long publisher, Message message) {
        long atMs = message.scheduling().deliverAtMs();
        boolean tooOld = message.expiresAtMs() != 0 && message.expiresAtMs() <= atMs;
        if (tooOld || !match.hasSessions()) return;
        state.messages.hold(number);
        state.delayed.put(new Delayed.Held(
                number, publisher, message.topic(), message.guarantee(), message.retain(), atMs, false));
    }

    private int toSessions(Match match, long number, long publisher, Message message) {
        int matches = match.groups().length;
        for (Target target : match.targets()) {
            Grant grant = target.grant(publisher);
            if (grant == null) continue;
            matches++;
            Guarantee granted = message.guarantee().atMost(grant.guarantee());
            boolean retain = message.retain() && grant.retainAsPublished();
            if (granted == Guarantee.AT_MOST_ONCE) delivering.pass(target.session(), number, retain, grant.ids());
            else delivering.enqueue(target.session(), number, granted, retain, grant.ids());
        }
        for (Group group : match.groups()) {
            delivering.offer(group, number, message.guarantee(), message.retain());
        }
        return matches;
    }

    private int toQueues(Match match, long number, long publisher, Message message) {
        if (match.queues().length == 0) return 0;
        int matches = 0;
        String clientId = state.sessions.clientId(publisher);
        for (Queue queue : match.queues()) {
            if (!queue.wants(clientId, message)) continue;
            matches++;
            queueing.enqueue(queue, number, message);
        }
        return matches;
    }
}
