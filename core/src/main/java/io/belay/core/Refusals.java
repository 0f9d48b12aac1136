package io.belay.core;

import io.belay.core.Refusal.Reason;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a command must not be logged. Changes nothing. */
final class Refusals {
    private final State state;
    private final Limits limits;

    Refusals(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
    }

    @Nullable
    Refusal of(Command command) {
        if (command instanceof Command.Attach attach) return attach(attach);
        if (command instanceof Command.Subscribe subscribe) return subscribe(subscribe);
        if (command instanceof Command.Publish publish) return publish(publish);
        if (command instanceof Command.Retain retain) return retained(retain.message());
        if (command instanceof Command.FireWill fire) return message(fire.session(), fire.message());
        return null;
    }

    private @Nullable Refusal attach(Command.Attach attach) {
        Session known = state.sessions.of(attach.clientId());
        if (known == null && state.sessions.count() >= limits.sessionsMax()) {
            return new Refusal(Reason.SESSIONS_FULL, limits.sessionsMax() + " sessions exist, no more are allowed");
        }
        if (known != null && !known.owner.equals(attach.owner())) {
            return new Refusal(Reason.NOT_OWNER, "session " + attach.clientId() + " belongs to another user");
        }
        return null;
    }

    private @Nullable Refusal subscribe(Command.Subscribe subscribe) {
        Session session = state.sessions.at(subscribe.session());
        if (session == null) return null;
        Set<Command.Unsubscribe.Topic> topics = new LinkedHashSet<>(session.subscriptions.keySet());
        long[] brought = {0, 0};
        for (Subscription subscription : subscribe.subscriptions()) {
            boolean isNew = topics.add(new Command.Unsubscribe.Topic(subscription.filter(), subscription.group()));
            if (Subscribing.bringsRetained(subscription, isNew)) count(subscription, brought);
        }
        if (topics.size() > limits.subscriptionsPerSessionMax()) {
            String message = topics.size() + " subscriptions of client " + session.clientId + ", "
                    + limits.subscriptionsPerSessionMax() + " are allowed";
            return new Refusal(Reason.SUBSCRIPTIONS_FULL, message);
        }
        boolean none = brought[0] == 0;
        return none ? null : queue(session, brought[0], brought[1]);
    }

    private void count(Subscription subscription, long[] brought) {
        for (Retained.Entry entry : state.retained.matching(subscription.filter())) {
            brought[0]++;
            brought[1] += state.messages.length(entry.number());
        }
    }

    private @Nullable Refusal publish(Command.Publish publish) {
        Session publisher = state.sessions.at(publish.session());
        boolean tagged = publisher != null && publish.tag() != 0;
        if (tagged && publisher.tags.contains(publish.tag())) return null; // A repetition takes no room.
        if (tagged && publisher.tags.size() >= limits.tagsPerSessionMax()) {
            String message = publisher.tags.size() + " exchanges of client " + publisher.clientId + " are open, "
                    + limits.tagsPerSessionMax() + " are allowed";
            return new Refusal(Reason.TAGS_FULL, message);
        }
        return message(publish.session(), publish.message());
    }

    private @Nullable Refusal message(long publisher, Message message) {
        Refusal refusal = retained(message);
        if (refusal != null || message.guarantee() == Guarantee.AT_MOST_ONCE) return refusal;
        Match match = state.subscriptions.match(message.topic());
        for (Target target : match.targets()) {
            Grant grant = target.grant(publisher);
            if (grant == null || grant.guarantee() == Guarantee.AT_MOST_ONCE) continue;
            refusal = queue(target.session(), 1, message.length());
            if (refusal != null) return refusal;
        }
        for (Group group : match.groups()) {
            if (group.guarantee() == Guarantee.AT_MOST_ONCE) continue;
            refusal = full(
                    "group " + group.topic.group() + " of " + group.topic.filter(),
                    group.backlog.count() + 1L,
                    group.backlog.bytes() + message.length());
            if (refusal != null) return refusal;
        }
        return null;
    }

    private @Nullable Refusal retained(Message message) {
        boolean adds = message.retain() && message.hasBody() && !state.retained.has(message.topic());
        if (!adds || state.retained.count() < limits.retainedMax()) return null;
        String reason = limits.retainedMax() + " topics have a retained message, no more are allowed";
        return new Refusal(Reason.RETAINED_FULL, reason);
    }

    private @Nullable Refusal queue(Session session, long more, long moreBytes) {
        return full("client " + session.clientId, session.queued() + more, session.queuedBytes() + moreBytes);
    }

    private @Nullable Refusal full(String whose, long messages, long bytes) {
        if (messages > limits.queuedMessagesMax()) {
            String message = whose + " would have " + messages + " messages queued, " + limits.queuedMessagesMax()
                    + " are allowed";
            return new Refusal(Reason.QUEUE_FULL, message);
        }
        if (bytes > limits.queuedBytesMax()) {
            String message =
                    whose + " would have " + bytes + " bytes queued, " + limits.queuedBytesMax() + " are allowed";
            return new Refusal(Reason.QUEUE_FULL, message);
        }
        return null;
    }
}
