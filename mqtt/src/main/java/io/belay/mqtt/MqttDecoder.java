package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.belay.mqtt.ReasonCode.PACKET_TOO_LARGE;
import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

import io.belay.base.Check;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Turns one peer's bytes into packets, and refuses what MQTT 3.1.1 or 5.0 does not allow in one packet alone. What
 * takes two packets to be wrong is the connection's business, but for one: CONNECT comes first and only once.
 *
 * <p>Nothing is allocated on the word of a length that the bytes at hand do not bear out; a packet takes at most some
 * 30 times its own bytes (a SUBSCRIBE full of one-letter filters). One thread at a time.
 */
public final class MqttDecoder {
    /** The longest packet that MQTT can frame, bytes. */
    public static final int PACKET_LENGTH_MAX = 1 + 4 + Varint.VALUE_MAX;

    private final boolean fromClient;
    private final int packetLengthMax;
    private final PacketReader reader = new PacketReader();
    private final PublishDecoder publish = new PublishDecoder();
    private @Nullable Version version;
    private boolean connectSeen;

    /**
     * Starts a decoder.
     *
     * @param fromClient whether the bytes come from a client; what only a server may send is refused then, and the reverse
     * @param packetLengthMax the longest packet to accept, bytes with its header, 2 to {@link #PACKET_LENGTH_MAX}
     */
    public MqttDecoder(boolean fromClient, int packetLengthMax) {
        Check.argument(
                packetLengthMax >= 2 && packetLengthMax <= PACKET_LENGTH_MAX,
                "a longest packet of 2 to " + PACKET_LENGTH_MAX + " bytes",
                packetLengthMax);
        this.fromClient = fromClient;
        this.packetLengthMax = packetLengthMax;
    }

    /**
     * The version in use; null before a CONNECT said it. After a CONNECT that was refused further on it is what that
     * CONNECT said, so that the refusal can be written in it.
     */
    public @Nullable Version version() {
        return version;
    }

    /** Tells a client's decoder which version its CONNECT asked for; a server's decoder finds out by itself. */
    public void version(Version version) {
        this.version = version;
    }

    /**
     * Reads one whole packet and moves past it.
     *
     * @param in big-endian bytes from a peer, trusted for nothing; they stay the caller's
     * @return the packet, or null if more bytes are needed, which leaves the position where it was
     * @throws MalformedException with an MQTT 5.0 reason code, if the packet breaks the protocol: as early as the bytes
     *     at hand show it, so a wrong first byte or a length beyond the limit (0x95) is refused before the rest is
     *     there. The position means nothing then, and the line must be closed. In 3.1.1 the code only says what was
     *     wrong; 0x84 and 0x85 for a CONNECT are the ones that its CONNACK has a word for
     */
    public @Nullable Packet decode(ByteBuffer in) {
        Check.argument(in.order() == ByteOrder.BIG_ENDIAN, "a big-endian buffer", 0);
        int start = in.position();
        int available = in.remaining();
        if (available == 0) return null;
        int first = in.get(start) & 0xFF;
        checkFirst(first);

        int length = available > 1 ? in.get(start + 1) : 0;
        if (available > 1 && length >= 0) return decode(in, first, 2, length); // nearly always: one byte
        return decodeLong(in, first, available);
    }

    private @Nullable Packet decodeLong(ByteBuffer in, int first, int available) {
        int start = in.position();
        int length = 0;
        for (int count = 1; count <= 4; count++) {
            if (available <= count) return null;
            int next = in.get(start + count);
            length |= (next & 0x7F) << 7 * (count - 1);
            if (next >= 0) return decode(in, first, 1 + count, length);
        }
        throw refused(MALFORMED_PACKET, "a remaining length of at most four bytes");
    }

    private @Nullable Packet decode(ByteBuffer in, int first, int headerLength, int length) {
        int start = in.position();
        int packetLength = headerLength + length;
        if (packetLength > packetLengthMax) {
            throw refused(PACKET_TOO_LARGE, "at most " + packetLengthMax + " bytes, not " + packetLength + ",");
        }
        if (packetLength > in.remaining()) return null;
        reader.open(in, start, start + headerLength, start + packetLength);
        boolean shortest = headerLength == 1 + Varint.length(length);
        Packet packet = first >> 4 == PacketType.CONNECT ? connect(shortest) : read(first, shortest);
        in.position(start + packetLength);
        reader.close();
        return packet;
    }

    /** What the first byte alone can be refused for. */
    private void checkFirst(int first) {
        int type = first >> 4;
        if (type == PacketType.PUBLISH) {
            checkPublishFlags(first);
        } else if (!PacketType.isSentBy(true, type) && !PacketType.isSentBy(false, type)) {
            throw refused(MALFORMED_PACKET, "a packet type from 1 to 15");
        } else if ((first & 0xF) != PacketType.flags(type)) { // MQTT-2.1.3-1
            throw refused(MALFORMED_PACKET, "flags " + PacketType.flags(type) + ", not " + (first & 0xF));
        }
        if (!PacketType.isSentBy(fromClient, type)) {
            throw refused(PROTOCOL_ERROR, "no packet type " + type + " from this end");
        }
        checkTurn(type);
    }

    private void checkPublishFlags(int first) {
        int qos = first >> 1 & 3;
        if (qos == 3) throw refused(MALFORMED_PACKET, "QoS 0 to 2"); // MQTT-3.3.1-4
        if (qos == 0 && (first & 8) != 0) throw refused(MALFORMED_PACKET, "no DUP with QoS 0"); // MQTT-3.3.1-2
    }

    private void checkTurn(int type) {
        if (fromClient && type == PacketType.CONNECT && connectSeen) {
            throw refused(PROTOCOL_ERROR, "no second CONNECT"); // MQTT-3.1.0-2
        }
        if (fromClient && type != PacketType.CONNECT && version == null) {
            throw refused(PROTOCOL_ERROR, "CONNECT first, not packet type " + type); // MQTT-3.1.0-1
        }
        if (version != Version.MQTT_3_1_1) return;
        if (type == PacketType.AUTH) throw refused(MALFORMED_PACKET, "no AUTH in 3.1.1");
        if (type == PacketType.DISCONNECT && !fromClient) {
            throw refused(PROTOCOL_ERROR, "no DISCONNECT from a 3.1.1 server");
        }
    }

    private MalformedException refused(ReasonCode reason, String expected) {
        return new MalformedException(reason.code(), 0, "expected " + expected + " at byte 0");
    }

    private Packet connect(boolean shortest) {
        connectSeen = true;
        Version found = ConnectDecoder.readVersion(reader);
        version = found;
        checkShortest(found, shortest);
        return ConnectDecoder.read(reader, found);
    }

    private Packet read(int first, boolean shortest) {
        Version spoken = version;
        if (spoken == null) throw new IllegalStateException("a client's decoder was not told its version");
        checkShortest(spoken, shortest);
        if (first >> 4 == PacketType.PUBLISH) return publish.read(reader, first, spoken, fromClient);
        Packet packet = read(first >> 4, spoken);
        reader.expectEnd();
        return packet;
    }

    /** 5.0 wants the shortest form of each variable byte integer (MQTT-1.5.5-1); 3.1.1 does not say so. */
    private void checkShortest(Version spoken, boolean shortest) {
        if (spoken == Version.MQTT_5 && !shortest) {
            throw refused(MALFORMED_PACKET, "the shortest form of the remaining length");
        }
    }

    private Packet read(int type, Version spoken) {
        return switch (type) {
            case PacketType.CONNACK -> AckDecoder.readConnack(reader, spoken);
            case PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL, PacketType.PUBCOMP ->
                AckDecoder.readPublishAck(reader, type, spoken);
            case PacketType.SUBSCRIBE -> SubscribeDecoder.readSubscribe(reader, spoken);
            case PacketType.SUBACK -> AckDecoder.readSuback(reader, spoken);
            case PacketType.UNSUBSCRIBE -> SubscribeDecoder.readUnsubscribe(reader, spoken);
            case PacketType.UNSUBACK -> AckDecoder.readUnsuback(reader, spoken);
            case PacketType.PINGREQ -> new Packet.Pingreq();
            case PacketType.PINGRESP -> new Packet.Pingresp();
            case PacketType.DISCONNECT -> AckDecoder.readDisconnect(reader, spoken, fromClient);
            case PacketType.AUTH -> AckDecoder.readAuth(reader, fromClient);
            default -> throw new AssertionError("no branch for packet type " + type); // checkFirst lets none here
        };
    }
}
