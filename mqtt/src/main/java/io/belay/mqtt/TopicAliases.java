package io.belay.mqtt;

import io.belay.base.MalformedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The topic aliases of one line, both ways (MQTT 5.0 §3.3.2.3.4). They die with the line (MQTT-3.3.2-7). Ours go to
 * the topics that come first.
 */
final class TopicAliases {
    private final int maximumIn;
    private @Nullable String[] in = {}; // by alias - 1
    private int lengthMaxIn = Integer.MAX_VALUE - 1;
    private int maximumOut;
    private @Nullable Map<String, Integer> out;

    /** Grants the peer aliases from 1 to {@code maximumIn}. */
    TopicAliases(int maximumIn) {
        this.maximumIn = maximumIn;
    }

    /** Topics of the peer's that are longer are of no use: of such no more is kept than shows that, one character more. */
    void lengthMaxIn(int characters) {
        lengthMaxIn = characters;
    }

    /** Allows us aliases from 1 to {@code maximumOut}. */
    void maximumOut(int maximumOut) {
        this.maximumOut = maximumOut;
    }

    /** The message with its topic, which it may have named by alias. */
    Packet.Publish resolve(Packet.Publish publish) {
        int alias = publish.topicAlias();
        if (alias == 0) return publish;
        if (alias > maximumIn) {
            throw refusal(
                    ReasonCode.TOPIC_ALIAS_INVALID, "expected a topic alias up to " + maximumIn + ", not " + alias);
        }
        if (!publish.topic().isEmpty()) {
            learn(alias, publish.topic());
            return publish;
        }
        String topic = alias <= in.length ? in[alias - 1] : null;
        if (topic == null)
            throw refusal(ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " stands for no topic yet");
        return withTopic(publish, topic);
    }

    private void learn(int alias, String topic) {
        if (alias > in.length) in = Arrays.copyOf(in, Math.min(maximumIn, Math.max(alias, 2 * in.length)));
        in[alias - 1] = topic.length() <= lengthMaxIn ? topic : topic.substring(0, lengthMaxIn + 1);
    }

    private static Packet.Publish withTopic(Packet.Publish publish, String topic) {
        return new Packet.Publish(
                topic,
                publish.qos(),
                publish.dup(),
                publish.retain(),
                publish.packetId(),
                publish.topicAlias(),
                publish.expiryS(),
                publish.subscriptionIds(),
                publish.content());
    }

    private static MalformedException refusal(ReasonCode reason, String why) {
        return new MalformedException(reason.code(), -1, why);
    }

    /** The alias that the peer knows for {@code topic}, 0 if there is none. */
    int known(String topic) {
        if (out == null) return 0;
        Integer alias = out.get(topic);
        return alias == null ? 0 : alias;
    }

    /** The alias to teach next, 0 if all are in use. */
    int next() {
        int used = out == null ? 0 : out.size();
        return used < maximumOut ? used + 1 : 0;
    }

    /** The peer has been taught the {@link #next} alias. */
    void taught(String topic) {
        if (out == null) out = new LinkedHashMap<>();
        out.put(topic, out.size() + 1);
    }
}
