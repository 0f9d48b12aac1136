package io.belay.mqtt;

import java.util.EnumSet;

/** Which reason codes CONNACK and DISCONNECT can carry (MQTT 5.0 §3.2.2.2, §3.14.2.1), and what stands in for the others. */
final class ClosingCodes {
    private static final EnumSet<ReasonCode> CONNACK = EnumSet.of(
            ReasonCode.UNSPECIFIED_ERROR,
            ReasonCode.MALFORMED_PACKET,
            ReasonCode.PROTOCOL_ERROR,
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
            ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
            ReasonCode.BAD_USER_NAME_OR_PASSWORD,
            ReasonCode.NOT_AUTHORIZED,
            ReasonCode.SERVER_UNAVAILABLE,
            ReasonCode.SERVER_BUSY,
            ReasonCode.BANNED,
            ReasonCode.BAD_AUTHENTICATION_METHOD,
            ReasonCode.TOPIC_NAME_INVALID,
            ReasonCode.PACKET_TOO_LARGE,
            ReasonCode.QUOTA_EXCEEDED,
            ReasonCode.PAYLOAD_FORMAT_INVALID,
            ReasonCode.RETAIN_NOT_SUPPORTED,
            ReasonCode.QOS_NOT_SUPPORTED,
            ReasonCode.USE_ANOTHER_SERVER,
            ReasonCode.SERVER_MOVED,
            ReasonCode.CONNECTION_RATE_EXCEEDED);

    private static final EnumSet<ReasonCode> FROM_ANYONE = EnumSet.of(
            ReasonCode.SUCCESS,
            ReasonCode.UNSPECIFIED_ERROR,
            ReasonCode.MALFORMED_PACKET,
            ReasonCode.PROTOCOL_ERROR,
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            ReasonCode.TOPIC_NAME_INVALID,
            ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
            ReasonCode.TOPIC_ALIAS_INVALID,
            ReasonCode.PACKET_TOO_LARGE,
            ReasonCode.MESSAGE_RATE_TOO_HIGH,
            ReasonCode.QUOTA_EXCEEDED,
            ReasonCode.ADMINISTRATIVE_ACTION,
            ReasonCode.PAYLOAD_FORMAT_INVALID);

    private static final EnumSet<ReasonCode> FROM_SERVER = EnumSet.of(
            ReasonCode.NOT_AUTHORIZED,
            ReasonCode.SERVER_BUSY,
            ReasonCode.SERVER_SHUTTING_DOWN,
            ReasonCode.KEEP_ALIVE_TIMEOUT,
            ReasonCode.SESSION_TAKEN_OVER,
            ReasonCode.TOPIC_FILTER_INVALID,
            ReasonCode.RETAIN_NOT_SUPPORTED,
            ReasonCode.QOS_NOT_SUPPORTED,
            ReasonCode.USE_ANOTHER_SERVER,
            ReasonCode.SERVER_MOVED,
            ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
            ReasonCode.CONNECTION_RATE_EXCEEDED,
            ReasonCode.MAXIMUM_CONNECT_TIME,
            ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
            ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED);

    private ClosingCodes() {}

    /** The code for a CONNACK that refuses. */
    static ReasonCode connack(ReasonCode reason) {
        if (CONNACK.contains(reason)) return reason;
        if (reason == ReasonCode.SERVER_SHUTTING_DOWN) return ReasonCode.SERVER_UNAVAILABLE;
        return ReasonCode.UNSPECIFIED_ERROR;
    }

    /** The code for a DISCONNECT. */
    static ReasonCode disconnect(ReasonCode reason, boolean fromServer) {
        if (FROM_ANYONE.contains(reason)) return reason;
        boolean fits = fromServer ? FROM_SERVER.contains(reason) : reason == ReasonCode.DISCONNECT_WITH_WILL;
        return fits ? reason : ReasonCode.UNSPECIFIED_ERROR;
    }

    /** The reason with this number; a number that no reason has is a malformed packet. */
    static ReasonCode of(int code) {
        for (ReasonCode reason : ReasonCode.values()) {
            if (reason.code() == code) return reason;
        }
        return ReasonCode.MALFORMED_PACKET;
    }
}
