package io.belay.mqtt;

import java.util.Collections;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The half of {@link MqttConnection} that hears: each packet of the peer is held to the protocol, answered if that needs
 * no broker, and told. A packet changes the state first and is told last.
 */
final class PeerPackets {
    private static final Packet.Pingresp PINGRESP = new Packet.Pingresp();

    private final Line line;

    PeerPackets(Line line) {
        this.line = line;
    }

    /**
     * Takes one packet.
     *
     * @throws io.belay.base.MalformedException if the peer may not send it now
     */
    void take(Packet packet, Consumer<MqttEvent> events) {
        if (!line.isOpen()) takeEarly(packet, events);
        else if (packet instanceof Packet.Publish publish) published(publish, events);
        else if (packet instanceof Packet.Puback puback) acknowledged(puback, events);
        else if (packet instanceof Packet.Pubrec pubrec) received(pubrec, events);
        else if (packet instanceof Packet.Pubrel pubrel) released(pubrel, events);
        else if (packet instanceof Packet.Pubcomp pubcomp) completed(pubcomp, events);
        else if (packet instanceof Packet.Subscribe subscribe) subscribing(subscribe, events);
        else if (packet instanceof Packet.Unsubscribe unsubscribe) unsubscribing(unsubscribe, events);
        else if (packet instanceof Packet.Suback suback) subscribed(suback, events);
        else if (packet instanceof Packet.Unsuback unsuback) unsubscribed(unsuback, events);
        else if (packet instanceof Packet.Pingreq) line.say(PINGRESP);
        else if (packet instanceof Packet.Pingresp) events.accept(new MqttEvent.Ponged());
        else if (packet instanceof Packet.Disconnect disconnect) left(disconnect, events);
        else if (packet instanceof Packet.Auth auth) authenticating(auth, events);
        else throw Line.violation("a second CONNECT or CONNACK");
    }

    private void takeEarly(Packet packet, Consumer<MqttEvent> events) {
        boolean isConnecting = line.state == Line.State.CONNECTING;
        if (packet instanceof Packet.Connect connect && !isConnecting) connecting(connect, events);
        else if (packet instanceof Packet.Connack connack && isConnecting) connected(connack, events);
        else if (packet instanceof Packet.Auth auth && isConnecting) authenticating(auth, events);
        else if (packet instanceof Packet.Disconnect disconnect && isConnecting && line.isServer)
            left(disconnect, events);
        else throw Line.violation(packet.getClass().getSimpleName() + " before the line is open");
    }

    private void connecting(Packet.Connect connect, Consumer<MqttEvent> events) {
        line.out.version(connect.version());
        line.remember(connect);
        line.heed(connect.properties());
        line.out.saysProblems(connect.properties().number(Property.REQUEST_PROBLEM_INFORMATION, 1) == 1);
        line.clock.awaitUs();
        line.state = Line.State.CONNECTING;
        events.accept(new MqttEvent.Connecting(connect));
    }

    private void connected(Packet.Connack connack, Consumer<MqttEvent> events) {
        if (connack.reason() != ReasonCode.SUCCESS) {
            line.end(new MqttEvent.Refused(connack), events);
            return;
        }
        Properties properties = connack.properties();
        if (connack.sessionPresent() && line.cleanStart)
            throw Line.violation("a session after clean start"); // MQTT-3.2.2-2
        line.authentication.checkMethod(properties, true);
        line.authentication.finish();
        line.heed(properties);
        line.qosMax = (int) properties.number(Property.MAXIMUM_QOS, 2);
        line.takesRetain = properties.number(Property.RETAIN_AVAILABLE, 1) == 1;
        line.clock.open((int) properties.number(Property.SERVER_KEEP_ALIVE, line.keepAliveS)); // MQTT-3.1.2-21
        line.state = Line.State.OPEN;
        events.accept(new MqttEvent.Connected(connack));
    }

    private void authenticating(Packet.Auth auth, Consumer<MqttEvent> events) {
        line.authentication.heard(auth, line.isServer, line.isOpen());
        if (!line.isOpen()) line.clock.awaitUs();
        events.accept(new MqttEvent.Authenticating(auth));
    }

    private void left(Packet.Disconnect disconnect, Consumer<MqttEvent> events) {
        long expiryS = disconnect.properties().number(Property.SESSION_EXPIRY_INTERVAL, -1);
        if (expiryS > 0 && line.endsWithLine) {
            throw Line.violation(
                    "a session expiry of " + expiryS + " s in DISCONNECT after 0 in CONNECT"); // §3.14.2.2.2
        }
        line.end(new MqttEvent.Left(disconnect.reason(), expiryS, disconnect.properties()), events);
    }

    private void published(Packet.Publish publish, Consumer<MqttEvent> events) {
        Packet.Publish resolved = line.aliases.resolve(publish);
        if (publish.qos() == 0 || isBegun(publish)) events.accept(new MqttEvent.Published(resolved));
    }

    /** Enters a QoS 1 or 2 message as unfinished; false if it was already, and then it is answered as far as it must be. */
    private boolean isBegun(Packet.Publish publish) {
        int id = publish.packetId();
        boolean isAtLeastOnce = publish.qos() == 1;
        switch (line.incoming.published(id, publish.qos(), publish.dup(), line.isV5())) {
            case NEW -> {
                return true;
            }
            case ANSWER_AGAIN -> line.answer(LineOutput.PUBREC, id, ReasonCode.SUCCESS, Properties.NONE);
            case IN_USE -> refuse(id, isAtLeastOnce ? LineOutput.PUBACK : LineOutput.PUBREC);
            case BEYOND_MAXIMUM ->
                throw Line.violation(
                        ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                        "expected at most " + line.limits.receiveMaximum() + " unfinished messages"); // MQTT-3.3.4-9
            default -> {} // The answer to the first one comes, and answers this one too.
        }
        return false;
    }

    private void refuse(int packetId, int answer) {
        requireV5ToRefuse(packetId);
        line.answer(answer, packetId, ReasonCode.PACKET_IDENTIFIER_IN_USE, Properties.NONE);
    }

    /** 3.1.1 has no words for an id that is taken, so there it costs the line (its MQTT-2.3.1-2, MQTT-4.8.0-1). */
    private void requireV5ToRefuse(int packetId) {
        if (!line.isV5()) throw Line.violation("expected a free packet id, " + packetId + " is in use");
    }

    private void released(Packet.Pubrel pubrel, Consumer<MqttEvent> events) {
        int id = pubrel.packetId();
        Incoming.Verdict verdict = line.incoming.released(id);
        if (verdict == Incoming.Verdict.OUT_OF_TURN) throw Line.violation("PUBREL " + id + " before its PUBREC");
        if (verdict == Incoming.Verdict.NEW) events.accept(new MqttEvent.Released(id, pubrel.reason()));
    }

    private void subscribing(Packet.Subscribe subscribe, Consumer<MqttEvent> events) {
        int id = subscribe.packetId();
        if (line.incoming.requested(id) == Incoming.Verdict.NEW) {
            events.accept(new MqttEvent.Subscribing(subscribe));
            return;
        }
        requireV5ToRefuse(id);
        int count = subscribe.filters().size();
        line.say(new Packet.Suback(
                id, Collections.nCopies(count, ReasonCode.PACKET_IDENTIFIER_IN_USE), Properties.NONE));
    }

    private void unsubscribing(Packet.Unsubscribe unsubscribe, Consumer<MqttEvent> events) {
        int id = unsubscribe.packetId();
        if (line.incoming.requested(id) == Incoming.Verdict.NEW) {
            events.accept(new MqttEvent.Unsubscribing(unsubscribe));
            return;
        }
        requireV5ToRefuse(id);
        int count = unsubscribe.filters().size();
        line.say(new Packet.Unsuback(
                id, Collections.nCopies(count, ReasonCode.PACKET_IDENTIFIER_IN_USE), Properties.NONE));
    }

    private void acknowledged(Packet.Puback puback, Consumer<MqttEvent> events) {
        int id = puback.packetId();
        if (isDue(line.outgoing.acknowledged(id), "PUBACK", id)) {
            events.accept(new MqttEvent.Acknowledged(id, puback.reason()));
        }
    }

    private void received(Packet.Pubrec pubrec, Consumer<MqttEvent> events) {
        int id = pubrec.packetId();
        boolean isAccepted = !pubrec.reason().isError();
        Outgoing.Verdict verdict = line.outgoing.received(id, isAccepted);
        if (isDue(verdict, "PUBREC", id)) events.accept(new MqttEvent.Received(id, pubrec.reason()));
        else if (isAccepted) releaseAgain(verdict, id);
    }

    /** A peer that is told nothing would wait for PUBREL for ever. */
    private void releaseAgain(Outgoing.Verdict verdict, int id) {
        @Nullable
        ReasonCode reason = switch (verdict) {
            case UNKNOWN -> ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
            case RELEASE_AGAIN -> ReasonCode.SUCCESS;
            default -> null;
        };
        if (reason != null) line.answer(LineOutput.PUBREL, id, reason, Properties.NONE);
    }

    private void completed(Packet.Pubcomp pubcomp, Consumer<MqttEvent> events) {
        int id = pubcomp.packetId();
        if (isDue(line.outgoing.completed(id), "PUBCOMP", id)) {
            events.accept(new MqttEvent.Completed(id, pubcomp.reason()));
        }
    }

    private void subscribed(Packet.Suback suback, Consumer<MqttEvent> events) {
        if (isDue(line.outgoing.subscribed(suback.packetId()), "SUBACK", suback.packetId())) {
            events.accept(new MqttEvent.Subscribed(suback));
        }
    }

    private void unsubscribed(Packet.Unsuback unsuback, Consumer<MqttEvent> events) {
        if (isDue(line.outgoing.unsubscribed(unsuback.packetId()), "UNSUBACK", unsuback.packetId())) {
            events.accept(new MqttEvent.Unsubscribed(unsuback));
        }
    }

    private static boolean isDue(Outgoing.Verdict verdict, String packet, int id) {
        if (verdict == Outgoing.Verdict.WRONG)
            throw Line.violation(packet + " " + id + " does not answer what has this id");
        return verdict == Outgoing.Verdict.DUE;
    }
}
