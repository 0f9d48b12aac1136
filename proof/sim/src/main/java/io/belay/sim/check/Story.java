package io.belay.sim.check;

import io.belay.sim.Event;
import io.belay.sim.History;
import io.belay.sim.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history, read: who published what, who has which session, what was wanted, what came. */
public final class Story {
    final List<Moment> moments;
    final TreeMap<Integer, Connection> connections = new TreeMap<>(); // by line
    final TreeMap<String, List<Life>> lives = new TreeMap<>(); // by client
    final TreeMap<Long, Publication> publications = new TreeMap<>(); // by number, not 0
    final List<Publication> clearings = new ArrayList<>(); // those with an empty body
    final Trade trade = new Trade();
    final Ledger ledger = new Ledger();
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Integer> starts = new ArrayList<>();
    final List<Integer> deaths = new ArrayList<>();
    final List<Full> fulls = new ArrayList<>();
    final List<Frost> frosts = new ArrayList<>(); // in order
    int calm = Publication.NEVER;
    int over = Publication.NEVER;
    int backup = Publication.NEVER; // when the one began that was restored
    int restored = Publication.NEVER;
    private final long[] latestWallMs;

    /** Reads a history. */
    public static Story of(History history) {
        return of(history.moments());
    }

    /** Reads the beginning of a history. */
    static Story of(List<Moment> moments) {
        Story story = new Story(moments);
        StoryReader reader = new StoryReader(story);
        TradeReader trade = new TradeReader(story);
        LedgerReader ledger = new LedgerReader(story);
        for (Moment moment : moments) {
            reader.read(moment);
            trade.read(moment.index(), moment.event());
            ledger.read(moment.index(), moment.event());
        }
        Leases.markDoubtful(story);
        return story;
    }

    private Story(List<Moment> moments) {
        this.moments = moments;
        latestWallMs = new long[moments.size()];
        long latest = Long.MIN_VALUE;
        for (Moment moment : moments) {
            latest = Math.max(latest, moment.wallMs());
            latestWallMs[moment.index()] = latest;
        }
    }

    /** A time in which the disk may have had no room, and the log may not have known better yet. */
    record Full(long fromUs, long untilUs) {}

    /** Whether the disk may have had no room at some moment from one to the other, microseconds. */
    boolean mayBeFull(long fromUs, long untilUs) {
        return fulls.stream().anyMatch(full -> full.fromUs <= untilUs && full.untilUs >= fromUs);
    }

    /** A time in which the node does nothing. */
    record Frost(long fromUs, long untilUs) {}

    /** It is over at this moment, if it is not yet. */
    void thaw(long atUs) {
        frosts.replaceAll(frost -> new Frost(frost.fromUs, Math.min(frost.untilUs, atUs)));
    }

    /** How long the node was at work from one moment to another, microseconds. */
    long awakeUs(int from, int until) {
        long fromUs = atUs(from);
        long untilUs = atUs(until);
        long awakeUs = untilUs - fromUs;
        for (Frost frost : frosts) {
            long begunUs = Math.max(fromUs, frost.fromUs);
            long overUs = Math.min(untilUs, frost.untilUs);
            if (overUs > begunUs) awakeUs -= overUs - begunUs;
            fromUs = Math.max(fromUs, frost.untilUs); // They may overlap.
        }
        return awakeUs;
    }

    /** Connections of one client, in the order in which the server got their CONNECT. */
    List<Connection> connectionsOf(String client) {
        return connections.values().stream()
                .filter(connection -> connection.client.equals(client) && connection.connect != null)
                .sorted((left, right) -> Integer.compare(left.connectGot, right.connectGot))
                .toList();
    }

    /** Every session there was. */
    List<Life> allLives() {
        return lives.values().stream().flatMap(List::stream).toList();
    }

    /** The earliest that a broker's clock may have shown at this moment, milliseconds. */
    long earliestMs(int index) {
        return moments.get(index).wallMs();
    }

    /** The latest: a broker whose clock was set back stays where it was. */
    long latestMs(int index) {
        return index == Publication.NEVER ? Long.MAX_VALUE : latestWallMs[index];
    }

    /** Virtual time of a moment, microseconds; of none, the end of time. */
    long atUs(int index) {
        return index >= moments.size() ? Long.MAX_VALUE : moments.get(index).atUs();
    }

    /** The last moment. */
    int end() {
        return moments.size() - 1;
    }

    /** The first death of a node at or after this moment, NEVER if none. */
    int deathFrom(int index) {
        return deaths.stream().filter(death -> death >= index).findFirst().orElse(Publication.NEVER);
    }

    /** Whether a node died from one moment to the other. */
    boolean hasDied(int from, int until) {
        return deaths.stream().anyMatch(death -> death >= from && death <= until);
    }

    /** The first start of a node at or after this moment, NEVER if none. */
    int startFrom(int index) {
        return starts.stream().filter(start -> start >= index).findFirst().orElse(Publication.NEVER);
    }

    /** The first event of a kind, null if there is none. */
    <T extends Event> @Nullable T first(Class<T> kind) {
        return moments.stream()
                .map(Moment::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }
}
