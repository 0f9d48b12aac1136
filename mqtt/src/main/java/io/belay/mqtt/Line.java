package io.belay.mqtt;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.base.MalformedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the two halves of {@link MqttConnection} share: how far the line has come, and how it ends. */
final class Line {
    /** The states of {@link MqttConnection}. */
    enum State {
        NEW,
        CONNECTING,
        OPEN,
        CLOSED
    }

    final boolean isServer;
    final MqttLimits limits;
    final MqttDecoder decoder;
    final TopicAliases aliases;
    final LineOutput out;
    final LineClock clock;
    final Incoming incoming;
    final Outgoing outgoing = new Outgoing();
    final Authentication authentication = new Authentication();

    State state = State.NEW;
    int keepAliveS; // of CONNECT
    boolean cleanStart; // of CONNECT
    boolean endsWithLine; // the session, by the session expiry of CONNECT
    boolean wantsResponseInformation; // by CONNECT
    int qosMax = 2; // that the peer accepts; less only at a server's wish
    boolean takesRetain = true; // the peer

    @Nullable
    MqttEvent ended;

    /** A line that is just open; {@code version} is null where CONNECT will tell. */
    Line(boolean isServer, MqttLimits limits, @Nullable Version version, long nowMs) {
        this.isServer = isServer;
        this.limits = limits;
        decoder = new MqttDecoder(isServer, limits.packetLengthMax());
        if (version != null) decoder.version(version);
        aliases = new TopicAliases(limits.topicAliasMaximum());
        out = new LineOutput(version == null ? Version.MQTT_3_1_1 : version, aliases);
        clock = new LineClock(isServer, limits, nowMs);
        incoming = new Incoming(limits.receiveMaximum());
        if (isServer) clock.awaitPeer();
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isV5() {
        return out.version() == Version.MQTT_5;
    }

    /** Whether the peer's packets must wait until its CONNECT is answered; with enhanced authentication it may send none. */
    boolean isHolding() {
        return isServer && state == State.CONNECTING && !authentication.isUsed();
    }

    /** Heeds what CONNECT tells a server, and remembers what a client told. */
    void remember(Packet.Connect connect) {
        Properties properties = connect.properties();
        keepAliveS = connect.keepAliveS();
        cleanStart = connect.cleanStart();
        endsWithLine = properties.number(Property.SESSION_EXPIRY_INTERVAL, 0) == 0;
        wantsResponseInformation = properties.number(Property.REQUEST_RESPONSE_INFORMATION, 0) == 1;
        authentication.begin(properties.string(Property.AUTHENTICATION_METHOD), isServer);
    }

    /** Heeds what the peer grants in CONNECT or CONNACK. */
    void heed(Properties properties) {
        outgoing.maximum((int) properties.number(Property.RECEIVE_MAXIMUM, 65_535));
        out.peerLengthMax(properties.number(Property.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE));
        long aliasMaximum = properties.number(Property.TOPIC_ALIAS_MAXIMUM, 0);
        aliases.maximumOut((int) Math.min(aliasMaximum, limits.topicAliasMaximumOut()));
    }

    /** Puts in what our limits grant the peer, and the authentication method. */
    Properties grant(Properties properties) {
        if (!isV5()) return Properties.NONE;
        Properties.Builder granted = authentication.named(Shortening.copy(properties));
        granted.put(Property.RECEIVE_MAXIMUM, limits.receiveMaximum());
        granted.put(Property.MAXIMUM_PACKET_SIZE, limits.packetLengthMax());
        if (limits.topicAliasMaximum() > 0) granted.put(Property.TOPIC_ALIAS_MAXIMUM, limits.topicAliasMaximum());
        return granted.build();
    }

    /** Says a packet that must not be left out; a peer that cannot take it loses the line. */
    void say(Packet packet) {
        if (!out.say(packet)) giveUp();
    }

    /** As {@link #say}, for the answers to PUBLISH. */
    void answer(int type, int packetId, ReasonCode reason, Properties properties) {
        if (!out.answer(type, packetId, reason, properties)) giveUp();
    }

    private void giveUp() {
        String why = "an answer is larger than the peer accepts";
        leave(ReasonCode.PACKET_TOO_LARGE, why);
        ended = new MqttEvent.Failed(ReasonCode.PACKET_TOO_LARGE, why, new Break(Cause.LIMIT, why));
    }

    /** The peer broke the protocol. */
    static MalformedException violation(String why) {
        return violation(ReasonCode.PROTOCOL_ERROR, why);
    }

    static MalformedException violation(ReasonCode reason, String why) {
        return new MalformedException(reason.code(), -1, why);
    }

    /** Ends the line because of the peer; {@code how} is for our own records. */
    void fail(ReasonCode reason, String why, Break how, Consumer<MqttEvent> events) {
        boolean isUntold = isServer && state != State.OPEN && !isV5() && !ClosingCodes.isToldIn3(reason);
        if (isUntold) state = State.CLOSED;
        if (state == State.NEW && isServer) state = State.CONNECTING; // CONNACK can answer a bad CONNECT.
        leave(reason, why);
        end(new MqttEvent.Failed(reason, why, how), events);
    }

    /** The line is over, and why. */
    void end(MqttEvent event, Consumer<MqttEvent> events) {
        state = State.CLOSED;
        ended = event;
        events.accept(event);
    }

    /** Says goodbye as far as there is a word for it, and closes. */
    void leave(ReasonCode reason, @Nullable String why) {
        leave(new Packet.Disconnect(reason, Shortening.reason(why)));
    }

    /** As {@link #leave(ReasonCode, String)}, with any property that DISCONNECT may have. */
    void leave(Packet.Disconnect disconnect) {
        State before = state;
        state = State.CLOSED;
        if (isServer && before == State.CONNECTING) {
            ReasonCode reason = ClosingCodes.connack(disconnect.reason());
            out.say(new Packet.Connack(false, isV5() ? reason : disconnect.reason(), disconnect.properties()));
        } else if (before == State.OPEN || before == State.CONNECTING) {
            ReasonCode reason = ClosingCodes.disconnect(disconnect.reason(), isServer);
            if (isV5() || !isServer) out.say(new Packet.Disconnect(reason, disconnect.properties()));
        }
    }
}
