package io.belay.core;

import io.belay.base.Many;
import io.belay.core.Command.Unsubscribe.Topic;
import io.belay.core.Refusal.Reason;
import java.util.Collections;
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

    /** What has been asked of each queue so far: by one message, or by all of a transaction. */
    private static final class Demand {
        private final @Nullable Map<Object, Load> sums; // null for one message, which asks nobody twice
        private final Set<String> topics; // that would be retained, likewise

        private Demand(@Nullable Map<Object, Load> sums, Set<String> topics) {
            this.sums = sums;
            this.topics = topics;
        }

        static Demand ofOne() {
            return new Demand(null, Collections.emptySet());
        }

        static Demand ofMany() {
            return new Demand(new LinkedHashMap<>(), new LinkedHashSet<>());
        }

        Load add(Object queue, long length) {
            if (sums == null) return new Load(1, length);
            Load before = sums.getOrDefault(queue, NOTHING);
            Load sum = new Load(before.messages() + 1, before.bytes() + length);
            sums.put(queue, sum);
            return sum;
        }

        int retain(String topic) {
            if (sums == null) return 1;
            topics.add(topic);
            return topics.size();
        }
    }

    private static final Load NOTHING = new Load(0, 0);

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
        if (command instanceof Command.Send send) return send(send);
        if (command instanceof Command.Commit commit) return tagged(commit.session(), commit.linkTag());
        if (command instanceof Command.Stage stage) return stage(stage, Demand.ofOne());
        if (command instanceof Command.Retain retain) return retained(retain.message(), Demand.ofOne());
        if (command instanceof Command.FireWill fire) return message(fire.session(), fire.message(), Demand.ofOne());
        if (command instanceof Command.CreateQueue create) return create(create);
        if (command instanceof Command.Move move) return move(move);
        return null;
    }

    /** As {@link #of(Command)}, for all of a transaction together. */
    @Nullable
    Refusal of(List<Command.Stage> transaction) {
        Demand demand = Demand.ofMany();
        for (Command.Stage stage : transaction) {
            Refusal refusal = stage(stage, demand);
            if (refusal != null) return refusal;
        }
        return null;
    }

    private @Nullable Refusal attach(Command.Attach attach) {
        Session known = state.sessions.of(attach.clientId());
        if (known == null && state.sessions.count() >= limits.sessionsMax()) {
            return new Refusal(
                    Reason.SESSIONS_FULL, "at most " + Many.of(limits.sessionsMax(), "session") + " may exist");
        }
        boolean isOneMore = known == null && limits.sessionsPerUserMax() > 0;
        if (isOneMore && state.sessions.countOf(attach.owner()) >= limits.sessionsPerUserMax()) {
            String why = attach.owner() + " may have at most " + Many.of(limits.sessionsPerUserMax(), "session");
            return new Refusal(Reason.OWNER_SESSIONS_FULL, why);
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
        String message = Many.of(topics.size(), "subscription") + " of client " + session.clientId + ", "
                + Many.are(limits.subscriptionsPerSessionMax()) + " allowed";
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
        if (state.isHeld(publish.session(), publish.linkTag())) return null;
        Refusal refusal = tagged ? oneMoreTag(publisher) : tagged(publish.session(), publish.linkTag());
        return refusal != null ? refusal : message(publish.session(), publish.message(), Demand.ofOne());
    }

    private @Nullable Refusal send(Command.Send send) {
        if (state.isHeld(send.session(), send.linkTag())) return null;
        Refusal refusal = tagged(send.session(), send.linkTag());
        return refusal != null ? refusal : send(send.queue(), send.message(), Demand.ofOne());
    }

    private @Nullable Refusal tagged(long session, @Nullable LinkTag tag) {
        Session publisher = tag == null ? null : state.sessions.at(session);
        boolean adds = publisher != null && !state.isHeld(session, tag);
        return adds ? oneMoreTag(publisher) : null;
    }

    private @Nullable Refusal oneMoreTag(Session publisher) {
        if (publisher.tagsHeld() < limits.tagsPerSessionMax()) return null;
        String message = "client " + publisher.clientId + " may have at most "
                + Many.of(limits.tagsPerSessionMax(), "exchange") + " open";
        return new Refusal(Reason.TAGS_FULL, message);
    }

    private @Nullable Refusal create(Command.CreateQueue create) {
        boolean adds = state.queues.of(create.spec().name()) == null;
        if (!adds || state.queues.count() < limits.queuesMax()) return null;
        return new Refusal(Reason.QUEUES_FULL, "at most " + Many.of(limits.queuesMax(), "queue") + " may exist");
    }

    private @Nullable Refusal move(Command.Move move) {
        Queue from = state.queues.at(move.queue());
        Queue to = state.queues.at(move.to());
        if (from == null || to == null)
            return new Refusal(Reason.NO_QUEUE, "there is no queue " + (from == null ? move.queue() : move.to()));
        int fitting = to.fitting(from, move.sequences());
        if (fitting == move.sequences().length) return null;
        String message = "queue " + to.spec.name() + " has room for " + fitting + " of "
                + Many.of(move.sequences().length, "message");
        return new Refusal(Reason.QUEUE_FULL, message);
    }

    private @Nullable Refusal stage(Command.Stage stage, Demand demand) {
        if (stage.queue() == 0) return message(stage.session(), stage.message(), demand);
        return send(stage.queue(), stage.message(), demand);
    }

    private @Nullable Refusal send(long number, Message message, Demand demand) {
        Queue queue = state.queues.at(number);
        if (queue == null) return new Refusal(Reason.NO_QUEUE, "there is no queue " + message.topic());
        return queue(queue, demand.add(queue, message.length()));
    }

    private @Nullable Refusal message(long publisher, Message message, Demand demand) {
        Refusal refusal = retained(message, demand);
        if (refusal != null) return refusal;
        Match match = state.subscriptions.match(message.topic());
        boolean waits = message.guarantee() != Guarantee.AT_MOST_ONCE; // What does not is passed to sessions at once.
        if (state.isDelayed(message)) refusal = delayed(match, message, demand);
        else if (waits) refusal = sessions(match, publisher, message, demand);
        return refusal != null ? refusal : queues(match, publisher, message, demand);
    }

    private @Nullable Refusal delayed(Match match, Message message, Demand demand) {
        if (!match.hasSessions()) return null;
        Load load = demand.add(state.delayed, message.length());
        return full(
                "delayed publishes",
                state.delayed.count() + load.messages(),
                Delayed.DELAYED_MAX,
                state.delayed.bytes() + load.bytes(),
                limits.queuedBytesMax());
    }

    private @Nullable Refusal sessions(Match match, long publisher, Message message, Demand demand) {
        for (Target target : match.targets()) {
            Grant grant = target.grant(publisher);
            if (grant == null || grant.guarantee() == Guarantee.AT_MOST_ONCE) continue;
            Load load = demand.add(target.session(), message.length());
            Refusal refusal = queue(target.session(), load.messages(), load.bytes());
            if (refusal != null) return refusal;
        }
        for (Group group : match.groups()) {
            if (group.guarantee() == Guarantee.AT_MOST_ONCE) continue;
            Load load = demand.add(group, message.length());
            Refusal refusal = full(
                    "group " + group.topic.group() + " of " + group.topic.filter(),
                    group.backlog.count() + load.messages(),
                    group.backlog.bytes() + load.bytes());
            if (refusal != null) return refusal;
        }
        return null;
    }

    private @Nullable Refusal queues(Match match, long publisher, Message message, Demand demand) {
        if (match.queues().length == 0) return null;
        String clientId = state.sessions.clientId(publisher);
        for (Queue queue : match.queues()) {
            if (!queue.wants(clientId, message)) continue;
            Refusal refusal = queue(queue, demand.add(queue, message.length()));
            if (refusal != null) return refusal;
        }
        return null;
    }

    private @Nullable Refusal retained(Message message, Demand demand) {
        boolean adds = message.retain() && message.hasBody() && !state.retained.has(message.topic());
        if (!adds || state.retained.count() + demand.retain(message.topic()) <= limits.retainedMax()) return null;
        String reason = "at most " + Many.of(limits.retainedMax(), "topic") + " may have a retained message";
        return new Refusal(Reason.RETAINED_FULL, reason);
    }

    private @Nullable Refusal queue(Queue queue, Load more) {
        QueuePolicy policy = queue.spec.policy();
        if (policy.whenFull() == WhenFull.DROP_OLDEST) return null;
        String whose = "queue " + queue.spec.name();
        return full(
                whose,
                queue.count() + more.messages(),
                policy.messagesMax(),
                queue.bytes() + more.bytes(),
                policy.bytesMax());
    }

    private @Nullable Refusal queue(Session session, long more, long moreBytes) {
        return full("client " + session.clientId, session.queued() + more, session.queuedBytes() + moreBytes);
    }

    private @Nullable Refusal full(String whose, long messages, long bytes) {
        return full(whose, messages, limits.queuedMessagesMax(), bytes, limits.queuedBytesMax());
    }

    private static @Nullable Refusal full(String whose, long messages, long messagesMax, long bytes, long bytesMax) {
        if (messages > messagesMax) return full(whose, messages, messagesMax, "message");
        if (bytes > bytesMax) return full(whose, bytes, bytesMax, "byte");
        return null;
    }

    private static Refusal full(String whose, long would, long max, String of) {
        String message = whose + " would have " + Many.of(would, of) + " queued, " + Many.are(max) + " allowed";
        return new Refusal(Reason.QUEUE_FULL, message);
    }
}
