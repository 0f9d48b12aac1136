package io.belay.mqtt;

import io.belay.base.ByteWriter;
import io.belay.base.Check;
import io.belay.mqtt.Packet.*;
import java.util.List;

/**
 * Turns packets into bytes, in the shortest form that MQTT has for each.
 *
 * <p>3.1.1 knows less, and is given the nearest that it knows: no properties, no reason in PUBACK, PUBREC, PUBREL and
 * PUBCOMP, 0x80 for every refused filter of SUBACK, none at all in UNSUBACK, the nearest of five return codes in CONNACK.
 * For some packets it has no word, and nothing is written for them (their length is 0): AUTH, a DISCONNECT with any
 * reason but SUCCESS (a server's always has one), and a CONNACK whose reason is like none of the five. Whoever
 * sends such a packet closes the line without it.
 *
 * <p>Packets come from us, so one that no MQTT can carry is an {@link IllegalArgumentException}; what the protocol
 * forbids beyond that (a wildcard in a topic, a property of another packet) is the caller's to avoid. All methods may be
 * called from any thread.
 */
public final class MqttEncoder {
    private MqttEncoder() {}

    /**
     * Appends {@code packet} in the form of {@code version}; a CONNECT in its own.
     *
     * @throws IllegalArgumentException if a text or binary field is longer than 65,535 bytes, or the packet longer than
     *     {@link MqttDecoder#PACKET_LENGTH_MAX}
     */
    public static void encode(Packet packet, Version version, ByteWriter out) {
        if (packet instanceof Publish publish) {
            write(publish, version, out);
            return;
        }
        int remaining = PacketLength.remaining(packet, version);
        if (remaining == PacketLength.NO_FORM) return;
        Check.argument(remaining <= Varint.VALUE_MAX, "at most " + Varint.VALUE_MAX + " bytes", remaining);
        out.writeByte(PacketType.firstByte(type(packet))).writeVarint(remaining);
        int end = out.length() + remaining;
        writeBody(packet, version == Version.MQTT_5, remaining, out);
        Check.invariant(out.length() == end, "a packet as long as its header says", out.length() - end);
    }

    /** The bytes that {@link #encode} would append, 0 if 3.1.1 has no word for the packet. */
    public static int encodedLength(Packet packet, Version version) {
        int remaining = PacketLength.remaining(packet, version);
        return remaining == PacketLength.NO_FORM ? 0 : 1 + Varint.length(remaining) + remaining;
    }

    private static void write(Publish publish, Version version, ByteWriter out) {
        new PublishTemplate(publish.topic(), publish.content())
                .write(
                        out,
                        version,
                        publish.qos(),
                        publish.dup(),
                        publish.retain(),
                        publish.packetId(),
                        publish.expiryS(),
                        publish.subscriptionIds(),
                        publish.topicAlias(),
                        false);
    }

    private static int type(Packet packet) {
        if (packet instanceof Connect) return PacketType.CONNECT;
        if (packet instanceof Connack) return PacketType.CONNACK;
        if (packet instanceof Publish) return PacketType.PUBLISH;
        if (packet instanceof Puback) return PacketType.PUBACK;
        if (packet instanceof Pubrec) return PacketType.PUBREC;
        if (packet instanceof Pubrel) return PacketType.PUBREL;
        if (packet instanceof Pubcomp) return PacketType.PUBCOMP;
        if (packet instanceof Subscribe) return PacketType.SUBSCRIBE;
        if (packet instanceof Suback) return PacketType.SUBACK;
        if (packet instanceof Unsubscribe) return PacketType.UNSUBSCRIBE;
        if (packet instanceof Unsuback) return PacketType.UNSUBACK;
        if (packet instanceof Pingreq) return PacketType.PINGREQ;
        if (packet instanceof Pingresp) return PacketType.PINGRESP;
        if (packet instanceof Disconnect) return PacketType.DISCONNECT;
        if (packet instanceof Auth) return PacketType.AUTH;
        throw new AssertionError("no branch for " + packet);
    }

    /** Writes what follows the fixed header; {@code remaining} says how much of a reason and properties is said. */
    private static void writeBody(Packet packet, boolean v5, int remaining, ByteWriter out) {
        if (packet instanceof Connect connect) ConnectForm.write(connect, out);
        if (packet instanceof Connack connack) writeConnack(connack, v5, out);
        if (packet instanceof Puback ack) writeAck(ack.packetId(), ack.reason(), ack.properties(), remaining, out);
        if (packet instanceof Pubrec ack) writeAck(ack.packetId(), ack.reason(), ack.properties(), remaining, out);
        if (packet instanceof Pubrel ack) writeAck(ack.packetId(), ack.reason(), ack.properties(), remaining, out);
        if (packet instanceof Pubcomp ack) writeAck(ack.packetId(), ack.reason(), ack.properties(), remaining, out);
        if (packet instanceof Subscribe subscribe) writeSubscribe(subscribe, v5, out);
        if (packet instanceof Suback suback) writeSuback(suback, v5, out);
        if (packet instanceof Unsubscribe unsubscribe) writeUnsubscribe(unsubscribe, v5, out);
        if (packet instanceof Unsuback unsuback) writeUnsuback(unsuback, v5, out);
        if (packet instanceof Disconnect end) writeOutcome(end.reason(), end.properties(), remaining, out);
        if (packet instanceof Auth auth) writeOutcome(auth.reason(), auth.properties(), remaining, out);
    }

    private static void writeConnack(Connack connack, boolean v5, ByteWriter out) {
        out.writeBoolean(connack.sessionPresent());
        out.writeByte(v5 ? connack.reason().code() : ReturnCode.connack(connack.reason()));
        if (v5) PropertyForm.write(connack.properties(), out);
    }

    private static void writeAck(
            int packetId, ReasonCode reason, Properties properties, int remaining, ByteWriter out) {
        out.writeShort(packetId);
        writeOutcome(reason, properties, remaining - 2, out);
    }

    private static void writeOutcome(ReasonCode reason, Properties properties, int length, ByteWriter out) {
        if (length > 0) out.writeByte(reason.code());
        if (length > 1) PropertyForm.write(properties, out);
    }

    private static void writeSubscribe(Subscribe subscribe, boolean v5, ByteWriter out) {
        out.writeShort(subscribe.packetId());
        if (v5) PropertyForm.write(subscribe.properties(), out);
        for (Filter filter : subscribe.filters()) {
            Utf8.write(filter.filter(), out);
            out.writeByte(v5 ? options(filter) : filter.qos());
        }
    }

    private static int options(Filter filter) {
        return filter.qos()
                | (filter.noLocal() ? 4 : 0)
                | (filter.retainAsPublished() ? 8 : 0)
                | filter.retainHandling() << 4;
    }

    private static void writeSuback(Suback suback, boolean v5, ByteWriter out) {
        out.writeShort(suback.packetId());
        if (v5) PropertyForm.write(suback.properties(), out);
        for (ReasonCode reason : suback.reasons()) {
            out.writeByte(v5 ? reason.code() : ReturnCode.suback(reason));
        }
    }

    private static void writeUnsubscribe(Unsubscribe unsubscribe, boolean v5, ByteWriter out) {
        out.writeShort(unsubscribe.packetId());
        if (v5) PropertyForm.write(unsubscribe.properties(), out);
        for (String filter : unsubscribe.filters()) {
            Utf8.write(filter, out);
        }
    }

    private static void writeUnsuback(Unsuback unsuback, boolean v5, ByteWriter out) {
        out.writeShort(unsuback.packetId());
        if (v5) writeReasons(unsuback.reasons(), unsuback.properties(), out);
    }

    private static void writeReasons(List<ReasonCode> reasons, Properties properties, ByteWriter out) {
        PropertyForm.write(properties, out);
        for (ReasonCode reason : reasons) {
            out.writeByte(reason.code());
        }
    }
}
