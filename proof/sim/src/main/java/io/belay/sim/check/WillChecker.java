package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Payloads;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A will is published when its line is lost and its delay has passed or its session has ended, whichever comes first
 * (MQTT-3.1.2-8), and never if the client said goodbye (MQTT-3.1.2-10) or came back to the same session in time
 * (MQTT-3.1.3-9). That it comes no more than once, {@link CopiesChecker} holds.
 *
 * <p>Where the node itself died, the loss is nobody's: the client has {@value #GRACE_MS} ms from the restart to return.
 */
public final class WillChecker implements Checker {
    /** What a client whose node died has at least, to return before its will is published. */
    static final long GRACE_MS = 30_000;

    private static final long TOLERANCE_MS = 20;
    private static final long LATE_MS = 15_000;
    private static final long UNDOABLE_US = 10_000_000;

    /** What must become of a will: published between two times, or, if {@code may} is false, not at all. */
    private record Fate(boolean may, boolean must, long fromMs, long untilMs) {
        static final Fate OPEN = new Fate(true, false, Long.MIN_VALUE, Long.MAX_VALUE);
        static final Fate NEVER = new Fate(false, false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Creates it. */
    public WillChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        TreeMap<Long, Integer> published = firstSent(story);
        List<Finding> findings = new ArrayList<>();
        for (Connection connection : story.connections.values()) {
            if (!connection.isAccepted() || connection.connect.will() == null) continue;
            long number = Payloads.number(connection.connect.will().content());
            Fate fate = fate(story, connection);
            int at = published.getOrDefault(number, Publication.NEVER);
            String wrong = at == Publication.NEVER
                    ? unpublished(story, connection, fate)
                    : published(story, connection, fate, at);
            if (wrong.isEmpty()) continue;
            int index = at == Publication.NEVER ? connection.answered : at;
            String what = "will " + number + " of line " + connection.line + " of " + connection.client + " " + wrong;
            findings.add(new Finding(name(), index, what, List.of(connection.client), number));
        }
        return findings;
    }

    private static TreeMap<Long, Integer> firstSent(Story story) {
        TreeMap<Long, Integer> first = new TreeMap<>();
        for (Moment moment : story.moments) {
            boolean isDelivery = moment.event() instanceof Event.Passed passed
                    && passed.point() == Point.SERVER_SENT
                    && passed.packet() instanceof Packet.Publish;
            if (!isDelivery) continue;
            Packet.Publish publish = (Packet.Publish) ((Event.Passed) moment.event()).packet();
            first.putIfAbsent(Payloads.number(publish.content()), moment.index());
        }
        return first;
    }

    private static String published(Story story, Connection connection, Fate fate, int at) {
        if (!fate.may) return "was published, though it was cancelled or its line lives";
        if (at < connection.over() && fate.fromMs != Long.MIN_VALUE) return "was published before its line was lost";
        if (story.latestMs(at) < fate.fromMs) return "was published before it was due";
        return "";
    }

    /** A will that nobody was sent is missed only where somebody was sure to get it. */
    private static String unpublished(Story story, Connection connection, Fate fate) {
        Packet.Will will = connection.connect.will();
        boolean isOver = fate.untilMs < story.earliestMs(story.moments.size() - 1) - LATE_MS;
        if (!fate.must || !isOver || will.qos() == 0 || will.expiryS() >= 0) return "";
        // A will that falls due while the disk is full is dropped: nobody is left to be told that it was refused.
        long dueUs = story.atUs(Math.min(connection.over(), story.moments.size() - 1));
        if (story.mayBeFull(dueUs, dueUs + (delayMs(connection) + GRACE_MS) * 1_000)) return "";
        boolean isWatched = story.allLives().stream()
                .filter(Life::isAttachedAtEnd)
                .flatMap(life -> life.wishes.stream())
                .anyMatch(wish -> wish.takes(will.topic())
                        && !wish.isShared()
                        && wish.granted > 0
                        && !(wish.asked.noLocal() && wish.life.client.equals(connection.client))
                        && wish.confirmed < connection.answered
                        && wish.mayEnd == Publication.NEVER);
        return isWatched ? "was never published" : "";
    }

    private static Fate fate(Story story, Connection connection) {
        int over = connection.over();
        Connection next = next(story, connection);
        boolean isTakeover = next != null && over >= next.connectGot;
        if (over == Publication.NEVER && !isTakeover) return Fate.NEVER;
        if (!isTakeover && connection.endedByDeath && connection.left == Publication.NEVER) {
            return afterDeath(story, connection, next);
        }
        int death = story.deathFrom(Math.min(over, isTakeover ? next.connectGot : over));
        boolean isUndoable = death != Publication.NEVER && story.atUs(death) - story.atUs(over) < UNDOABLE_US;
        if (isUndoable) return Fate.OPEN;
        if (isTakeover) return takenOver(connection, next);
        if (connection.goodbye != null && connection.goodbye.reason() == ReasonCode.SUCCESS) return Fate.NEVER;
        if (connection.isDismissed) return connection.endedByServer ? Fate.NEVER : Fate.OPEN;
        return delayed(story, connection, next);
    }

    private static Fate takenOver(Connection connection, Connection next) {
        if (next.isGhost() || connection.goodbye != null)
            return Fate.OPEN; // Which of the two came first, nobody knows.
        boolean isAtOnce = delayMs(connection) == 0 || next.connect.cleanStart();
        return isAtOnce ? new Fate(true, true, Long.MIN_VALUE, Long.MIN_VALUE) : Fate.NEVER;
    }

    private static Fate delayed(Story story, Connection connection, Connection next) {
        int over = connection.over();
        long fromMs = story.earliestMs(over) + delayMs(connection) - TOLERANCE_MS;
        long untilMs = story.latestMs(over) + delayMs(connection) + TOLERANCE_MS;
        Fate due = new Fate(true, true, fromMs, untilMs);
        if (next == null || story.earliestMs(next.connectGot) > untilMs) return due;
        if (next.isGhost()) return Fate.OPEN;
        boolean isInTime = story.latestMs(next.answered) < fromMs;
        if (!isInTime) return new Fate(true, false, fromMs, untilMs);
        return next.connect.cleanStart() ? new Fate(true, true, Long.MIN_VALUE, untilMs) : Fate.NEVER;
    }

    private static Fate afterDeath(Story story, Connection connection, Connection next) {
        int start = story.startFrom(connection.over());
        if (start == Publication.NEVER || next != null || connection.expiryS() == 0) return Fate.OPEN;
        boolean diesAgain = story.deathFrom(start) != Publication.NEVER;
        long untilMs = story.latestMs(start) + Math.max(GRACE_MS, delayMs(connection)) + TOLERANCE_MS;
        return diesAgain ? Fate.OPEN : new Fate(true, true, Long.MIN_VALUE, untilMs);
    }

    /** From the loss of the line to the will: its delay, or the end of the session before. */
    private static long delayMs(Connection connection) {
        Packet.Will will = connection.connect.will();
        return 1000 * Math.min(will.delayS(), connection.expiryAfterGoodbyeS());
    }

    private static Connection next(Story story, Connection connection) {
        return story.connectionsOf(connection.client).stream()
                .filter(other -> other.connectGot > connection.connectGot)
                .filter(other -> other.isGhost() || other.isAccepted())
                .findFirst()
                .orElse(null);
    }
}
