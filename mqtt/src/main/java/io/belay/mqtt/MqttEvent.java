package io.belay.mqtt;

import io.belay.base.Break;
import io.belay.base.Cause;

/**
 * Something that the peer did, or that its silence means. An event is told once everything before it is carried out, so
 * its consumer may at once call any method of the {@link MqttConnection} that told it but {@code receive}, {@code resume}
 * and {@code tick}.
 */
public sealed interface MqttEvent {
    /**
     * Server: a client asks for a session. Answer with {@link MqttConnection#accept}, {@link MqttConnection#refuse} or,
     * if it names an authentication method, {@link MqttConnection#challenge}.
     */
    record Connecting(Packet.Connect connect) implements MqttEvent {}

    /**
     * The peer's step in enhanced authentication: the first one, or 5.0's re-authentication later on (§4.12). The method
     * has been checked.
     */
    record Authenticating(Packet.Auth auth) implements MqttEvent {}

    /** Client: the server has accepted; the line is open. */
    record Connected(Packet.Connack connack) implements MqttEvent {}

    /** Client: the server has refused; the line is closed. */
    record Refused(Packet.Connack connack) implements MqttEvent {}

    /**
     * A message of the peer. Its topic is never empty: a topic alias has been resolved. QoS 1 must be answered with
     * {@link MqttConnection#puback}, QoS 2 with {@link MqttConnection#pubrec}; a repetition on the same line is not told
     * again, one of an earlier line is.
     */
    record Published(Packet.Publish publish) implements MqttEvent {}

    /** PUBACK: the peer has this QoS 1 message of ours, or will not have it. Told only of what was sent on this line. */
    record Acknowledged(int packetId, ReasonCode reason) implements MqttEvent {}

    /**
     * PUBREC: the peer has this QoS 2 message of ours; answer with {@link MqttConnection#pubrel}. With an error code it
     * will not have it, and that is the end of it (MQTT-4.3.3-4).
     */
    record Received(int packetId, ReasonCode reason) implements MqttEvent {}

    /**
     * PUBREL: the peer forgets this message of its own; answer with {@link MqttConnection#pubcomp}. The number may be of
     * an earlier line, or unknown.
     */
    record Released(int packetId, ReasonCode reason) implements MqttEvent {}

    /** PUBCOMP: a QoS 2 message of ours is finished, its number is free. */
    record Completed(int packetId, ReasonCode reason) implements MqttEvent {}

    /** Server: answer with {@link MqttConnection#suback}. */
    record Subscribing(Packet.Subscribe subscribe) implements MqttEvent {}

    /** Server: answer with {@link MqttConnection#unsuback}. */
    record Unsubscribing(Packet.Unsubscribe unsubscribe) implements MqttEvent {}

    /** Client: the answer to SUBSCRIBE. */
    record Subscribed(Packet.Suback suback) implements MqttEvent {}

    /** Client: the answer to UNSUBSCRIBE. */
    record Unsubscribed(Packet.Unsuback unsuback) implements MqttEvent {}

    /** Client: the server answered a PINGREQ. */
    record Ponged() implements MqttEvent {}

    /**
     * The peer said goodbye; the line is closed.
     *
     * @param reason why; in 3.1.1 always SUCCESS
     * @param sessionExpiryS the session expiry that it asks for now, seconds, 4294967295 for never; −1 if it leaves it as
     *     it is
     * @param properties of the DISCONNECT
     */
    record Left(ReasonCode reason, long sessionExpiryS, Properties properties) implements MqttEvent {}

    /**
     * This end closed the line because of the peer: it broke the protocol, or was silent for too long.
     *
     * @param reason the code that was, or would have been, told to the peer
     * @param why what was expected and what came, in words
     * @param how the same for our own records: the cause, and where bytes are at fault some of them, which the peer is not told
     */
    record Failed(ReasonCode reason, String why, Break how) implements MqttEvent {
        /** A broken protocol, without bytes to show. */
        public Failed(ReasonCode reason, String why) {
            this(reason, why, new Break(Cause.PROTOCOL, why));
        }
    }
}
