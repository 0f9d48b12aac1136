package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.*;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** The return codes of MQTT 3.1.1 (its §3.2.2.3 and §3.9.3) as the nearest reason codes of 5.0, and back. */
final class ReturnCode {
    /** What a 3.1.1 SUBACK may carry. */
    static final EnumSet<ReasonCode> SUBACK = EnumSet.of(SUCCESS, GRANTED_QOS_1, GRANTED_QOS_2, UNSPECIFIED_ERROR);

    /** There is no return code for the reason; the line is closed without CONNACK (3.1.1: MQTT-3.2.2-6). */
    static final int NONE = -1;

    private static final ReasonCode[] CONNACK = {
        SUCCESS,
        UNSUPPORTED_PROTOCOL_VERSION,
        CLIENT_IDENTIFIER_NOT_VALID,
        SERVER_UNAVAILABLE,
        BAD_USER_NAME_OR_PASSWORD,
        NOT_AUTHORIZED
    };

    private ReturnCode() {}

    /** The reason that a CONNACK's return code stands for, or null if it is not 0 to 5. */
    static @Nullable ReasonCode reason(int code) {
        return code < CONNACK.length ? CONNACK[code] : null;
    }

    /** The return code for CONNACK, 0 to 5, or {@link #NONE}. */
    static int connack(ReasonCode reason) {
        return switch (reason) {
            case SUCCESS -> 0;
            case UNSUPPORTED_PROTOCOL_VERSION -> 1;
            case CLIENT_IDENTIFIER_NOT_VALID -> 2;
            case SERVER_UNAVAILABLE,
                    SERVER_BUSY,
                    SERVER_SHUTTING_DOWN,
                    QUOTA_EXCEEDED,
                    CONNECTION_RATE_EXCEEDED,
                    USE_ANOTHER_SERVER,
                    SERVER_MOVED -> 3;
            case BAD_USER_NAME_OR_PASSWORD, BAD_AUTHENTICATION_METHOD -> 4;
            case NOT_AUTHORIZED, BANNED -> 5;
            default -> NONE;
        };
    }

    /** The return code for one filter of SUBACK: the granted QoS, or 0x80 for every error. */
    static int suback(ReasonCode reason) {
        return reason.isError() ? UNSPECIFIED_ERROR.code() : reason.code();
    }
}
