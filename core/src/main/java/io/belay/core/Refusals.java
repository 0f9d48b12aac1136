package io.belay.core;

import io.belay.core.Command.Unsubscribe.Topic;
import io.belay.core.Refusal.Reason;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a command must not be logged. Changes nothing. */
final class Refusals {
    /** What a queue would take. */
    private record Load(long messages, long bytes) {}

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
        Refusal refusal = subscriptions(session, subscribe.subscriptions());
        return refusal != null ? refusal : brought(session, subscribe.subscriptions());
    }

    private @Nullable Refusal subscriptions(Session session, List<Subscription> asked) {
        Set<Topic> topics = new LinkedHashSet<>(session.subscriptions.keySet());
        for (Subscription subscription : asked) topics.add(topic(subscription));
        if (topics.size() <= limits.subscriptionsPerSessionMax()) return null;
        String message = topics.size() + " subscriptions of client " + session.clientId + ", "
                + limits.subscriptionsPerSessionMax() + " are allowed";
        return new Refusal(Reason.SUBSCRIPTIONS_FULL, message);
    }

    /**
     * Counts what {@link Subscribing} will queue, also of a filter that is named twice: each naming is a subscription of
     * its own (MQTT-3.8.4-5). But the topics of a filter are walked once, and none after the limit is passed.
     */
    private @Nullable Refusal brought(Session session, List<Subscription> asked) {
        Set<Topic> topics = new LinkedHashSet<>(session.subscriptions.keySet());
        Map<String, Load> walked = new LinkedHashMap<>();
        Load sum = new Load(0, 0);
        for (Subscription subscription : asked) {
            boolean isNew = topics.add(topic(subscription));
            boolean queues = subscription.guarantee() != Guarantee.AT_MOST_ONCE;
            if (!queues || !Subscribing.bringsRetained(subscription, isNew)) continue;
            Load load = walked.computeIfAbsent(subscription.filter(), this::retainedLoad);
            if (load.messages() == 0) continue;
            sum = new Load(sum.messages() + load.messages(), sum.bytes() + load.bytes());
            Refusal refusal = queue(session, sum.messages(), sum.bytes());
            if (refusal != null) return refusal;
        }
        return null;
    }

    /** The retained messages of a filter that a subscription above AT_MOST_ONCE queues. */
    private Load retainedLoad(String filter) {
        long[] sum = {0, 0};
        state.retained.forEachMatching(filter, entry -> {
            if (entry.guarantee() == Guarantee.AT_MOST_ONCE || state.isExpired(entry.number())) return;
            sum[0]++;
            sum[1] += state.messages.length(entry.number());
        });
        return new Load(sum[0], sum[1]);
    }

    private static Topic topic(Subscription subscription) {
        return new Topic(subscription.filter(), subscription.group());
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
