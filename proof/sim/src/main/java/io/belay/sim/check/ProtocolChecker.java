package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;

/**
 * The server speaks the protocol: CONNACK first and once (MQTT-3.2.0-1, MQTT-3.2.0-2), nothing that a client must take
 * offence at, and no error told to a client that made none.
 */
public final class ProtocolChecker implements Checker {
    private static final EnumSet<ReasonCode> NOBODYS_FAULT = EnumSet.of(
            ReasonCode.SESSION_TAKEN_OVER,
            ReasonCode.KEEP_ALIVE_TIMEOUT, // KeepAliveChecker judges it
            ReasonCode.SERVER_SHUTTING_DOWN,
            ReasonCode.SERVER_BUSY,
            ReasonCode.SERVER_UNAVAILABLE,
            ReasonCode.QUOTA_EXCEEDED,
            ReasonCode.MAXIMUM_CONNECT_TIME);

    private static final String BLAMED = "the server blames the client: ";
    private static final long GIVES_UP_WITHIN_US = 100_000; // a node that cannot write says so and dies

    /** Creates it. */
    public ProtocolChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeSet<Integer> provoked = new TreeSet<>();
        for (Moment moment : story.moments) {
            if (moment.event() instanceof Event.Provoked fault) provoked.add(fault.line());
            if (moment.event() instanceof Event.Offended offended && !isDeserved(provoked, offended)) {
                findings.add(finding(story, moment, offended.line(), offended.why()));
            }
            if (moment.event() instanceof Event.Passed passed && passed.point() == Point.SERVER_SENT) {
                String wrong = wrong(story, story.connections.get(passed.line()), moment.index(), passed.packet());
                boolean isDeserved = provoked.contains(passed.line()) && wrong.startsWith(BLAMED);
                if (!wrong.isEmpty() && !isDeserved) findings.add(finding(story, moment, passed.line(), wrong));
            }
        }
        return findings;
    }

    /** Who provokes a server is blamed by it. */
    private static boolean isDeserved(TreeSet<Integer> provoked, Event.Offended offended) {
        return provoked.contains(offended.line()) && offended.why().startsWith(BLAMED);
    }

    private static String wrong(Story story, Connection connection, int at, Packet packet) {
        String kind = packet.getClass().getSimpleName();
        if (packet instanceof Packet.Connack connack) return wrong(story, connection, at, connack);
        boolean isEarly = connection.answered > at && !(packet instanceof Packet.Auth);
        if (isEarly) return kind + " came before CONNACK";
        if (connection.dismissed < at) return kind + " came after DISCONNECT";
        boolean isEnd = story.atUs(story.deathFrom(at)) - story.atUs(at) < GIVES_UP_WITHIN_US;
        if (packet instanceof Packet.Disconnect disconnect && !NOBODYS_FAULT.contains(disconnect.reason()) && !isEnd) {
            return BLAMED + disconnect.reason() + " " + disconnect.properties();
        }
        if (packet instanceof Packet.Suback suback) return blame(suback.reasons());
        if (packet instanceof Packet.Unsuback unsuback) return blame(unsuback.reasons());
        if (packet instanceof Packet.Puback puback) return blame(List.of(puback.reason()));
        if (packet instanceof Packet.Pubrec pubrec) return blame(List.of(pubrec.reason()));
        return "";
    }

    private static String wrong(Story story, Connection connection, int at, Packet.Connack connack) {
        if (connection.answered < at) return "a second CONNACK came";
        // Who is displaced while he waits for CONNACK is told so with the nearest code that CONNACK has.
        boolean isDisplaced = story.connectionsOf(connection.client).stream()
                .anyMatch(other -> other.connectGot > connection.connectGot && other.connectGot < at);
        if (isDisplaced) return "";
        return connack.reason().isError() ? blame(List.of(connack.reason())) : "";
    }

    private static String blame(List<ReasonCode> reasons) {
        for (ReasonCode reason : reasons) {
            if (reason.isError() && !NOBODYS_FAULT.contains(reason)) return BLAMED + reason;
        }
        return "";
    }

    private Finding finding(Story story, Moment moment, int line, String what) {
        Connection connection = story.connections.get(line);
        String client = connection == null ? "?" : connection.client;
        return new Finding(name(), moment.index(), what + ", on line " + line + " of " + client, List.of(client), 0);
    }
}
