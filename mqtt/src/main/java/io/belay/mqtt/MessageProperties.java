package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Checks the properties of a PUBLISH or a will where they lie, without an object for each; keeps apart what belongs to
 * one hop and copies the rest, in its order, into the message's content. One for each decoder, used again for each
 * packet; where the fields point is valid until the packet is left.
 */
final class MessageProperties {
    static final int[] NO_IDS = {};

    private int from; // of the first property, behind their length
    private int length;
    private int hopLength; // bytes of properties that are not forwarded
    private int topicAlias;
    private long expiryS;
    private long delayS;
    private int[] subscriptionIds = NO_IDS;
    private int idCount;

    /** The alias, 0 when absent. */
    int topicAlias() {
        return topicAlias;
    }

    /** The message expiry in seconds, −1 when absent. */
    long expiryS() {
        return expiryS;
    }

    /** The will delay in seconds, 0 when absent. */
    long delayS() {
        return delayS;
    }

    /** The subscription identifiers in their order. */
    int[] subscriptionIds() {
        return idCount == subscriptionIds.length ? subscriptionIds : Arrays.copyOf(subscriptionIds, idCount);
    }

    /** There are none, as in every 3.1.1 packet. */
    void clear() {
        length = 0;
        hopLength = 0;
        topicAlias = 0;
        expiryS = -1;
        delayS = 0;
        if (idCount > 0) subscriptionIds = NO_IDS;
        idCount = 0;
    }

    /** Whether there are properties that are not forwarded. */
    boolean hasHop() {
        return hopLength > 0;
    }

    /** Reads a length and as many bytes of properties, of those {@code allowed}. */
    void read(PacketReader reader, long allowed) {
        clear();
        length = reader.readVarint();
        from = reader.position();
        if (length > 0) check(reader, allowed);
    }

    private void check(PacketReader reader, long allowed) {
        int outer = reader.narrow(length);
        long seen = 0;
        while (reader.remaining() > 0) {
            int at = reader.position();
            Property property = PropertyRules.readId(reader, allowed, seen);
            if (property != Property.SUBSCRIPTION_IDENTIFIER) seen |= PropertyRules.bit(property); // §3.3.2.3.8
            readValue(reader, property);
            if (isHop(property)) hopLength += reader.position() - at;
        }
        reader.widen(outer);
    }

    private static boolean isHop(Property property) {
        return (PropertyRules.FORWARDED & PropertyRules.bit(property)) == 0;
    }

    private void readValue(PacketReader reader, Property property) {
        switch (property) {
            case TOPIC_ALIAS -> topicAlias = (int) PropertyRules.readNumber(reader, property);
            case MESSAGE_EXPIRY_INTERVAL -> expiryS = PropertyRules.readNumber(reader, property);
            case WILL_DELAY_INTERVAL -> delayS = PropertyRules.readNumber(reader, property);
            case SUBSCRIPTION_IDENTIFIER -> addId((int) PropertyRules.readNumber(reader, property));
            case RESPONSE_TOPIC -> checkResponseTopic(reader);
            default -> skipValue(reader, property);
        }
    }

    private void addId(int id) {
        if (idCount == subscriptionIds.length) subscriptionIds = Arrays.copyOf(subscriptionIds, idCount * 2 + 1);
        subscriptionIds[idCount++] = id;
    }

    /** A topic name, without wildcards (MQTT-3.3.2-14) and not empty (MQTT-4.7.3-1). */
    private static void checkResponseTopic(PacketReader reader) {
        int at = reader.skipString();
        boolean named = at < reader.position();
        for (int index = at; named && index < reader.position(); index++) {
            int unit = reader.buffer().get(index);
            named = unit != '+' && unit != '#';
        }
        if (!named) throw reader.malformed(PROTOCOL_ERROR, at, "a response topic without wildcards");
    }

    private static void skipValue(PacketReader reader, Property property) {
        switch (property.kind()) {
            case BYTE, TWO_BYTES, FOUR_BYTES, VARINT -> PropertyRules.readNumber(reader, property);
            case STRING -> reader.skipString();
            case BINARY -> reader.skipBinary();
            case STRING_PAIR -> {
                reader.skipString();
                reader.skipString();
            }
        }
    }

    /**
     * Makes the content of {@link Packet.Publish} from the properties read last and a payload in the same buffer; the
     * only copy of the payload.
     */
    byte[] content(PacketReader reader, int payloadFrom, int payloadLength) {
        ByteBuffer in = reader.buffer();
        int kept = length - hopLength;
        int head = Varint.length(kept);
        byte[] content = new byte[head + kept + payloadLength];
        Varint.write(kept, content);
        if (hopLength == 0) {
            in.get(from, content, head, kept);
        } else {
            copyForwarded(reader, content, head);
        }
        in.get(payloadFrom, content, head + kept, payloadLength);
        return content;
    }

    private void copyForwarded(PacketReader reader, byte[] content, int head) {
        int back = reader.position();
        int to = head;
        reader.position(from);
        while (reader.position() < from + length) {
            int at = reader.position();
            Property property = PropertyRules.readId(reader, -1, 0);
            skipValue(reader, property);
            if (isHop(property)) continue;
            int count = reader.position() - at;
            reader.buffer().get(at, content, to, count);
            to += count;
        }
        reader.position(back);
    }
}
