package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Payloads;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The server never has more unfinished messages with a client than the client's receive maximum (MQTT-3.3.4-9), never
 * uses a packet id that is in use (MQTT-2.2.1-4), resends under the first packet id with DUP, and only on a new line
 * (MQTT-4.4.0-1).
 */
public final class WindowChecker implements Checker {
    /** Creates it. */
    public WindowChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<Integer, Window> windows = new TreeMap<>();
        for (Moment moment : story.moments) {
            if (!(moment.event() instanceof Event.Passed passed)) continue;
            Connection connection = story.connections.get(passed.line());
            Window window = windows.computeIfAbsent(passed.line(), line -> new Window(connection));
            String wrong = "";
            if (passed.point() == Point.SERVER_SENT) wrong = window.sent(passed.packet());
            if (passed.point() == Point.SERVER_GOT) window.got(passed.packet());
            if (wrong.isEmpty()) continue;
            String where = wrong + " on line " + passed.line() + " of " + connection.client;
            findings.add(new Finding(name(), moment.index(), where, List.of(connection.client), 0));
        }
        return findings;
    }

    /** What is unfinished on one line, as the server must see it. */
    private static final class Window {
        private final Connection connection;
        private final TreeMap<Integer, Long> unfinished = new TreeMap<>();

        Window(Connection connection) {
            this.connection = connection;
        }

        String sent(Packet packet) {
            // A PUBREL of an exchange that an earlier line began counts against the window until PUBCOMP.
            if (packet instanceof Packet.Pubrel pubrel) unfinished.putIfAbsent(pubrel.packetId(), Payloads.NONE);
            if (!(packet instanceof Packet.Publish publish) || publish.qos() == 0) return "";
            boolean isInUse = unfinished.put(publish.packetId(), Payloads.number(publish.content())) != null;
            if (isInUse) return "packet id " + publish.packetId() + " is in use";
            int most = connection.receiveMaximum();
            return unfinished.size() > most ? "more than " + most + " messages are unfinished" : "";
        }

        void got(Packet packet) {
            if (packet instanceof Packet.Puback puback) unfinished.remove(puback.packetId());
            if (packet instanceof Packet.Pubcomp pubcomp) unfinished.remove(pubcomp.packetId());
            boolean isRefusal =
                    packet instanceof Packet.Pubrec pubrec && pubrec.reason().isError();
            if (isRefusal) unfinished.remove(((Packet.Pubrec) packet).packetId());
        }
    }
}
