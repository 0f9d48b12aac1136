package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.*;

import java.util.EnumSet;

/** Which reason codes each packet may carry (MQTT 5.0 §2.4 and the table of each packet). */
final class ReasonRules {
    static final EnumSet<ReasonCode> CONNACK = EnumSet.of(
            SUCCESS,
            UNSPECIFIED_ERROR,
            MALFORMED_PACKET,
            PROTOCOL_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            UNSUPPORTED_PROTOCOL_VERSION,
            CLIENT_IDENTIFIER_NOT_VALID,
            BAD_USER_NAME_OR_PASSWORD,
            NOT_AUTHORIZED,
            SERVER_UNAVAILABLE,
            SERVER_BUSY,
            BANNED,
            BAD_AUTHENTICATION_METHOD,
            TOPIC_NAME_INVALID,
            PACKET_TOO_LARGE,
            QUOTA_EXCEEDED,
            PAYLOAD_FORMAT_INVALID,
            RETAIN_NOT_SUPPORTED,
            QOS_NOT_SUPPORTED,
            USE_ANOTHER_SERVER,
            SERVER_MOVED,
            CONNECTION_RATE_EXCEEDED);

    /** PUBACK and PUBREC. */
    static final EnumSet<ReasonCode> RECEIVED = EnumSet.of(
            SUCCESS,
            NO_MATCHING_SUBSCRIBERS,
            UNSPECIFIED_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            NOT_AUTHORIZED,
            TOPIC_NAME_INVALID,
            PACKET_IDENTIFIER_IN_USE,
            QUOTA_EXCEEDED,
            PAYLOAD_FORMAT_INVALID);

    /** PUBREL and PUBCOMP. */
    static final EnumSet<ReasonCode> RELEASED = EnumSet.of(SUCCESS, PACKET_IDENTIFIER_NOT_FOUND);

    static final EnumSet<ReasonCode> SUBACK = EnumSet.of(
            SUCCESS,
            GRANTED_QOS_1,
            GRANTED_QOS_2,
            UNSPECIFIED_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            NOT_AUTHORIZED,
            TOPIC_FILTER_INVALID,
            PACKET_IDENTIFIER_IN_USE,
            QUOTA_EXCEEDED,
            SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
            SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
            WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED);

    static final EnumSet<ReasonCode> UNSUBACK = EnumSet.of(
            SUCCESS,
            NO_SUBSCRIPTION_EXISTED,
            UNSPECIFIED_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            NOT_AUTHORIZED,
            TOPIC_FILTER_INVALID,
            PACKET_IDENTIFIER_IN_USE);

    static final EnumSet<ReasonCode> CLIENT_DISCONNECT = EnumSet.of(
            SUCCESS,
            DISCONNECT_WITH_WILL,
            UNSPECIFIED_ERROR,
            MALFORMED_PACKET,
            PROTOCOL_ERROR,
            IMPLEMENTATION_SPECIFIC_ERROR,
            TOPIC_NAME_INVALID,
            RECEIVE_MAXIMUM_EXCEEDED,
            TOPIC_ALIAS_INVALID,
            PACKET_TOO_LARGE,
            MESSAGE_RATE_TOO_HIGH,
            QUOTA_EXCEEDED,
            ADMINISTRATIVE_ACTION,
            PAYLOAD_FORMAT_INVALID);

    /** All from 0x80 on that §2.4 gives to DISCONNECT (0x8C only there, not in §3.14.2.1), and 0x00. */
    static final EnumSet<ReasonCode> SERVER_DISCONNECT = serverDisconnect();

    static final EnumSet<ReasonCode> CLIENT_AUTH = EnumSet.of(CONTINUE_AUTHENTICATION, RE_AUTHENTICATE);
    static final EnumSet<ReasonCode> SERVER_AUTH = EnumSet.of(SUCCESS, CONTINUE_AUTHENTICATION);

    private ReasonRules() {}

    private static EnumSet<ReasonCode> serverDisconnect() {
        EnumSet<ReasonCode> reasons = EnumSet.copyOf(CLIENT_DISCONNECT);
        reasons.remove(DISCONNECT_WITH_WILL);
        reasons.addAll(EnumSet.of(NOT_AUTHORIZED, SERVER_BUSY, SERVER_SHUTTING_DOWN, BAD_AUTHENTICATION_METHOD));
        reasons.addAll(EnumSet.of(KEEP_ALIVE_TIMEOUT, SESSION_TAKEN_OVER, TOPIC_FILTER_INVALID));
        reasons.addAll(EnumSet.range(RETAIN_NOT_SUPPORTED, WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED));
        return reasons;
    }

    /** Reads a reason code of MQTT 5.0 that the packet may carry. */
    static ReasonCode read(PacketReader reader, EnumSet<ReasonCode> allowed) {
        int code = reader.readByte();
        ReasonCode reason = ReasonCode.of(code);
        if (reason == null || !allowed.contains(reason)) {
            throw reader.malformed(PROTOCOL_ERROR, reader.position() - 1, "a reason code of this packet, not " + code);
        }
        return reason;
    }
}
