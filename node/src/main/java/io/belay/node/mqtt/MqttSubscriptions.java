package io.belay.node.mqtt;

import io.belay.access.Action;
import io.belay.access.Rights;
import io.belay.core.Command;
import io.belay.core.Guarantee;
import io.belay.core.Refusal;
import io.belay.core.Subscription;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Topics;
import io.belay.node.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SUBSCRIBE and UNSUBSCRIBE on their way to the node, and their answers. */
final class MqttSubscriptions {
    /** The token of an end that the client has not asked for: no packet has this id. */
    static final int OURS = 0;

    private static final List<ReasonCode> GRANTED =
            List.of(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_1, ReasonCode.GRANTED_QOS_2);

    private final MqttTopics topics;
    private final int filtersMax;
    private final Map<Integer, List<ReasonCode>> asked = new LinkedHashMap<>(1); // by packet id, until answered

    MqttSubscriptions(MqttTopics topics, int filtersMax) {
        this.topics = topics;
        this.filtersMax = filtersMax;
    }

    /** Translates the filters that are allowed, and keeps what each of them is to be told. */
    List<Subscription> subscriptions(Packet.Subscribe packet, Rights rights) {
        int id = (int) packet.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0);
        List<Subscription> subscriptions = new ArrayList<>();
        List<ReasonCode> reasons = new ArrayList<>();
        for (Packet.Filter filter : packet.filters()) {
            ReasonCode reason = reasons.size() < filtersMax ? reason(filter, rights) : ReasonCode.QUOTA_EXCEEDED;
            reasons.add(reason);
            if (!reason.isError()) subscriptions.add(subscription(filter, id));
        }
        asked.put(packet.packetId(), reasons);
        return subscriptions;
    }

    /** The answer to SUBSCRIBE; a refusal is told to every filter that would have been granted. */
    Packet.Suback suback(Reply.Subscribed reply) {
        List<ReasonCode> reasons = asked.remove(reply.token());
        Refusal refusal = reply.refusal();
        if (reasons == null) reasons = List.of();
        if (refusal != null) reasons.replaceAll(reason -> reason.isError() ? reason : ReasonCode.QUOTA_EXCEEDED);
        return new Packet.Suback(reply.token(), reasons, MqttReasons.properties(refusal));
    }

    /** What it covers must be allowed as a whole: it is not cut down to what is. */
    private ReasonCode reason(Packet.Filter filter, Rights rights) {
        if (!topics.allowsFilter(filter.filter())) return ReasonCode.TOPIC_FILTER_INVALID;
        boolean mayConsume = rights.covers(Action.CONSUME, filter(filter.filter()));
        return mayConsume ? GRANTED.get(filter.qos()) : ReasonCode.NOT_AUTHORIZED;
    }

    List<Command.Unsubscribe.Topic> topics(Packet.Unsubscribe packet) {
        return packet.filters().stream()
                .map(text -> new Command.Unsubscribe.Topic(filter(text), group(text)))
                .toList();
    }

    /** Those whose messages the client may not all have. */
    static List<Command.Unsubscribe.Topic> uncovered(List<Command.Unsubscribe.Topic> topics, Rights rights) {
        return topics.stream()
                .filter(topic -> !rights.covers(Action.CONSUME, topic.filter()))
                .toList();
    }

    Packet.Unsuback unsuback(Reply.Unsubscribed reply) {
        List<ReasonCode> reasons = new ArrayList<>();
        for (boolean existed : reply.existed()) {
            reasons.add(existed ? ReasonCode.SUCCESS : ReasonCode.NO_SUBSCRIPTION_EXISTED);
        }
        return new Packet.Unsuback(reply.token(), reasons, Properties.NONE);
    }

    private static Subscription subscription(Packet.Filter filter, int id) {
        return new Subscription(
                filter(filter.filter()),
                group(filter.filter()),
                Guarantee.values()[filter.qos()],
                filter.noLocal(),
                filter.retainAsPublished(),
                filter.retainHandling(),
                id);
    }

    private static String filter(String text) {
        Topics.Shared shared = Topics.shared(text);
        return shared == null ? text : shared.filter();
    }

    private static String group(String text) {
        Topics.Shared shared = Topics.shared(text);
        return shared == null ? "" : shared.group();
    }
}
