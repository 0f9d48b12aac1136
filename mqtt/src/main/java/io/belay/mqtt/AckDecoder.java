package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Reads the packets that carry reason codes: all answers, DISCONNECT and AUTH. */
final class AckDecoder {
    /** What a reason code and the properties behind it came to; both may be left out at the end of a packet. */
    private record Outcome(ReasonCode reason, Properties properties) {}

    private static final Outcome SUCCESS = new Outcome(ReasonCode.SUCCESS, Properties.NONE);

    private AckDecoder() {}

    /** CONNACK (§3.2). */
    static Packet.Connack readConnack(PacketReader reader, Version version) {
        int flags = reader.readByte();
        int at = reader.position() - 1;
        if (flags > 1) throw reader.malformed(MALFORMED_PACKET, at, "acknowledge flags 0 or 1"); // MQTT-3.2.2-1
        boolean v5 = version == Version.MQTT_5;
        ReasonCode reason = v5 ? ReasonRules.read(reader, ReasonRules.CONNACK) : readReturnCode(reader);
        if (flags == 1 && reason != ReasonCode.SUCCESS) { // MQTT-3.2.2-6; 3.1.1: MQTT-3.2.2-4
            throw reader.malformed(PROTOCOL_ERROR, at, "no session present with a refusal");
        }
        Properties properties = v5 ? PropertiesDecoder.read(reader, PropertyRules.CONNACK) : Properties.NONE;
        return new Packet.Connack(flags == 1, reason, properties);
    }

    private static ReasonCode readReturnCode(PacketReader reader) {
        int code = reader.readByte();
        ReasonCode reason = ReturnCode.reason(code);
        if (reason == null) {
            throw reader.malformed(PROTOCOL_ERROR, reader.position() - 1, "a return code from 0 to 5, not " + code);
        }
        return reason;
    }

    /** PUBACK, PUBREC, PUBREL and PUBCOMP (§3.4 to §3.7). */
    static Packet readPublishAck(PacketReader reader, int type, Version version) {
        int packetId = reader.readPacketId();
        boolean received = type == PacketType.PUBACK || type == PacketType.PUBREC;
        Outcome outcome = version == Version.MQTT_5
                ? readOutcome(
                        reader, received ? ReasonRules.RECEIVED : ReasonRules.RELEASED, PropertyRules.ACKNOWLEDGEMENT)
                : SUCCESS;
        ReasonCode reason = outcome.reason();
        Properties properties = outcome.properties();
        return switch (type) {
            case PacketType.PUBACK -> new Packet.Puback(packetId, reason, properties);
            case PacketType.PUBREC -> new Packet.Pubrec(packetId, reason, properties);
            case PacketType.PUBREL -> new Packet.Pubrel(packetId, reason, properties);
            case PacketType.PUBCOMP -> new Packet.Pubcomp(packetId, reason, properties);
            default -> throw new AssertionError("no acknowledgement of a PUBLISH: " + type);
        };
    }

    /** Reads nothing, a reason code, or a reason code and properties: what is left out means success, and none. */
    private static Outcome readOutcome(PacketReader reader, EnumSet<ReasonCode> allowed, long properties) {
        if (reader.remaining() == 0) return SUCCESS;
        ReasonCode reason = ReasonRules.read(reader, allowed);
        if (reader.remaining() == 0) return new Outcome(reason, Properties.NONE);
        return new Outcome(reason, PropertiesDecoder.read(reader, properties));
    }

    /** SUBACK (§3.9). */
    static Packet.Suback readSuback(PacketReader reader, Version version) {
        int packetId = reader.readPacketId();
        if (version == Version.MQTT_5) {
            Properties properties = PropertiesDecoder.read(reader, PropertyRules.ACKNOWLEDGEMENT);
            return new Packet.Suback(packetId, readReasons(reader, ReasonRules.SUBACK), properties);
        }
        return new Packet.Suback(packetId, readReasons(reader, ReturnCode.SUBACK), Properties.NONE);
    }

    /** UNSUBACK (§3.11). */
    static Packet.Unsuback readUnsuback(PacketReader reader, Version version) {
        int packetId = reader.readPacketId();
        if (version == Version.MQTT_3_1_1) return new Packet.Unsuback(packetId, List.of(), Properties.NONE);
        Properties properties = PropertiesDecoder.read(reader, PropertyRules.ACKNOWLEDGEMENT);
        return new Packet.Unsuback(packetId, readReasons(reader, ReasonRules.UNSUBACK), properties);
    }

    private static List<ReasonCode> readReasons(PacketReader reader, EnumSet<ReasonCode> allowed) {
        if (reader.remaining() == 0) throw reader.malformed(PROTOCOL_ERROR, "at least one reason code");
        List<ReasonCode> reasons = new ArrayList<>();
        while (reader.remaining() > 0) {
            reasons.add(ReasonRules.read(reader, allowed));
        }
        return List.copyOf(reasons);
    }

    /** DISCONNECT (§3.14). */
    static Packet.Disconnect readDisconnect(PacketReader reader, Version version, boolean fromClient) {
        if (version == Version.MQTT_3_1_1) return new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE);
        EnumSet<ReasonCode> allowed = fromClient ? ReasonRules.CLIENT_DISCONNECT : ReasonRules.SERVER_DISCONNECT;
        Outcome outcome = readOutcome(reader, allowed, PropertyRules.DISCONNECT);
        if (!fromClient && outcome.properties().has(Property.SESSION_EXPIRY_INTERVAL)) { // MQTT-3.14.2-2
            throw reader.malformed(PROTOCOL_ERROR, "no session expiry from a server");
        }
        return new Packet.Disconnect(outcome.reason(), outcome.properties());
    }

    /** AUTH (§3.15). A server may leave all of it out, which means success; else the method must be named. */
    static Packet.Auth readAuth(PacketReader reader, boolean fromClient) {
        boolean bare = reader.remaining() == 0;
        if (bare && fromClient) throw reader.malformed(PROTOCOL_ERROR, "a reason code that a client may send");
        Outcome outcome =
                readOutcome(reader, fromClient ? ReasonRules.CLIENT_AUTH : ReasonRules.SERVER_AUTH, PropertyRules.AUTH);
        if (!bare && !outcome.properties().has(Property.AUTHENTICATION_METHOD)) { // §3.15.2.2.2
            throw reader.malformed(PROTOCOL_ERROR, "an authentication method");
        }
        return new Packet.Auth(outcome.reason(), outcome.properties());
    }
}
