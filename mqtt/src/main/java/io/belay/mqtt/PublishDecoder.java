package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

/** Reads PUBLISH (MQTT 5.0 §3.3). The flags were checked with the header. */
final class PublishDecoder {
    private final TopicReader topics = new TopicReader();
    private final MessageProperties properties = new MessageProperties();

    /** Reads what follows the fixed header, whose first byte is {@code first}. */
    Packet.Publish read(PacketReader reader, int first, Version version, boolean fromClient) {
        int qos = first >> 1 & 3;
        int topicAt = reader.position();
        String topic = topics.read(reader);
        int packetId = qos == 0 ? 0 : reader.readPacketId();
        int tailAt = reader.position();
        boolean v5 = version == Version.MQTT_5;
        if (v5) {
            properties.read(reader, PropertyRules.PUBLISH);
        } else {
            properties.clear();
        }
        if (topic.isEmpty() && properties.topicAlias() == 0) {
            throw reader.malformed(PROTOCOL_ERROR, topicAt, "a topic name or an alias");
        }
        int[] subscriptionIds = properties.subscriptionIds();
        if (fromClient && subscriptionIds.length > 0) { // MQTT-3.3.4-6
            throw reader.malformed(PROTOCOL_ERROR, topicAt, "no subscription identifier from a client");
        }
        return new Packet.Publish(
                topic,
                qos,
                (first & 8) != 0,
                (first & 1) != 0,
                packetId,
                properties.topicAlias(),
                properties.expiryS(),
                subscriptionIds,
                v5 ? content(reader, tailAt) : payload(reader));
    }

    /** The packet's tail as it is, if nothing in it is of this hop. */
    private byte[] content(PacketReader reader, int tailAt) {
        if (!properties.hasHop()) return reader.tail(tailAt);
        return properties.content(reader, reader.position(), reader.remaining());
    }

    /** The payload of 3.1.1 behind a properties length of 0, which takes the place of the byte before it. */
    private static byte[] payload(PacketReader reader) {
        byte[] content = reader.tail(reader.position() - 1);
        content[0] = 0;
        return content;
    }
}
