package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
import static io.belay.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.belay.mqtt.ReasonCode.TOPIC_NAME_INVALID;
import static io.belay.mqtt.ReasonCode.UNSUPPORTED_PROTOCOL_VERSION;

import org.jspecify.annotations.Nullable;

/** Reads CONNECT (MQTT 5.0 §3.1). */
final class ConnectDecoder {
    private static final int RESERVED = 1;
    private static final int CLEAN_START = 2;
    private static final int WILL = 4;
    private static final int WILL_QOS_AND_RETAIN = 0x38;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USERNAME = 0x80;

    private ConnectDecoder() {}

    /** Reads the protocol's name and level (§3.1.2.1, §3.1.2.2). MQTT 3.1 ({@code MQIsdp}) is not spoken here. */
    static Version readVersion(PacketReader reader) {
        int nameAt = reader.position();
        String name = reader.readString();
        if (!name.equals("MQTT")) {
            throw reader.malformed(UNSUPPORTED_PROTOCOL_VERSION, nameAt, "the protocol name MQTT");
        }
        int level = reader.readByte();
        for (Version version : Version.values()) {
            if (version.level() == level) return version;
        }
        throw reader.malformed(
                UNSUPPORTED_PROTOCOL_VERSION, reader.position() - 1, "protocol level 4 or 5, not " + level);
    }

    /** Reads what comes after the level. */
    static Packet.Connect read(PacketReader reader, Version version) {
        int flags = reader.readByte();
        checkFlags(reader, flags, version);
        int keepAliveS = reader.readShort();
        boolean v5 = version == Version.MQTT_5;
        Properties properties = v5 ? PropertiesDecoder.read(reader, PropertyRules.CONNECT) : Properties.NONE;
        String clientId = readClientId(reader, flags, v5);
        Packet.@Nullable Will will = (flags & WILL) == 0 ? null : readWill(reader, flags, v5);
        @Nullable String username = (flags & USERNAME) == 0 ? null : reader.readString();
        byte @Nullable [] password = (flags & PASSWORD) == 0 ? null : reader.readBinary();
        reader.expectEnd();
        boolean cleanStart = (flags & CLEAN_START) != 0;
        return new Packet.Connect(version, clientId, cleanStart, keepAliveS, will, username, password, properties);
    }

    private static void checkFlags(PacketReader reader, int flags, Version version) {
        int at = reader.position() - 1;
        if ((flags & RESERVED) != 0) throw reader.malformed(MALFORMED_PACKET, at, "reserved flag 0"); // MQTT-3.1.2-3
        if ((flags & WILL) == 0 && (flags & WILL_QOS_AND_RETAIN) != 0) { // MQTT-3.1.2-11, -13
            throw reader.malformed(MALFORMED_PACKET, at, "no will QoS and no will retain without a will");
        }
        if ((flags >> 3 & 3) == 3) throw reader.malformed(MALFORMED_PACKET, at, "will QoS 0 to 2"); // MQTT-3.1.2-12
        if (version == Version.MQTT_3_1_1 && (flags & (USERNAME | PASSWORD)) == PASSWORD) { // 3.1.1: MQTT-3.1.2-22
            throw reader.malformed(MALFORMED_PACKET, at, "a user name with the password");
        }
    }

    private static String readClientId(PacketReader reader, int flags, boolean v5) {
        int at = reader.position();
        String clientId = reader.readString();
        if (!v5 && clientId.isEmpty() && (flags & CLEAN_START) == 0) { // 3.1.1: MQTT-3.1.3-7, -8
            throw reader.malformed(CLIENT_IDENTIFIER_NOT_VALID, at, "a client id, or a clean session");
        }
        return clientId;
    }

    private static Packet.Will readWill(PacketReader reader, int flags, boolean v5) {
        MessageProperties properties = new MessageProperties();
        properties.clear();
        if (v5) properties.read(reader, PropertyRules.WILL);
        int topicAt = reader.position();
        String topic = reader.readString();
        if (!Topics.isName(topic)) {
            throw reader.malformed(TOPIC_NAME_INVALID, topicAt, "a topic name without wildcards");
        }
        int payloadFrom = reader.skipBinary();
        byte[] content = properties.content(reader, payloadFrom, reader.position() - payloadFrom);
        boolean retain = (flags & WILL_RETAIN) != 0;
        return new Packet.Will(topic, flags >> 3 & 3, retain, properties.delayS(), properties.expiryS(), content);
    }
}
