package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A line that is silent for 1.5 times its keep alive is closed, and no other is for silence (MQTT-3.1.2-22). */
public final class KeepAliveChecker implements Checker {
    private static final long SLACK_US = 1_000_000;
    private static final long ROUNDING_US = 1_000; // the server's clock counts milliseconds

    /** Creates it. */
    public KeepAliveChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<Integer, Long> heardUs = new TreeMap<>();
        for (Moment moment : story.moments) {
            if (moment.event() instanceof Event.Passed passed) passed(story, moment, passed, heardUs, findings);
            if (moment.event() instanceof Event.Ended ended && ended.atServer()) {
                Connection connection = story.connections.get(ended.line());
                overdue(story, connection, heardUs.get(ended.line()), moment, findings);
            }
        }
        Moment last = story.moments.isEmpty() ? null : story.moments.get(story.moments.size() - 1);
        for (Connection connection : story.connections.values()) {
            if (last == null || connection.serverEnded != Publication.NEVER) continue;
            overdue(story, connection, heardUs.get(connection.line), last, findings);
        }
        return findings;
    }

    private void passed(
            Story story, Moment moment, Event.Passed passed, TreeMap<Integer, Long> heardUs, List<Finding> findings) {
        Connection connection = story.connections.get(passed.line());
        if (passed.point() == Point.SERVER_GOT) {
            overdue(story, connection, heardUs.get(passed.line()), moment, findings);
            heardUs.put(passed.line(), moment.atUs());
        }
        boolean isVerdict = passed.point() == Point.SERVER_SENT
                && passed.packet() instanceof Packet.Disconnect disconnect
                && disconnect.reason() == ReasonCode.KEEP_ALIVE_TIMEOUT;
        if (!isVerdict) return;
        long silentUs = moment.atUs() - heardUs.getOrDefault(passed.line(), 0L);
        if (silentUs >= limitUs(connection) - ROUNDING_US) return;
        findings.add(finding(connection, moment.index(), "was closed for a silence of only " + silentUs + " us"));
    }

    private void overdue(Story story, Connection connection, Long heardUs, Moment now, List<Finding> findings) {
        if (heardUs == null || !connection.isAccepted() || limitUs(connection) == 0) return;
        long silentUs = now.atUs() - Math.max(heardUs, story.atUs(connection.answered));
        if (silentUs <= limitUs(connection) + SLACK_US) return;
        findings.add(finding(connection, now.index(), "was kept through a silence of " + silentUs + " us"));
    }

    static long limitUs(Connection connection) {
        if (connection.connect == null) return 0;
        long keepAliveS = connection.connect.keepAliveS();
        if (connection.connack != null) {
            keepAliveS = connection.connack.properties().number(Property.SERVER_KEEP_ALIVE, keepAliveS);
        }
        return keepAliveS * 1_500_000;
    }

    private Finding finding(Connection connection, int index, String what) {
        String who = "line " + connection.line + " of " + connection.client + " ";
        return new Finding(name(), index, who + what, List.of(connection.client), 0);
    }
}
