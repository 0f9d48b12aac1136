package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.sim.Event;
import io.belay.sim.History;
import io.belay.sim.Payloads;
import io.belay.sim.Point;
import java.util.List;

/** Writes histories by hand: each word is one exchange that went well, unless the word says where it stopped. */
final class HistoryScript {
    private long nowUs;
    private long clockMs = 1_000_000;
    private final History history = new History(() -> nowUs, () -> clockMs + nowUs / 1_000);
    private int lines;

    HistoryScript() {
        event(new Event.Started(1));
    }

    /** Everybody waits. */
    HistoryScript pass(long ms) {
        nowUs += ms * 1_000;
        return this;
    }

    HistoryScript event(Event event) {
        history.add(event);
        nowUs += 10;
        return this;
    }

    /** The packet at its four points, as far as it gets. */
    HistoryScript up(int line, Packet packet) {
        event(new Event.Passed(line, Point.CLIENT_SENT, packet));
        return event(new Event.Passed(line, Point.SERVER_GOT, packet));
    }

    HistoryScript down(int line, Packet packet) {
        event(new Event.Passed(line, Point.SERVER_SENT, packet));
        return event(new Event.Passed(line, Point.CLIENT_GOT, packet));
    }

    /** Opens the next line, counted from 1, and asks for a session. */
    HistoryScript asks(String client, boolean clean, long expiryS, Packet.Will will) {
        event(new Event.Opened(++lines, client));
        Properties properties = Properties.builder()
                .put(Property.SESSION_EXPIRY_INTERVAL, expiryS)
                .build();
        return up(lines, new Packet.Connect(Version.MQTT_5, client, clean, 10, will, null, null, properties));
    }

    HistoryScript answered(boolean present) {
        return down(lines, new Packet.Connack(present, ReasonCode.SUCCESS, Properties.NONE));
    }

    HistoryScript connects(String client, boolean clean, long expiryS, boolean present) {
        return asks(client, clean, expiryS, null).answered(present);
    }

    HistoryScript subscribes(int line, String filter, int qos) {
        Packet.Filter wish = new Packet.Filter(filter, qos, false, false, 0);
        up(line, new Packet.Subscribe(1, List.of(wish), Properties.NONE));
        return down(line, new Packet.Suback(1, List.of(ReasonCode.values()[qos]), Properties.NONE));
    }

    HistoryScript unsubscribes(int line, String filter) {
        up(line, new Packet.Unsubscribe(2, List.of(filter), Properties.NONE));
        return down(line, new Packet.Unsuback(2, List.of(ReasonCode.SUCCESS), Properties.NONE));
    }

    /** Publishes at QoS 1 and hears that it is safe. */
    HistoryScript publishes(int line, String topic, int packetId, long number) {
        sends(line, topic, packetId, number, false);
        return event(new Event.Stored(number)).acknowledges(line, packetId);
    }

    HistoryScript sends(int line, String topic, int packetId, long number, boolean retain) {
        return up(line, publish(topic, 1, false, retain, packetId, number));
    }

    HistoryScript acknowledges(int line, int packetId) {
        return down(line, new Packet.Puback(packetId, ReasonCode.SUCCESS, Properties.NONE));
    }

    HistoryScript delivers(int line, String topic, int qos, boolean dup, int packetId, long number) {
        return down(line, publish(topic, qos, dup, false, packetId, number));
    }

    HistoryScript deliversRetained(int line, String topic, int packetId, long number) {
        return down(line, publish(topic, 1, false, true, packetId, number));
    }

    HistoryScript settles(int line, int packetId) {
        return up(line, new Packet.Puback(packetId, ReasonCode.SUCCESS, Properties.NONE));
    }

    HistoryScript leaves(int line, ReasonCode reason) {
        return up(line, new Packet.Disconnect(reason, Properties.NONE)).loses(line);
    }

    HistoryScript loses(int line) {
        event(new Event.Ended(line, false, false, "cut"));
        return event(new Event.Ended(line, true, false, "cut"));
    }

    HistoryScript dismisses(int line, ReasonCode reason) {
        down(line, new Packet.Disconnect(reason, Properties.NONE));
        return event(new Event.Ended(line, true, true, "dismissed"));
    }

    /** The node dies with all its lines and starts again. */
    HistoryScript crashes(int boot) {
        return event(new Event.Died(boot - 1, "kill")).pass(100).event(new Event.Started(boot));
    }

    HistoryScript moveClock(long ms) {
        clockMs += ms;
        return this;
    }

    /** What the checker says of it, once it is over. */
    List<String> judgedBy(Checker checker) {
        event(new Event.Over());
        return checker.judge(Story.of(history)).stream().map(Finding::what).toList();
    }

    static Packet.Will will(long number, long delayS) {
        return new Packet.Will("w", 1, false, delayS, -1, Payloads.content(number));
    }

    private static Packet.Publish publish(
            String topic, int qos, boolean dup, boolean retain, int packetId, long number) {
        return new Packet.Publish(topic, qos, dup, retain, packetId, 0, -1, new int[0], Payloads.content(number));
    }
}
