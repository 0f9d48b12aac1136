package io.belay.node.mqtt;

import io.belay.base.Cause;
import io.belay.core.Refusal;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.node.Reply;
import io.belay.node.limit.Limit;
import io.belay.node.limit.Objection;
import org.jspecify.annotations.Nullable;

/** What MQTT calls the broker's answers. */
final class MqttReasons {
    private static final String RETRY_AFTER = "belay:retry-after"; // as AMQP has it, milliseconds

    private MqttReasons() {}

    static ReasonCode published(Reply.Published published) {
        Refusal refusal = published.refusal();
        if (refusal != null && refusal.reason() == Refusal.Reason.NOT_ALLOWED) return ReasonCode.NOT_AUTHORIZED;
        if (refusal != null) return ReasonCode.QUOTA_EXCEEDED;
        return published.matches() > 0 ? ReasonCode.SUCCESS : ReasonCode.NO_MATCHING_SUBSCRIBERS;
    }

    /** A refusal in words, for those who want to read them. */
    static Properties properties(@Nullable Refusal refusal) {
        return refusal == null ? Properties.NONE : properties(refusal.message());
    }

    static Properties properties(String why) {
        return Properties.builder().put(Property.REASON_STRING, why).build();
    }

    /** Who comes too early may come back; who is one too many may not know when. */
    static ReasonCode of(Objection objection) {
        if (!objection.isOfLimit()) return ReasonCode.SERVER_UNAVAILABLE;
        return objection.retryAfterMs() > 0 ? ReasonCode.CONNECTION_RATE_EXCEEDED : ReasonCode.QUOTA_EXCEEDED;
    }

    /** In words, and for programs the time when there will be a place, if that is known. */
    static Properties properties(Objection objection) {
        long ms = objection.retryAfterMs();
        if (ms == 0) return properties(objection.why());
        return Properties.builder()
                .put(Property.REASON_STRING, objection.why() + "; come back in " + ms + " ms")
                .user(RETRY_AFTER, Long.toString(ms))
                .build();
    }

    /** The limit that a client has reached for which its line ends; null if it is another fault. */
    static @Nullable Limit limit(ReasonCode reason, boolean isOpen) {
        return switch (reason) {
            case PACKET_TOO_LARGE -> Limit.MQTT_PACKET;
            case QUOTA_EXCEEDED -> Limit.MQTT_HELD;
            case RECEIVE_MAXIMUM_EXCEEDED -> Limit.MQTT_RECEIVE;
            case TOPIC_ALIAS_INVALID -> Limit.MQTT_ALIAS;
            case KEEP_ALIVE_TIMEOUT -> isOpen ? Limit.MQTT_KEEP_ALIVE : Limit.MQTT_CONNECT;
            default -> null;
        };
    }

    /** Why an open line ends, as DISCONNECT can say it. */
    static ReasonCode closed(Reply.Closed.Cause cause) {
        return switch (cause) {
            case DISPLACED, IN_USE -> ReasonCode.SESSION_TAKEN_OVER;
            case ENDED -> ReasonCode.ADMINISTRATIVE_ACTION;
            case STOPPING, UNAVAILABLE -> ReasonCode.SERVER_SHUTTING_DOWN;
            case BUSY -> ReasonCode.SERVER_BUSY;
            case QUOTA -> ReasonCode.QUOTA_EXCEEDED;
            case NOT_OWNER -> ReasonCode.NOT_AUTHORIZED;
        };
    }

    /** Why an open line ends that neither protocol nor node had anything against, as DISCONNECT can say it. */
    static ReasonCode ended(Cause cause) {
        return switch (cause) {
            case OPERATOR -> ReasonCode.ADMINISTRATIVE_ACTION;
            case DRAIN, STOP -> ReasonCode.SERVER_SHUTTING_DOWN;
            case LIMIT, SLOW -> ReasonCode.QUOTA_EXCEEDED;
            case LOGIN, DENIED -> ReasonCode.NOT_AUTHORIZED;
            default -> ReasonCode.UNSPECIFIED_ERROR;
        };
    }

    /** The same of a line that is not open yet, as CONNACK can say it. */
    static ReasonCode refused(Cause cause) {
        return switch (cause) {
            case DRAIN, STOP -> ReasonCode.SERVER_UNAVAILABLE;
            case LIMIT, SLOW -> ReasonCode.QUOTA_EXCEEDED;
            case LOGIN, DENIED -> ReasonCode.NOT_AUTHORIZED;
            default -> ReasonCode.UNSPECIFIED_ERROR;
        };
    }

    /** Why a line is not opened, as CONNACK can say it. */
    static ReasonCode refused(Reply.Closed.Cause cause) {
        return switch (cause) {
            case DISPLACED, IN_USE, ENDED, BUSY -> ReasonCode.SERVER_BUSY; // It may try again.
            case STOPPING, UNAVAILABLE -> ReasonCode.SERVER_UNAVAILABLE;
            case QUOTA -> ReasonCode.QUOTA_EXCEEDED;
            case NOT_OWNER -> ReasonCode.NOT_AUTHORIZED;
        };
    }
}
