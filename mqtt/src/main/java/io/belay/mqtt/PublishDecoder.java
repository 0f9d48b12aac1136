package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

/** Reads PUBLISH (MQTT 5.0 §3.3). The flags were checked with the header. */
final class PublishDecoder {
    private final TopicReader topics = new TopicReader();
    private final MessageProperties properties = new MessageProperties();

    Packet.Publish read(PacketReader reader, int first, Version version, boolean fromClient) {
        int qos = first >> 1 & 3;
        int topicAt = reader.position();
        String topic = topics.read(reader);
        int packetId = qos == 0 ? 0 : reader.readPacketId();
        if (version == Version.MQTT_5) {
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
                properties.content(reader, reader.position(), reader.remaining()));
    }
}
