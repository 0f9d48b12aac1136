package io.belay.sim.check;

import io.belay.base.Cause;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.mqtt.Packet;
import io.belay.sim.Deed;
import io.belay.sim.Event;
import io.belay.sim.Line;
import io.belay.sim.Moment;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every break is explained: what the broker tells of how a line ended is what was done to it, in the words in which it was
 * done; of each line that began it tells one end, and from where its client came back.
 */
public final class CauseChecker implements Checker {
    private static final long HANDOVER_US = 2_000; // from a line's thread to the node's, and to who asks
    private static final long UNTOLD_US = 1_000_000;
    private static final long UNDOABLE_US = 10_000_000; // how long a crash may follow upon an end and still undo it
    private static final long ROUNDING_US = 1_000; // the server's clock counts milliseconds

    /** Creates it. */
    public CauseChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        Reading reading = new Reading(story);
        story.moments.forEach(moment -> read(reading, moment));
        if (story.over != Publication.NEVER) reading.last.values().forEach(told -> untold(reading, told));
        return reading.findings;
    }

    /** One history, and how far it is read. */
    private final class Reading {
        final Story story;
        final TreeMap<Integer, Ending> endings = new TreeMap<>(); // by line, known to the end
        final TreeMap<String, Ending> places = new TreeMap<>(); // by session and address, those that have begun
        final TreeMap<Integer, TimelineEntry> judged = new TreeMap<>(); // by line
        final TreeMap<String, Event.Told> last = new TreeMap<>(); // by session
        final List<Integer> stops = new ArrayList<>();
        final Set<String> said = new LinkedHashSet<>();
        final List<Finding> findings = new ArrayList<>();
        int now;

        Reading(Story story) {
            this.story = story;
            for (Moment moment : story.moments) gather(endings, moment.index(), moment.event());
            silences();
        }

        /** A program's server bears twice the silence between its pings; what it has to be told by others it tells them. */
        private void silences() {
            story.connections
                    .values()
                    .forEach(each -> endings.get(each.line).silenceMaxUs = KeepAliveChecker.limitUs(each));
            for (Ledger.Life life : story.ledger.lives) {
                for (Ledger.Wire wire : life.wires) endings.get(wire.line).silenceMaxUs = 2_000L * life.pingMs;
            }
        }

        void find(Ending ending, String what) {
            if (said.add(ending + what))
                findings.add(new Finding(name(), now, ending + " " + what, List.of(ending.client), 0));
        }
    }

    private static void gather(TreeMap<Integer, Ending> endings, int index, Event event) {
        if (event instanceof Event.Opened opened) endings.put(opened.line(), new Ending(opened, index));
        if (event instanceof Event.Provoked provoked) {
            Ending ending = endings.get(provoked.line());
            if (ending != null) ending.provocations.add(new Ending.Provocation(index, provoked.how()));
        }
        if (event instanceof Event.Did did && did.deed() instanceof Deed.Opened opened) {
            endings.get(did.line()).silenceMaxUs = opened.silenceMs() * 1_000;
        }
        if (event instanceof Event.Farewell farewell) {
            goodbye(endings.get(farewell.line()), index, farewell.isError());
        }
        boolean isGoodbye = event instanceof Event.Passed passed
                && passed.point() == Point.SERVER_GOT
                && passed.packet() instanceof Packet.Disconnect;
        if (isGoodbye) {
            Event.Passed passed = (Event.Passed) event;
            Packet.Disconnect said = (Packet.Disconnect) passed.packet();
            goodbye(endings.get(passed.line()), index, said.reason().isError());
        }
        if (event instanceof Event.Ended ended && ended.atServer() && endings.containsKey(ended.line())) {
            endings.get(ended.line()).ended(index, ended);
        }
    }

    private static void goodbye(@Nullable Ending ending, int index, boolean isError) {
        if (ending == null || ending.farewell != Ending.NEVER) return;
        ending.farewell = index;
        ending.isUnhappy = isError;
    }

    private void read(Reading reading, Moment moment) {
        reading.now = moment.index();
        Event event = moment.event();
        if (event instanceof Event.Opened opened) {
            Ending ending = reading.endings.get(opened.line());
            reading.places.put(place(ending.session(), Line.address(opened.line(), opened.client())), ending);
        }
        if (event instanceof Event.Stopping) reading.stops.add(reading.now);
        if (!(event instanceof Event.Told told)) return;
        reading.last.put(told.client(), told);
        told(reading, told);
    }

    private static String place(String session, String address) {
        return session + " " + address;
    }

    /** Reads a timeline: lines that begin, and the end of each. */
    private void told(Reading reading, Event.Told told) {
        List<TimelineEntry> timeline = told.timeline();
        Ending open = null;
        boolean isEnded = true;
        for (int index = 0; index < timeline.size(); index++) {
            TimelineEntry entry = timeline.get(index);
            if (isOpening(entry)) {
                if (!isEnded) reading.find(open, "is followed by another, and its end is not told");
                open = reading.places.get(place(told.client(), entry.detail()));
                isEnded = open == null;
                if (open == null) nobody(reading, told, entry);
            } else if (entry.cause() != null && open != null) {
                if (isEnded) reading.find(open, "ended twice, it is told: " + text(entry));
                isEnded = true;
                judge(reading, open, entry, following(reading, told, index));
            }
        }
    }

    private static boolean isOpening(TimelineEntry entry) {
        return entry.what() == What.BEGAN || entry.what() == What.RESUMED;
    }

    private void nobody(Reading reading, Event.Told told, TimelineEntry entry) {
        String what = "it is told that " + told.client() + " came from " + entry.detail() + ", where nobody was";
        String client = told.client().replaceFirst("^amqp:", "");
        if (reading.said.add(what)) {
            reading.findings.add(new Finding(name(), reading.now, what, List.of(client), 0));
        }
    }

    /** The line that begins next in a timeline; null if none does. */
    private static @Nullable Ending following(Reading reading, Event.Told told, int index) {
        return told.timeline().stream()
                .skip(index + 1L)
                .filter(CauseChecker::isOpening)
                .findFirst()
                .map(entry -> reading.places.get(place(told.client(), entry.detail())))
                .orElse(null);
    }

    private void judge(Reading reading, Ending ending, TimelineEntry entry, @Nullable Ending next) {
        TimelineEntry before = reading.judged.put(ending.line, entry);
        if (entry.equals(before)) return;
        boolean isOther = before != null && !reading.story.hasDied(ending.opened, reading.now);
        if (isOther)
            reading.find(ending, "is told to have ended so: " + text(entry) + ", and before so: " + text(before));
        boolean isDisplaced = entry.what() == What.DISPLACED;
        boolean isTrue = isDisplaced == (entry.cause() == Cause.TAKEN_OVER) && isTrue(reading, ending, entry, next);
        if (!isTrue) reading.find(ending, "did not end as it is told: " + text(entry));
    }

    private boolean isTrue(Reading reading, Ending ending, TimelineEntry entry, @Nullable Ending next) {
        int at = reading.now;
        String words = entry.detail();
        return switch (entry.cause()) {
            case GOODBYE -> ending.farewell < at && !ending.isUnhappy;
            case CLIENT_ERROR -> ending.farewell < at && ending.isUnhappy;
            case PEER_CLOSED, RESET, WRITE_FAILED, READ_FAILED, TLS, BUG -> ending.wasTold(entry.cause(), words, at);
            case SILENT -> ending.wasSilent(ROUNDING_US);
            case LIMIT -> ending.wasProvoked(Cause.LIMIT, words, at) || wasFull(reading.story, words, at);
            case PROTOCOL, OPERATOR, DRAIN, SLOW -> ending.wasProvoked(entry.cause(), words, at);
            case TAKEN_OVER -> wasTaken(reading, ending, words, next);
            case STOP -> wasStopped(reading, ending);
            case CRASH -> hasCrashed(reading.story, ending, at);
            case UNKNOWN, LOGIN, DENIED, STORAGE -> false;
        };
    }

    /** A client of MQTT 3.1.1 cannot be told of a full disk but by the end of its line. */
    private static boolean wasFull(Story story, String words, int at) {
        long atUs = story.atUs(at);
        return words.equals("refused: the disk is nearly full") && story.mayBeFull(atUs - HANDOVER_US, atUs);
    }

    /** Taken over by the line that begins next, while the server did not know that it was over. */
    private static boolean wasTaken(Reading reading, Ending ending, String words, @Nullable Ending next) {
        if (next == null) return false;
        Story story = reading.story;
        boolean wasOver = ending.ended < reading.now
                && ending.how != null
                && story.awakeUs(ending.ended, reading.now) > HANDOVER_US;
        return !wasOver && words.endsWith("from " + Line.address(next.line, next.client));
    }

    /** The broker was told to stop while the line was there, or before the node could have heard that it was not. */
    private static boolean wasStopped(Reading reading, Ending ending) {
        Story story = reading.story;
        return reading.stops.stream()
                .anyMatch(stop -> stop > ending.opened && story.awakeUs(ending.ended, stop) <= HANDOVER_US);
    }

    /** The broker died while the line was there, or so soon after its end that this may not have been written. */
    private static boolean hasCrashed(Story story, Ending ending, int at) {
        return story.deaths.stream()
                .anyMatch(death -> death > ending.opened
                        && death < at
                        && (ending.ended >= death || story.awakeUs(ending.ended, death) < UNDOABLE_US));
    }

    /** At the end the line of each client that is over is told to be. */
    private void untold(Reading reading, Event.Told told) {
        Ending open = null;
        for (TimelineEntry entry : told.timeline()) {
            if (isOpening(entry)) open = reading.places.get(place(told.client(), entry.detail()));
            else if (entry.cause() != null) open = null;
        }
        boolean isOver = open != null && open.ended != Ending.NEVER;
        if (!isOver || reading.story.atUs(reading.story.over) - reading.story.atUs(open.ended) < UNTOLD_US) return;
        reading.find(open, "is over, and that is not told");
    }

    private static String text(TimelineEntry entry) {
        return entry.what() + " " + entry.cause() + " (" + entry.detail() + ")";
    }
}
