package io.belay.mqtt;

import static io.belay.mqtt.Property.*;
import static io.belay.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

import org.jspecify.annotations.Nullable;

/**
 * Which properties each packet may carry (MQTT 5.0 table 2-4), and which values they may have. Sets of properties are
 * longs with bit {@code 1 << id}.
 */
final class PropertyRules {
    static final long CONNECT = bits(
            SESSION_EXPIRY_INTERVAL,
            AUTHENTICATION_METHOD,
            AUTHENTICATION_DATA,
            REQUEST_PROBLEM_INFORMATION,
            REQUEST_RESPONSE_INFORMATION,
            RECEIVE_MAXIMUM,
            TOPIC_ALIAS_MAXIMUM,
            USER_PROPERTY,
            MAXIMUM_PACKET_SIZE);

    static final long CONNACK = bits(
            SESSION_EXPIRY_INTERVAL,
            ASSIGNED_CLIENT_IDENTIFIER,
            SERVER_KEEP_ALIVE,
            AUTHENTICATION_METHOD,
            AUTHENTICATION_DATA,
            RESPONSE_INFORMATION,
            SERVER_REFERENCE,
            REASON_STRING,
            RECEIVE_MAXIMUM,
            TOPIC_ALIAS_MAXIMUM,
            MAXIMUM_QOS,
            RETAIN_AVAILABLE,
            USER_PROPERTY,
            MAXIMUM_PACKET_SIZE,
            WILDCARD_SUBSCRIPTION_AVAILABLE,
            SUBSCRIPTION_IDENTIFIERS_AVAILABLE,
            SHARED_SUBSCRIPTION_AVAILABLE);

    /** What goes with a message to whoever gets it (MQTT-3.3.2-4, -15, -16, -17, -20). */
    static final long FORWARDED =
            bits(PAYLOAD_FORMAT_INDICATOR, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION_DATA, USER_PROPERTY);

    static final long PUBLISH = FORWARDED | bits(MESSAGE_EXPIRY_INTERVAL, SUBSCRIPTION_IDENTIFIER, TOPIC_ALIAS);
    static final long WILL = FORWARDED | bits(MESSAGE_EXPIRY_INTERVAL, WILL_DELAY_INTERVAL);

    /** PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK. */
    static final long ACKNOWLEDGEMENT = bits(REASON_STRING, USER_PROPERTY);

    static final long SUBSCRIBE = bits(SUBSCRIPTION_IDENTIFIER, USER_PROPERTY);
    static final long UNSUBSCRIBE = bits(USER_PROPERTY);
    static final long DISCONNECT = bits(SESSION_EXPIRY_INTERVAL, SERVER_REFERENCE, REASON_STRING, USER_PROPERTY);

    static final long AUTH = bits(AUTHENTICATION_METHOD, AUTHENTICATION_DATA, REASON_STRING, USER_PROPERTY);

    private static final long REPEATABLE = bits(USER_PROPERTY);
    private static final long BOOLEANS = bits(
            PAYLOAD_FORMAT_INDICATOR,
            REQUEST_PROBLEM_INFORMATION,
            REQUEST_RESPONSE_INFORMATION,
            MAXIMUM_QOS, // 0 or 1 too; 2 is said by leaving it out (§3.2.2.3.4)
            RETAIN_AVAILABLE,
            WILDCARD_SUBSCRIPTION_AVAILABLE,
            SUBSCRIPTION_IDENTIFIERS_AVAILABLE,
            SHARED_SUBSCRIPTION_AVAILABLE);
    private static final long NOT_ZERO = bits(SUBSCRIPTION_IDENTIFIER, RECEIVE_MAXIMUM, MAXIMUM_PACKET_SIZE);

    private PropertyRules() {}

    static long bit(Property property) {
        return 1L << property.id();
    }

    private static long bits(Property... properties) {
        long bits = 0;
        for (Property property : properties) {
            bits |= bit(property);
        }
        return bits;
    }

    /**
     * Reads the identifier of the next property.
     *
     * @param allowed what the packet may carry (MQTT-2.2.2-2: a malformed packet otherwise)
     * @param seen what it carried already; once more is a protocol error, but for user properties
     */
    static Property readId(PacketReader reader, long allowed, long seen) {
        int at = reader.position();
        int id = reader.readVarint();
        @Nullable Property property = PropertyForm.of(id);
        if (property == null || (allowed & bit(property)) == 0) {
            throw reader.malformed(MALFORMED_PACKET, at, "a property of this packet, not " + id);
        }
        if ((seen & ~REPEATABLE & bit(property)) != 0) {
            throw reader.malformed(PROTOCOL_ERROR, at, property + " only once");
        }
        return property;
    }

    /** Reads the value of a numeric property, and holds it to its range. */
    static long readNumber(PacketReader reader, Property property) {
        int at = reader.position();
        long value = switch (property.kind()) {
            case BYTE -> reader.readByte();
            case TWO_BYTES -> reader.readShort();
            case FOUR_BYTES -> reader.readInt();
            case VARINT -> reader.readVarint();
            default -> throw new IllegalArgumentException(property + " is no number");
        };
        if (value > 1 && (BOOLEANS & bit(property)) != 0) {
            throw reader.malformed(PROTOCOL_ERROR, at, property + " as 0 or 1, not " + value);
        }
        if (value == 0 && (NOT_ZERO & bit(property)) != 0) {
            throw reader.malformed(PROTOCOL_ERROR, at, property + " from 1, not 0");
        }
        if (value == 0 && property == TOPIC_ALIAS) { // MQTT-3.3.2-8
            throw reader.malformed(ReasonCode.TOPIC_ALIAS_INVALID, at, "a topic alias from 1, not 0");
        }
        return value;
    }
}
