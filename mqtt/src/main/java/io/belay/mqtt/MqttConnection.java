package io.belay.mqtt;

import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of one MQTT line, for either end and both versions. It holds the peer to the protocol, answers what needs no
 * broker, and is forgotten with its line. Knows no socket and no clock: bytes and times are given to it, and bytes are
 * taken from it.
 *
 * <pre>
 *             server                                   client
 *
 *   NEW        ── CONNECT arrives ──▶  CONNECTING  ◀── connect() ──   NEW
 *   CONNECTING ── accept() ─────────▶  OPEN        ◀── CONNACK 0 ──   CONNECTING
 *   any        ── disconnect(), refuse(), DISCONNECT arrives, peer at fault ──▶  CLOSED
 * </pre>
 *
 * <p>The driver has one law: after each call it sends what {@link #out} holds, calls {@link #drained}, and closes the
 * line if {@link #isClosed}. Times are milliseconds of a clock that never goes back, with any origin. One thread at
 * a time. On a closed connection every method does nothing.
 */
public final class MqttConnection {
    private MqttConnection() {}

    /**
     * The server's end of a line that was just accepted.
     *
     * @param limits what the client may do
     * @param nowMs the time
     */
    public static MqttConnection server(MqttLimits limits, long nowMs) {
        throw new UnsupportedOperationException();
    }

    /**
     * The client's end of a line that was just opened; {@link #connect} is next.
     *
     * @param limits what the server may do
     * @param version what to speak
     * @param nowMs the time
     */
    public static MqttConnection client(MqttLimits limits, Version version, long nowMs) {
        throw new UnsupportedOperationException();
    }

    // What the driver does

    /**
     * Takes bytes of the peer, all of them, and tells what they say. A packet that is not whole yet is kept inside.
     *
     * @param in bytes from a peer, trusted for nothing; not kept
     * @param nowMs the time
     * @param events takes the events in order
     */
    public void receive(ByteBuffer in, long nowMs, Consumer<MqttEvent> events) {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes on with what was kept while the connection was waiting, and lets silence count from now on. To be called
     * after {@link #accept} or {@link #challenge}, unless a consumer of events called those, and whenever the driver
     * reads again after {@link #pause}.
     */
    public void resume(long nowMs, Consumer<MqttEvent> events) {
        throw new UnsupportedOperationException();
    }

    /** The driver stops reading for reasons of its own: silence is not the peer's fault until {@link #resume}. */
    public void pause() {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether the driver should stop reading: CONNECT is not answered yet, or more of the peer's packets than
     * {@link MqttLimits#receiveMaximum} wait for our answers. What is received nevertheless is not lost.
     */
    public boolean isWaiting() {
        throw new UnsupportedOperationException();
    }

    /** Does what is due: connect time-out, keep alive, PINGREQ. Calling it too early does no harm. */
    public void tick(long nowMs, Consumer<MqttEvent> events) {
        throw new UnsupportedOperationException();
    }

    /**
     * When to call {@link #tick} next, {@link Long#MAX_VALUE} for never. To be asked again after each tick and after
     * {@link #accept}, {@link #challenge}, {@link #connect} and {@link #resume}; what else happens only makes it later.
     */
    public long nextTickMs() {
        throw new UnsupportedOperationException();
    }

    /** The bytes to send. To be asked for anew each time. */
    public ByteWriter out() {
        throw new UnsupportedOperationException();
    }

    /** The driver has taken all that {@link #out} held. */
    public void drained() {
        throw new UnsupportedOperationException();
    }

    /** Whether the line is to be closed once {@link #out} is sent. */
    public boolean isClosed() {
        throw new UnsupportedOperationException();
    }

    /** The {@link MqttEvent.Left} or {@link MqttEvent.Failed} that closed the line; null if it is open or this end left. */
    public @Nullable MqttEvent ended() {
        throw new UnsupportedOperationException();
    }

    /** The version in use; null at a server before CONNECT. */
    public @Nullable Version version() {
        throw new UnsupportedOperationException();
    }

    /** How many more QoS 1 and QoS 2 messages may be sent before one must be finished (MQTT 5.0 §4.9), 0 to 65535. */
    public int sendQuota() {
        throw new UnsupportedOperationException();
    }

    // What only a server says

    /**
     * Accepts the client. Receive maximum, topic alias maximum, maximum packet size and the authentication method are
     * added here. A session expiry or keep alive of the server's own is the caller's to put in, and is heeded from now on.
     *
     * @param connack with reason SUCCESS
     */
    public void accept(Packet.Connack connack) {
        throw new UnsupportedOperationException();
    }

    /**
     * Refuses the client and closes. 3.1.1 hears the nearest return code, or nothing.
     *
     * @param reason an error code
     * @param properties such as a reason string or a server reference
     */
    public void refuse(ReasonCode reason, Properties properties) {
        throw new UnsupportedOperationException();
    }

    /**
     * The server's step in enhanced authentication. The method is added here.
     *
     * @param auth CONTINUE_AUTHENTICATION; on an open line also SUCCESS, which ends a re-authentication
     */
    public void challenge(Packet.Auth auth) {
        throw new UnsupportedOperationException();
    }

    /** Answers SUBSCRIBE; one that is too large for the client closes the line (0x95). */
    public void suback(Packet.Suback suback) {
        throw new UnsupportedOperationException();
    }

    /** Answers UNSUBSCRIBE; one that is too large for the client closes the line (0x95). */
    public void unsuback(Packet.Unsuback unsuback) {
        throw new UnsupportedOperationException();
    }

    // What only a client says

    /** Asks for a session. What the limits grant the server is added here. */
    public void connect(Packet.Connect connect) {
        throw new UnsupportedOperationException();
    }

    /** The client's step in enhanced authentication, or RE_AUTHENTICATE on an open line. The method is added here. */
    public void authenticate(Packet.Auth auth) {
        throw new UnsupportedOperationException();
    }

    /** Subscribes, under a packet id that is free. */
    public void subscribe(Packet.Subscribe subscribe) {
        throw new UnsupportedOperationException();
    }

    /** Unsubscribes, under a packet id that is free. */
    public void unsubscribe(Packet.Unsubscribe unsubscribe) {
        throw new UnsupportedOperationException();
    }

    /** Asks whether the server is there; not needed for keep alive, which does so itself. */
    public void ping() {
        throw new UnsupportedOperationException();
    }

    // What both ends say

    /**
     * Sends a message.
     *
     * @param message made ready
     * @param qos 0 to 2; above 0 there must be {@link #sendQuota}
     * @param dup a repetition of what an earlier line may have sent
     * @param retain the RETAIN flag
     * @param packetId 1 to 65535 and free; ignored for QoS 0
     * @param expiryS what is left of its time in seconds, −1 for none
     * @param subscriptionIds of the matching subscriptions, may be empty; not said in 3.1.1
     * @return false if it is larger than the peer accepts: nothing was written, and the caller goes on as if it had been
     *     sent and finished (MQTT-3.1.2-25)
     */
    public boolean publish(
            PublishTemplate message,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            long expiryS,
            int[] subscriptionIds) {
        throw new UnsupportedOperationException();
    }

    /** Answers a QoS 1 message. In 3.1.1 the reason is not said: a peer must not be told so if the message is lost. */
    public void puback(int packetId, ReasonCode reason) {
        throw new UnsupportedOperationException();
    }

    /** Answers a QoS 2 message; with an error code that is the end of it. In 3.1.1 the reason is not said. */
    public void pubrec(int packetId, ReasonCode reason) {
        throw new UnsupportedOperationException();
    }

    /** Releases a QoS 2 message, on this line or resuming an earlier one. */
    public void pubrel(int packetId) {
        throw new UnsupportedOperationException();
    }

    /** Finishes a QoS 2 message of the peer. PACKET_IDENTIFIER_NOT_FOUND if it was not known. */
    public void pubcomp(int packetId, ReasonCode reason) {
        throw new UnsupportedOperationException();
    }

    /**
     * Says goodbye and closes. Where the protocol has no word for it (3.1.1 but for a client's SUCCESS; a client that
     * is not connected yet) nothing is said. The reason string is left out if the peer could not take it.
     *
     * @param reason why; one that DISCONNECT cannot carry becomes the nearest that it can
     * @param reasonString for people, may be null
     */
    public void disconnect(ReasonCode reason, @Nullable String reasonString) {
        throw new UnsupportedOperationException();
    }
}
