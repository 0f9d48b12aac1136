package io.belay.mqtt;

import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.nio.charset.StandardCharsets;

/**
 * A message made ready once for all its readers: what differs from one reader to the next is written around parts that
 * are copied as they are. Immutable, shared by threads.
 *
 * <pre>
 *  5.0     | flags, length | topic | packet id | length | expiry, alias, ids | forwarded properties | payload |
 *  3.1.1   | flags, length | topic | packet id |                                                    | payload |
 *                            ~~~~~                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  copied
 * </pre>
 */
public final class PublishTemplate {
    private static final int PUBLISH = PacketType.PUBLISH << 4;

    private final String name;
    private final byte[] topic; // with its two-byte length
    private final byte[] content;
    private final int propertiesLength;
    private final int propertiesFrom;
    private final int payloadFrom;

    /**
     * Makes it ready.
     *
     * @param topic a topic name of at most 65,535 bytes in UTF-8; empty if only an alias stands for it
     * @param content as in {@link Packet.Publish}; not copied, nobody may write to it
     * @throws IllegalArgumentException if the topic is too long, or the content does not start with its properties
     */
    public PublishTemplate(String topic, byte[] content) {
        byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
        PropertyForm.checkLength(bytes.length);
        this.name = topic;
        this.topic = new ByteWriter(2 + bytes.length)
                .writeShort(bytes.length)
                .writeRaw(bytes, 0, bytes.length)
                .toArray();
        this.content = content;
        propertiesLength = Content.propertiesLength(content);
        propertiesFrom = Content.propertiesFrom(content);
        payloadFrom = propertiesFrom + propertiesLength;
        Check.argument(payloadFrom <= content.length, "content that holds its properties", content.length);
    }

    /** The topic name. */
    public String topic() {
        return name;
    }

    /**
     * Appends a PUBLISH.
     *
     * @param out where to
     * @param version of the reader; 3.1.1 gets the payload only
     * @param qos 0 to 2
     * @param dup a repetition; never with QoS 0
     * @param retain the RETAIN flag
     * @param packetId 1 to 65535; ignored for QoS 0
     * @param expiryS what is left of the message expiry in seconds, −1 for none; ignored for 3.1.1
     * @param subscriptionIds of the matching subscriptions, may be empty; ignored for 3.1.1
     * @param topicAlias 1 to 65535, 0 for none; ignored for 3.1.1
     * @param omitTopic whether the alias alone stands for the topic; ignored for 3.1.1
     * @throws IllegalArgumentException if the packet would be longer than {@link MqttDecoder#PACKET_LENGTH_MAX}, which
     *     {@link #length} tells beforehand
     */
    public void write(
            ByteWriter out,
            Version version,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            long expiryS,
            int[] subscriptionIds,
            int topicAlias,
            boolean omitTopic) {
        boolean v5 = version == Version.MQTT_5;
        int hopLength = v5 ? hopLength(expiryS, subscriptionIds, topicAlias) : 0;
        boolean omitted = v5 && omitTopic;
        int remaining = remaining(v5, qos, hopLength, omitted);
        Check.argument(remaining <= Varint.VALUE_MAX, "at most " + Varint.VALUE_MAX + " bytes", remaining);
        out.writeByte(PUBLISH | (dup ? 8 : 0) | qos << 1 | (retain ? 1 : 0)).writeVarint(remaining);
        if (omitted) {
            out.writeShort(0);
        } else {
            out.writeRaw(topic, 0, topic.length);
        }
        if (qos > 0) out.writeShort(packetId);
        if (hopLength > 0) {
            out.writeVarint(hopLength + propertiesLength);
            writeHop(out, expiryS, subscriptionIds, topicAlias);
        }
        int from = !v5 ? payloadFrom : hopLength > 0 ? propertiesFrom : 0;
        out.writeRaw(content, from, content.length - from);
    }

    /** The bytes that {@link #write} would append with the same arguments; can be more than MQTT can frame. */
    public int length(
            Version version, int qos, long expiryS, int[] subscriptionIds, int topicAlias, boolean omitTopic) {
        int remaining = remaining(version, qos, expiryS, subscriptionIds, topicAlias, omitTopic);
        return 1 + Varint.length(remaining) + remaining;
    }

    /** The same without the fixed header. */
    int remaining(Version version, int qos, long expiryS, int[] subscriptionIds, int topicAlias, boolean omitTopic) {
        boolean v5 = version == Version.MQTT_5;
        return remaining(v5, qos, v5 ? hopLength(expiryS, subscriptionIds, topicAlias) : 0, v5 && omitTopic);
    }

    private int remaining(boolean v5, int qos, int hopLength, boolean omitted) {
        int head = (omitted ? 2 : topic.length) + (qos > 0 ? 2 : 0);
        if (!v5) return head + content.length - payloadFrom;
        int properties = hopLength + propertiesLength;
        return head + Varint.length(properties) + hopLength + content.length - propertiesFrom;
    }

    private static int hopLength(long expiryS, int[] subscriptionIds, int topicAlias) {
        int length = (expiryS >= 0 ? 5 : 0) + (topicAlias > 0 ? 3 : 0);
        for (int id : subscriptionIds) {
            length += 1 + Varint.length(id);
        }
        return length;
    }

    private static void writeHop(ByteWriter out, long expiryS, int[] subscriptionIds, int topicAlias) {
        if (expiryS >= 0) {
            out.writeByte(Property.MESSAGE_EXPIRY_INTERVAL.id()).writeInt((int) expiryS);
        }
        if (topicAlias > 0) {
            out.writeByte(Property.TOPIC_ALIAS.id()).writeShort(topicAlias);
        }
        for (int id : subscriptionIds) {
            out.writeByte(Property.SUBSCRIPTION_IDENTIFIER.id()).writeVarint(id);
        }
    }
}
