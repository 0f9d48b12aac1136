package io.belay.mqtt;

import java.util.EnumSet;

/** What stands in for a reason code that the closing packet cannot carry (MQTT 5.0 §3.2.2.2, §3.14.2.1). */
final class ClosingCodes {
    private ClosingCodes() {}

    /** The code for a CONNACK that refuses. */
    static ReasonCode connack(ReasonCode reason) {
        if (reason.isError() && ReasonRules.CONNACK.contains(reason)) return reason;
        return reason == ReasonCode.SERVER_SHUTTING_DOWN ? ReasonCode.SERVER_UNAVAILABLE : ReasonCode.UNSPECIFIED_ERROR;
    }

    /** The code for a DISCONNECT. */
    static ReasonCode disconnect(ReasonCode reason, boolean fromServer) {
        EnumSet<ReasonCode> allowed = fromServer ? ReasonRules.SERVER_DISCONNECT : ReasonRules.CLIENT_DISCONNECT;
        return allowed.contains(reason) ? reason : ReasonCode.UNSPECIFIED_ERROR;
    }

    /**
     * Whether a 3.1.1 client is told why its CONNECT broke the protocol (its §3.1.2.2, §3.1.3.1). Any other bad CONNECT
     * gets no answer at all (MQTT-3.1.4-1).
     */
    static boolean isToldIn3(ReasonCode reason) {
        return reason == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION || reason == ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
    }

    /** The reason with this number; one that no reason has is a malformed packet. */
    static ReasonCode of(int code) {
        ReasonCode reason = code >= 0 && code <= 0xFF ? ReasonCode.of(code) : null;
        return reason == null ? ReasonCode.MALFORMED_PACKET : reason;
    }
}
