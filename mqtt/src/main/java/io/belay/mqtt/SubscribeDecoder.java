package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;
import static io.belay.mqtt.ReasonCode.TOPIC_FILTER_INVALID;

import java.util.ArrayList;
import java.util.List;

/** Reads SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0 §3.8, §3.10). */
final class SubscribeDecoder {
    private static final int NO_LOCAL = 4;
    private static final int RETAIN_AS_PUBLISHED = 8;

    private SubscribeDecoder() {}

    static Packet.Subscribe readSubscribe(PacketReader reader, Version version) {
        int packetId = reader.readPacketId();
        Properties properties = readProperties(reader, version, PropertyRules.SUBSCRIBE);
        List<Packet.Filter> filters = new ArrayList<>();
        do { // MQTT-3.8.3-2: at least one
            filters.add(readFilter(reader, version));
        } while (reader.remaining() > 0);
        return new Packet.Subscribe(packetId, List.copyOf(filters), properties);
    }

    static Packet.Unsubscribe readUnsubscribe(PacketReader reader, Version version) {
        int packetId = reader.readPacketId();
        Properties properties = readProperties(reader, version, PropertyRules.UNSUBSCRIBE);
        List<String> filters = new ArrayList<>();
        do { // MQTT-3.10.3-2: at least one
            filters.add(readFilterText(reader));
        } while (reader.remaining() > 0);
        return new Packet.Unsubscribe(packetId, List.copyOf(filters), properties);
    }

    private static Properties readProperties(PacketReader reader, Version version, long allowed) {
        return version == Version.MQTT_5 ? PropertiesDecoder.read(reader, allowed) : Properties.NONE;
    }

    private static String readFilterText(PacketReader reader) {
        if (reader.remaining() == 0) throw reader.malformed(PROTOCOL_ERROR, "at least one topic filter");
        int at = reader.position();
        String filter = reader.readString();
        if (!Topics.isSubscription(filter)) throw reader.malformed(TOPIC_FILTER_INVALID, at, "a valid topic filter");
        return filter;
    }

    private static Packet.Filter readFilter(PacketReader reader, Version version) {
        String filter = readFilterText(reader);
        int options = reader.readByte();
        int at = reader.position() - 1;
        int reserved = version == Version.MQTT_5 ? 0xC0 : 0xFC;
        if ((options & reserved) != 0) throw reader.malformed(MALFORMED_PACKET, at, "reserved bits 0"); // MQTT-3.8.3-5
        int qos = options & 3;
        int retainHandling = options >> 4 & 3;
        boolean noLocal = (options & NO_LOCAL) != 0;
        if (qos == 3) throw reader.malformed(PROTOCOL_ERROR, at, "QoS 0 to 2");
        if (retainHandling == 3) throw reader.malformed(PROTOCOL_ERROR, at, "retain handling 0 to 2");
        if (noLocal && Topics.isShared(filter)) { // MQTT-3.8.3-4
            throw reader.malformed(PROTOCOL_ERROR, at, "no No Local on a shared subscription");
        }
        return new Packet.Filter(filter, qos, noLocal, (options & RETAIN_AS_PUBLISHED) != 0, retainHandling);
    }
}
