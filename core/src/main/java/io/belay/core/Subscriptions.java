package io.belay.core;

import io.belay.core.Command.Unsubscribe.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who subscribes to what, and what is bound to what. */
final class Subscriptions {
    /** Room of remembered matches, in steps of about 4 bytes: topics and what they lead to. */
    private static final long REMEMBERED_MAX = 1 << 20;

    private static final class Subscribers {
        final Map<Long, Target> targets = new LinkedHashMap<>(2);
        final Map<String, Group> groups = new LinkedHashMap<>(2);
        final Map<Long, Queue> queues = new LinkedHashMap<>(2); // by number

        boolean isEmpty() {
            return targets.isEmpty() && groups.isEmpty() && queues.isEmpty();
        }
    }

    private final Messages messages;
    private final TopicTree<Subscribers> tree = new TopicTree<>();
    private final Map<Long, Group> groups = new LinkedHashMap<>(); // oldest first
    private final Map<String, Match> remembered = new LinkedHashMap<>(); // valid until a subscription changes
    private long rememberedWeight;
    private long lastGroup;
    private int count;

    Subscriptions(Messages messages) {
        this.messages = messages;
    }

    int count() {
        return count;
    }

    @Nullable
    Group group(long number) {
        return groups.get(number);
    }

    Iterable<Group> groups() {
        return groups.values();
    }

    int groupCount() {
        return groups.size();
    }

    long lastGroup() {
        return lastGroup;
    }

    /** Sets where group numbers go on, as a checkpoint knows it. */
    void restoreLastGroup(long number) {
        lastGroup = number;
    }

    /** Adds or replaces a subscription. Returns whether it is new. */
    boolean put(Session session, Subscription subscription) {
        Topic topic = new Topic(subscription.filter(), subscription.group());
        if (subscription.isShared()) open(topic, 0).join(session, subscription);
        return enter(session, topic, subscription);
    }

    /** As {@link #put}, but a group must be joined apart. */
    boolean enter(Session session, Topic topic, Subscription subscription) {
        forget();
        if (!subscription.isShared()) {
            subscribers(topic.filter()).targets.put(session.number, Target.of(session, subscription));
        }
        boolean isNew = session.subscriptions.put(topic, subscription) == null;
        if (isNew) count++;
        return isNew;
    }

    /** Removes a subscription. Returns whether there was one; a group whose last member left is still there. */
    boolean remove(Session session, Topic topic) {
        if (session.subscriptions.remove(topic) == null) return false;
        forget();
        count--;
        Subscribers subscribers = subscribers(topic.filter());
        if (topic.group().isEmpty()) subscribers.targets.remove(session.number);
        else subscribers.groups.get(topic.group()).leave(session);
        if (subscribers.isEmpty()) tree.remove(topic.filter());
        return true;
    }

    /** The group of this name and filter, which is opened if need be: as {@code number}, or as the next if that is 0. */
    Group open(Topic topic, long number) {
        Group known = subscribers(topic.filter()).groups.get(topic.group());
        if (known != null) return known;
        forget();
        Group opened = new Group(number == 0 ? ++lastGroup : number, topic, messages);
        subscribers(topic.filter()).groups.put(topic.group(), opened);
        groups.put(opened.number, opened);
        return opened;
    }

    /** Ends a group without members. */
    void close(Group group) {
        forget();
        groups.remove(group.number);
        Subscribers subscribers = subscribers(group.topic.filter());
        subscribers.groups.remove(group.topic.group());
        if (subscribers.isEmpty()) tree.remove(group.topic.filter());
    }

    /** Lets a queue have its topics, if it is bound to any. */
    void bind(Queue queue) {
        Binding binding = queue.spec.binding();
        if (binding == null) return;
        forget();
        subscribers(binding.filter()).queues.put(queue.number, queue);
    }

    /** Takes its topics from a queue. */
    void unbind(Queue queue) {
        Binding binding = queue.spec.binding();
        if (binding == null) return;
        forget();
        Subscribers subscribers = subscribers(binding.filter());
        subscribers.queues.remove(queue.number);
        if (subscribers.isEmpty()) tree.remove(binding.filter());
    }

    /** Who subscribes to {@code topic} now. */
    Match match(String topic) {
        Match known = remembered.get(topic);
        return known != null ? known : find(topic);
    }

    private Match find(String topic) {
        List<Target> targets = new ArrayList<>();
        List<Group> shared = new ArrayList<>();
        List<Queue> queues = new ArrayList<>();
        tree.match(topic, subscribers -> {
            targets.addAll(subscribers.targets.values());
            shared.addAll(subscribers.groups.values());
            queues.addAll(subscribers.queues.values());
        });
        targets.sort(Comparator.comparingLong(target -> target.session().number));
        shared.sort(Comparator.comparingLong(group -> group.number));
        queues.sort(Comparator.comparingLong(queue -> queue.number));
        Match match = new Match(merged(targets), shared.toArray(new Group[0]), queues.toArray(new Queue[0]));
        remember(topic, match);
        return match;
    }

    private static Target[] merged(List<Target> sorted) {
        List<Target> merged = new ArrayList<>(sorted.size());
        for (Target target : sorted) {
            int last = merged.size() - 1;
            boolean same = last >= 0 && merged.get(last).session() == target.session();
            if (same) merged.set(last, merged.get(last).plus(target));
            else merged.add(target);
        }
        return merged.toArray(new Target[0]);
    }

    private void remember(String topic, Match match) {
        remembered.put(topic, match);
        rememberedWeight += weight(topic, match);
        Iterator<Map.Entry<String, Match>> oldest = remembered.entrySet().iterator();
        while (rememberedWeight > REMEMBERED_MAX) {
            Map.Entry<String, Match> entry = oldest.next();
            rememberedWeight -= weight(entry.getKey(), entry.getValue());
            oldest.remove();
        }
    }

    private static long weight(String topic, Match match) {
        return 32L + topic.length() / 2 + match.targets().length + match.groups().length + match.queues().length;
    }

    private void forget() {
        if (remembered.isEmpty()) return;
        remembered.clear();
        rememberedWeight = 0;
    }

    private Subscribers subscribers(String filter) {
        Subscribers known = tree.at(filter);
        if (known != null) return known;
        Subscribers opened = new Subscribers();
        tree.put(filter, opened);
        return opened;
    }
}
