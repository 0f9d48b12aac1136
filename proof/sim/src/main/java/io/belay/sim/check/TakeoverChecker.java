package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A session has one live line: once a newer one is accepted the server says nothing on the older one but goodbye with
 * 0x8E, and closes it (MQTT-3.1.4-3; 3.1.1 MQTT-3.1.4-2).
 */
public final class TakeoverChecker implements Checker {
    private static final long CLOSED_WITHIN_US = 1_000_000;
    private static final long HANDOVER_US = 1_000; // lines have threads of their own, which hear of it one by one

    /** Creates it. */
    public TakeoverChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, Connection> newest = new TreeMap<>();
        for (Moment moment : story.moments) {
            if (!(moment.event() instanceof Event.Passed passed) || passed.point() != Point.SERVER_SENT) continue;
            Connection connection = story.connections.get(passed.line());
            Connection live = newest.get(connection.client);
            if (passed.packet() instanceof Packet.Connack connack) {
                if (connack.reason().isError()) continue;
                if (live != null) closed(story, live, moment, findings);
                newest.put(connection.client, connection);
            } else if (live != null && connection != live && isLate(story, connection, live, moment)) {
                findings.add(finding(connection, moment.index(), "the server still says " + name(passed.packet())));
            }
        }
        return findings;
    }

    private static boolean isLate(Story story, Connection old, Connection live, Moment moment) {
        boolean isGoodbye = ((Event.Passed) moment.event()).packet() instanceof Packet.Disconnect;
        boolean isOlder = old.connectGot < live.connectGot;
        return isOlder && !isGoodbye && moment.atUs() > story.atUs(live.answered) + HANDOVER_US;
    }

    private void closed(Story story, Connection old, Moment taken, List<Finding> findings) {
        long byUs = taken.atUs() + CLOSED_WITHIN_US;
        boolean isClosed = story.atUs(old.serverEnded) <= byUs;
        boolean isJudged = story.moments.get(story.moments.size() - 1).atUs() > byUs;
        if (!isClosed && isJudged) findings.add(finding(old, taken.index(), "the server keeps open"));
        boolean speaksFive = old.connect != null && old.connect.version() == Version.MQTT_5;
        boolean isSilent = old.dismissed == Publication.NEVER && old.left == Publication.NEVER;
        boolean isOwed = speaksFive && isClosed && old.endedByServer && !old.endedByDeath;
        if (isOwed && isSilent) findings.add(finding(old, taken.index(), "no goodbye was said"));
        boolean isOther = old.dismissal != null
                && old.dismissal != ReasonCode.SESSION_TAKEN_OVER
                && old.dismissed >= taken.index();
        if (isOther) findings.add(finding(old, old.dismissed, "goodbye was said with " + old.dismissal));
    }

    private static String name(Packet packet) {
        return packet.getClass().getSimpleName();
    }

    private Finding finding(Connection old, int index, String what) {
        String where = " on line " + old.line + " of " + old.client + ", which a newer one displaced";
        return new Finding(name(), index, what + where, List.of(old.client), 0);
    }
}
