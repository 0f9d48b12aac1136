package io.belay.server.metrics;

import io.belay.core.Guarantee;
import io.belay.node.Request;
import java.util.Locale;

/** What is counted of what passes over lines. */
public enum Flow {
    /** Messages of MQTT clients, at most once. */
    MQTT_IN_0("belay.messages.received", "mqtt", Guarantee.AT_MOST_ONCE),
    /** Messages of MQTT clients, at least once. */
    MQTT_IN_1("belay.messages.received", "mqtt", Guarantee.AT_LEAST_ONCE),
    /** Messages of MQTT clients, exactly once. */
    MQTT_IN_2("belay.messages.received", "mqtt", Guarantee.EXACTLY_ONCE),
    /** Messages of AMQP clients, at most once. */
    AMQP_IN_0("belay.messages.received", "amqp", Guarantee.AT_MOST_ONCE),
    /** Messages of AMQP clients, at least once; with a Belay client exactly once. */
    AMQP_IN_1("belay.messages.received", "amqp", Guarantee.AT_LEAST_ONCE),
    /** Messages for MQTT clients, at most once. */
    MQTT_OUT_0("belay.messages.delivered", "mqtt", Guarantee.AT_MOST_ONCE),
    /** Messages for MQTT clients, at least once. */
    MQTT_OUT_1("belay.messages.delivered", "mqtt", Guarantee.AT_LEAST_ONCE),
    /** Messages for MQTT clients, exactly once. */
    MQTT_OUT_2("belay.messages.delivered", "mqtt", Guarantee.EXACTLY_ONCE),
    /** Messages for AMQP clients that need no settling. */
    AMQP_OUT_0("belay.messages.delivered", "amqp", Guarantee.AT_MOST_ONCE),
    /** Messages for AMQP clients that are settled. */
    AMQP_OUT_1("belay.messages.delivered", "amqp", Guarantee.AT_LEAST_ONCE),
    /** Messages of MQTT clients that were refused. */
    MQTT_REFUSED("belay.messages.refused", "protocol", "mqtt"),
    /** Messages of AMQP clients that were refused. */
    AMQP_REFUSED("belay.messages.refused", "protocol", "amqp"),
    /** Deliveries that MQTT clients have settled. */
    MQTT_SETTLED("belay.messages.settled", "mqtt", "accepted"),
    /** Deliveries that AMQP clients have accepted. */
    AMQP_ACCEPTED("belay.messages.settled", "amqp", "accepted"),
    /** Deliveries that AMQP clients gave back untried. */
    AMQP_RELEASED("belay.messages.settled", "amqp", "released"),
    /** Deliveries that AMQP clients have tried in vain. */
    AMQP_FAILED("belay.messages.settled", "amqp", "failed"),
    /** Deliveries that AMQP clients cannot process. */
    AMQP_REJECTED("belay.messages.settled", "amqp", "rejected"),
    /** Bytes that lines brought, without TLS and WebSocket. */
    BYTES_IN("belay.line.bytes", "direction", "in"),
    /** Bytes that lines were given, without TLS and WebSocket. */
    BYTES_OUT("belay.line.bytes", "direction", "out");

    private final String meter;
    private final String[] tags;

    Flow(String meter, String protocol, Guarantee guarantee) {
        this.meter = meter;
        tags = new String[] {
            "protocol",
            protocol,
            "guarantee",
            guarantee.name().toLowerCase(Locale.ROOT).replace('_', '-')
        };
    }

    Flow(String meter, String keyOrProtocol, String valueOrOutcome) {
        this.meter = meter;
        boolean isOutcome = meter.endsWith("settled");
        tags = isOutcome
                ? new String[] {"protocol", keyOrProtocol, "outcome", valueOrOutcome}
                : new String[] {keyOrProtocol, valueOrOutcome};
    }

    /** The name of its meter, with dots. */
    public String meter() {
        return meter;
    }

    /** The value of its first tag: the protocol, or the direction. */
    String first() {
        return tags[1];
    }

    String[] tags() {
        return tags;
    }

    /** Of a message of an MQTT client. */
    public static Flow ofMqttIn(Guarantee guarantee) {
        return switch (guarantee) {
            case AT_MOST_ONCE -> MQTT_IN_0;
            case AT_LEAST_ONCE -> MQTT_IN_1;
            case EXACTLY_ONCE -> MQTT_IN_2;
        };
    }

    /** Of a message for an MQTT client. */
    public static Flow ofMqttOut(Guarantee guarantee) {
        return switch (guarantee) {
            case AT_MOST_ONCE -> MQTT_OUT_0;
            case AT_LEAST_ONCE -> MQTT_OUT_1;
            case EXACTLY_ONCE -> MQTT_OUT_2;
        };
    }

    /** Of a message of an AMQP client. */
    public static Flow ofAmqpIn(Guarantee guarantee) {
        return guarantee == Guarantee.AT_MOST_ONCE ? AMQP_IN_0 : AMQP_IN_1;
    }

    /** Of what a consumer says of a delivery. */
    public static Flow of(Request.Disposition disposition) {
        return switch (disposition) {
            case ACCEPTED -> AMQP_ACCEPTED;
            case RELEASED -> AMQP_RELEASED;
            case FAILED -> AMQP_FAILED;
            case REJECTED -> AMQP_REJECTED;
        };
    }
}
