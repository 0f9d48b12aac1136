package io.belay.mqtt;

import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.base.Check;
import io.belay.base.MalformedException;
import io.belay.mqtt.Line.State;
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
    private static final int NOWHERE = -1;

    private final Line line;
    private final PeerPackets peer;
    private final LineInput held = new LineInput();
    private boolean isPaused;
    private boolean isReadingHeld; // where the packet lies that is being read: among what is held, or in the input
    private int packetAt = NOWHERE; // its position there

    private MqttConnection(Line line) {
        this.line = line;
        this.peer = new PeerPackets(line);
    }

    /**
     * The server's end of a line that was just accepted.
     *
     * @param limits what the client may do
     * @param nowMs the time
     */
    public static MqttConnection server(MqttLimits limits, long nowMs) {
        return new MqttConnection(new Line(true, limits, null, nowMs));
    }

    /**
     * The client's end of a line that was just opened; {@link #connect} is next.
     *
     * @param limits what the server may do
     * @param version what to speak
     * @param nowMs the time
     */
    public static MqttConnection client(MqttLimits limits, Version version, long nowMs) {
        return new MqttConnection(new Line(false, limits, version, nowMs));
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
        if (in.hasRemaining()) line.clock.heard(nowMs);
        else line.clock.now(nowMs);
        process(in, events);
    }

    /**
     * Goes on with what was kept while the connection was waiting, and lets silence count from now on. To be called
     * after {@link #accept} or {@link #challenge}, unless a consumer of events called those, and whenever the driver
     * reads again after {@link #pause}.
     */
    public void resume(long nowMs, Consumer<MqttEvent> events) {
        isPaused = false;
        line.clock.heard(nowMs);
        process(ByteBuffer.allocate(0), events);
    }

    /**
     * Topics of the peer's with more characters are refused by the caller, so that of one that an alias stands for no more is
     * kept than shows that. Without a limit before.
     */
    public void topicLengthMax(int characters) {
        line.aliases.lengthMaxIn(characters);
    }

    /** The driver stops reading for reasons of its own: silence is not the peer's fault until {@link #resume}. */
    public void pause() {
        isPaused = true;
    }

    /**
     * Whether the driver should stop reading: CONNECT is not answered yet, or more of the peer's packets than
     * {@link MqttLimits#receiveMaximum} wait for our answers. What is received nevertheless is not lost.
     */
    public boolean isWaiting() {
        if (line.isClosed()) return false;
        boolean isOurTurn = line.isServer && line.state == State.CONNECTING && !line.authentication.isPeersTurn();
        return isOurTurn || line.incoming.unanswered() > line.limits.receiveMaximum();
    }

    /** Whether QoS 1 and 2 messages were sent whose exchange the peer has not finished. */
    public boolean hasUnacknowledged() {
        return line.outgoing.hasUnfinished();
    }

    /** What was received and is not told yet, bytes: the beginning of a packet, or all that came while it was waiting. */
    public int heldLength() {
        return held.length();
    }

    /** Does what is due: connect time-out, keep alive, PINGREQ. Calling it too early does no harm. */
    public void tick(long nowMs, Consumer<MqttEvent> events) {
        line.clock.now(nowMs);
        if (line.isClosed()) return;
        if (isPaused || isWaiting()) line.clock.excuse(); // The peer's silence is our own doing.
        String overdue = line.clock.overdue();
        if (overdue != null)
            line.fail(ReasonCode.KEEP_ALIVE_TIMEOUT, overdue, new Break(Cause.SILENT, overdue), events);
        else look();
    }

    /**
     * When to call {@link #tick} next, {@link Long#MAX_VALUE} for never. To be asked again after each tick and after
     * {@link #accept}, {@link #challenge}, {@link #connect} and {@link #resume}; what else happens only makes it later.
     */
    public long nextTickMs() {
        return line.isClosed() ? LineClock.NEVER : line.clock.dueMs();
    }

    /** The bytes to send. To be asked for anew each time. */
    public ByteWriter out() {
        return line.out.bytes();
    }

    /** The driver has taken all that {@link #out} held. */
    public void drained() {
        line.out.drained();
    }

    /** Whether the line is to be closed once {@link #out} is sent. */
    public boolean isClosed() {
        return line.isClosed();
    }

    /**
     * What closed the line: {@link MqttEvent.Left}, {@link MqttEvent.Refused} or {@link MqttEvent.Failed}; null if it is
     * open or this end left of its own will. It was told as an event, but for an answer that was too large for the peer,
     * which {@link #accept}, {@link #suback} and their like find out.
     */
    public @Nullable MqttEvent ended() {
        return line.ended;
    }

    /** The version in use; null at a server before CONNECT. */
    public @Nullable Version version() {
        return line.decoder.version();
    }

    /** How many more QoS 1 and QoS 2 messages may be sent before one must be finished (MQTT 5.0 §4.9), 0 to 65535. */
    public int sendQuota() {
        return line.outgoing.quota();
    }

    /** Whether this packet id, 1 to 65535, is free on this line for something of ours. */
    public boolean isFree(int packetId) {
        return line.outgoing.isFree(packetId);
    }

    // What only a server says

    /**
     * Accepts the client. Receive maximum, topic alias maximum, maximum packet size and the authentication method are
     * added here. A session expiry or keep alive of the server's own is the caller's to put in, and is heeded from now on.
     *
     * @param connack with reason SUCCESS
     */
    public void accept(Packet.Connack connack) {
        if (line.isClosed()) return;
        require(true, State.CONNECTING);
        Check.argument(
                connack.reason() == ReasonCode.SUCCESS,
                "SUCCESS",
                connack.reason().code());
        boolean tellsUnasked =
                connack.properties().has(Property.RESPONSE_INFORMATION) && !line.wantsResponseInformation;
        Check.invariant(!tellsUnasked, "response information only for a client that asked (MQTT-3.1.2-28)");
        Properties properties = line.grant(connack.properties());
        line.say(new Packet.Connack(connack.sessionPresent(), ReasonCode.SUCCESS, properties));
        if (line.isClosed()) return;
        line.authentication.finish();
        line.clock.open((int) properties.number(Property.SERVER_KEEP_ALIVE, line.keepAliveS));
        line.state = State.OPEN;
    }

    /**
     * Refuses the client and closes. 3.1.1 hears the nearest return code, or nothing.
     *
     * @param reason an error code
     * @param properties such as a reason string or a server reference
     */
    public void refuse(ReasonCode reason, Properties properties) {
        if (line.isClosed()) return;
        require(true, State.CONNECTING);
        Check.argument(reason.isError(), "an error code", reason.code());
        line.leave(new Packet.Disconnect(reason, properties));
    }

    /**
     * The server's step in enhanced authentication. The method is added here.
     *
     * @param auth CONTINUE_AUTHENTICATION; on an open line also SUCCESS, which ends a re-authentication
     */
    public void challenge(Packet.Auth auth) {
        if (line.isClosed()) return;
        Check.invariant(line.isServer, "a server");
        line.say(line.authentication.say(auth, true, line.isOpen()));
        if (!line.isOpen()) line.clock.awaitPeer();
    }

    /** Answers SUBSCRIBE; one that is too large for the client closes the line (0x95). */
    public void suback(Packet.Suback suback) {
        if (line.isClosed()) return;
        require(true, State.OPEN);
        line.incoming.answerRequest(suback.packetId());
        line.say(suback);
    }

    /** Answers UNSUBSCRIBE; one that is too large for the client closes the line (0x95). */
    public void unsuback(Packet.Unsuback unsuback) {
        if (line.isClosed()) return;
        require(true, State.OPEN);
        line.incoming.answerRequest(unsuback.packetId());
        line.say(unsuback);
    }

    // What only a client says

    /** Asks for a session. What the limits grant the server is added here. */
    public void connect(Packet.Connect connect) {
        if (line.isClosed()) return;
        require(false, State.NEW);
        Check.argument(
                connect.version() == line.out.version(),
                "the version of this line",
                connect.version().level());
        line.remember(connect);
        line.out.say(new Packet.Connect(
                connect.version(),
                connect.clientId(),
                connect.cleanStart(),
                connect.keepAliveS(),
                connect.will(),
                connect.username(),
                connect.password(),
                line.grant(connect.properties())));
        line.state = State.CONNECTING;
        line.clock.awaitPeer();
    }

    /** The client's step in enhanced authentication, or RE_AUTHENTICATE on an open line. The method is added here. */
    public void authenticate(Packet.Auth auth) {
        if (line.isClosed()) return;
        Check.invariant(!line.isServer, "a client");
        line.say(line.authentication.say(auth, false, line.isOpen()));
        if (!line.isOpen()) line.clock.awaitPeer();
    }

    /** Subscribes, under a packet id that is free; false, and nothing is sent, if it is larger than the server accepts. */
    public boolean subscribe(Packet.Subscribe subscribe) {
        if (line.isClosed()) return true;
        require(false, State.OPEN);
        if (!line.out.say(subscribe)) return false;
        line.outgoing.subscribe(subscribe.packetId());
        return true;
    }

    /** Unsubscribes, under a packet id that is free; false, and nothing is sent, if it is larger than the server accepts. */
    public boolean unsubscribe(Packet.Unsubscribe unsubscribe) {
        if (line.isClosed()) return true;
        require(false, State.OPEN);
        if (!line.out.say(unsubscribe)) return false;
        line.outgoing.unsubscribe(unsubscribe.packetId());
        return true;
    }

    /** Asks whether the server is there; not needed for keep alive, which does so itself. */
    public void ping() {
        if (line.isClosed()) return;
        require(false, State.OPEN);
        line.say(new Packet.Pingreq());
        line.clock.pinged();
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
     *     sent and finished (MQTT-3.1.2-25); true on a closed connection, where it stays unfinished for the next line
     */
    public boolean publish(
            PublishTemplate message,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            long expiryS,
            int[] subscriptionIds) {
        if (line.isClosed()) return true;
        Check.invariant(line.isOpen(), "an open line");
        Check.argument(qos >= 0 && qos <= line.qosMax, "a QoS that the peer accepts", qos);
        Check.argument(!retain || line.takesRetain, "no RETAIN where the server has none", 1);
        Check.argument(line.isServer || subscriptionIds.length == 0, "no subscription id of a client", packetId);
        if (!line.out.publish(message, qos, dup, retain, packetId, expiryS, subscriptionIds)) return false;
        if (qos > 0) line.outgoing.publish(packetId, qos);
        return true;
    }

    /** Answers a QoS 1 message. In 3.1.1 the reason is not said: a peer must not be told so if the message is lost. */
    public void puback(int packetId, ReasonCode reason) {
        puback(packetId, reason, Properties.NONE);
    }

    /** Answers a QoS 2 message; with an error code that is the end of it. In 3.1.1 the reason is not said. */
    public void pubrec(int packetId, ReasonCode reason) {
        pubrec(packetId, reason, Properties.NONE);
    }

    /** As {@link #puback(int, ReasonCode)}, with a reason string or user properties if the peer can and will take them. */
    public void puback(int packetId, ReasonCode reason, Properties properties) {
        if (line.isClosed()) return;
        line.incoming.acknowledge(packetId);
        line.answer(LineOutput.PUBACK, packetId, reason, properties);
    }

    /** As {@link #pubrec(int, ReasonCode)}, with a reason string or user properties if the peer can and will take them. */
    public void pubrec(int packetId, ReasonCode reason, Properties properties) {
        if (line.isClosed()) return;
        line.incoming.receive(packetId, !reason.isError());
        line.answer(LineOutput.PUBREC, packetId, reason, properties);
    }

    /** Releases a QoS 2 message, on this line or resuming an earlier one. */
    public void pubrel(int packetId) {
        if (line.isClosed()) return;
        line.outgoing.release(packetId);
        line.answer(LineOutput.PUBREL, packetId, ReasonCode.SUCCESS, Properties.NONE);
    }

    /** Finishes a QoS 2 message of the peer. PACKET_IDENTIFIER_NOT_FOUND if it was not known. */
    public void pubcomp(int packetId, ReasonCode reason) {
        if (line.isClosed()) return;
        line.incoming.complete(packetId);
        line.answer(LineOutput.PUBCOMP, packetId, reason, Properties.NONE);
    }

    /**
     * Says goodbye and closes. Where the protocol has no word for it (3.1.1 but for a client's SUCCESS; a client that
     * is not connected yet) nothing is said. The reason string is left out if the peer could not take it.
     *
     * @param reason why; one that DISCONNECT cannot carry becomes the nearest that it can
     * @param reasonString for people, may be null
     */
    public void disconnect(ReasonCode reason, @Nullable String reasonString) {
        if (!line.isClosed()) line.leave(reason, reasonString);
    }

    /**
     * As {@link #disconnect(ReasonCode, String)}, with any properties: a server reference, or a client's session expiry,
     * which may not rise from 0 (MQTT 5.0 §3.14.2.2.2).
     */
    public void disconnect(Packet.Disconnect disconnect) {
        if (line.isClosed()) return;
        long expiryS = disconnect.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0);
        Check.argument(expiryS == 0 || !line.isServer && !line.endsWithLine, "no session expiry here", expiryS);
        line.leave(disconnect);
    }

    private void require(boolean isServer, State state) {
        Check.invariant(line.isServer == isServer, isServer ? "a server" : "a client");
        Check.invariant(line.state == state, "state " + state);
    }

    private void look() {
        if (line.isServer) {
            line.out.rest();
        } else if (line.clock.isLookDue() && line.clock.isPingNeeded(line.out.rest())) {
            ping();
        }
    }

    private void process(ByteBuffer in, Consumer<MqttEvent> events) {
        try {
            takeAll(in, events);
        } catch (MalformedException peersFault) {
            Version version = line.decoder.version();
            if (version != null) line.out.version(version);
            ReasonCode reason = ClosingCodes.of(peersFault.reason());
            String why = String.valueOf(peersFault.getMessage());
            Break how = Evidence.of(reason, peersFault, isReadingHeld ? held.view() : in, packetAt);
            line.fail(reason, why, how, events);
        }
        if (!line.isClosed()) return;
        in.position(in.limit()); // What comes after the end is not heard (MQTT-3.1.4-6, MQTT-3.14.4-1).
        held.clear();
    }

    private void takeAll(ByteBuffer in, Consumer<MqttEvent> events) {
        packetAt = NOWHERE;
        while (!held.isEmpty() && !isStuck(in)) {
            isReadingHeld = true;
            packetAt = held.view().position();
            @Nullable Packet packet = line.decoder.decode(held.view());
            if (packet != null) peer.take(packet, events);
            else if (in.hasRemaining()) held.append(in, Math.min(held.missing(), in.remaining()));
            else return;
            packetAt = NOWHERE;
        }
        if (held.isEmpty()) held.clear();
        while (in.hasRemaining() && !isStuck(in)) {
            isReadingHeld = false;
            packetAt = in.position();
            @Nullable Packet packet = line.decoder.decode(in);
            if (packet != null) peer.take(packet, events);
            else held.append(in, in.remaining());
            packetAt = NOWHERE;
        }
    }

    /** Whether no packet may be taken now; then all of {@code in} is kept for later. */
    private boolean isStuck(ByteBuffer in) {
        if (line.isHolding() && in.hasRemaining()) hold(in);
        return line.isHolding() || line.isClosed();
    }

    private void hold(ByteBuffer in) {
        if (in.remaining() > line.limits.heldLengthMax() - held.length()) {
            throw Line.violation(
                    ReasonCode.QUOTA_EXCEEDED,
                    "expected at most " + line.limits.heldLengthMax() + " bytes before CONNACK");
        }
        held.append(in, in.remaining());
    }
}
