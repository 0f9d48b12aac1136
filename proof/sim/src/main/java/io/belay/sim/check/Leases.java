package io.belay.sim.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How long the sessions of a client must, and may, exist: each as long as its expiry, from the moment the server knew
 * that the line was lost (MQTT-3.1.2-23, MQTT-4.1.0-1, MQTT-4.1.0-2). What a crash leaves open stays open here.
 */
final class Leases {
    /** What the standard says of a session that a CONNECT asks for. */
    enum Verdict {
        /** It exists. */
        MUST,
        /** It does not. */
        MUST_NOT,
        /** Nobody outside can know. */
        MAY
    }

    /** How long a crash may follow upon an event and still undo it, as it was not on disk yet. */
    private static final long UNDOABLE_US = 10_000_000;

    /** What the server may take from hearing of something to writing it down. */
    private static final long TOLERANCE_MS = 20;

    private static final long NONE = Long.MIN_VALUE;
    private static final long EVER = Long.MAX_VALUE;

    private final Story story;
    private long mustUntilMs = NONE;
    private long mayUntilMs = NONE;
    private long mustElseMs = NONE; // the same, if the CONNECT that comes next is never taken
    private long mayElseMs = NONE;
    private @Nullable Connection attached; // the last that was, or may have been, accepted

    private Leases(Story story) {
        this.story = story;
    }

    /** Gives each connection of the client, in order, with what must hold when its CONNECT was answered. */
    static void walk(Story story, String client, BiConsumer<Connection, Verdict> each) {
        Leases leases = new Leases(story);
        for (Connection connection : story.connectionsOf(client)) {
            boolean isRefused = connection.life == null && !connection.isGhost();
            if (isRefused) continue;
            leases.settle(connection.connectGot);
            Verdict verdict = leases.verdict(connection);
            each.accept(connection, verdict);
            leases.attach(connection, verdict);
        }
    }

    /** Marks sessions that a CONNECT without an answer may have replaced unseen. */
    static void markDoubtful(Story story) {
        for (String client : List.copyOf(story.lives.keySet())) {
            walk(story, client, (connection, verdict) -> {
                if (!connection.isGhost() || verdict == Verdict.MUST) return;
                for (Life life : story.lives.get(client)) {
                    boolean isCurrent = life.began <= connection.connectGot && life.ended > connection.connectGot;
                    if (isCurrent) life.isDoubtful = true;
                }
            });
        }
    }

    private Verdict verdict(Connection connection) {
        if (connection.connect == null || connection.connect.cleanStart()) return Verdict.MUST_NOT;
        int decided = connection.answered == Publication.NEVER ? end(connection) : connection.answered;
        if (mustUntilMs > story.latestMs(Math.min(decided, story.moments.size() - 1))) return Verdict.MUST;
        if (mayUntilMs < story.earliestMs(connection.connectGot)) return Verdict.MUST_NOT;
        return Verdict.MAY;
    }

    private void attach(Connection connection, Verdict verdict) {
        if (!connection.isGhost()) {
            mustUntilMs = EVER;
            mayUntilMs = EVER;
            attached = connection;
            return;
        }
        // It may have been taken or not: the session must exist only if it does either way.
        long must = verdict == Verdict.MUST ? mustAfter(connection) : NONE;
        mustUntilMs = Math.min(mustElseMs, must);
        mayUntilMs = Math.max(mayElseMs, mayAfter(connection));
        mustElseMs = mustUntilMs;
        mayElseMs = mayUntilMs;
        attached = null;
    }

    /** Lets the line that was attached end, if it did before this moment or does by what happens at it. */
    private void settle(int at) {
        if (attached == null) return;
        mustUntilMs = mustAfter(attached);
        mayUntilMs = mayAfter(attached);
        mustElseMs = mustUntilMs;
        mayElseMs = mayUntilMs;
        boolean isTakeover = attached.over() >= at;
        if (isTakeover && attached.expiryS() > 0) {
            mustUntilMs = EVER;
            mayUntilMs = EVER;
        }
        attached = null;
    }

    private long mustAfter(Connection connection) {
        long expiryS = connection.expiryAfterGoodbyeS();
        if (isUndoable(connection)) expiryS = Math.min(expiryS, connection.expiryS());
        if (expiryS == 0) return NONE;
        if (expiryS == Connection.NEVER_S) return EVER;
        int end = end(connection);
        if (end == Publication.NEVER) return EVER;
        long earliestMs = notings(end).stream()
                .filter(noting -> noting != Publication.NEVER)
                .mapToLong(story::earliestMs)
                .min()
                .orElseThrow();
        return earliestMs + expiryS * 1000;
    }

    private long mayAfter(Connection connection) {
        long expiryS = connection.expiryAfterGoodbyeS();
        if (isUndoable(connection)) expiryS = Math.max(expiryS, connection.expiryS());
        if (expiryS == 0) return NONE;
        if (expiryS == Connection.NEVER_S) return EVER;
        long latest = story.latestMs(notings(end(connection)).last());
        return latest == EVER ? EVER : latest + expiryS * 1000 + TOLERANCE_MS;
    }

    private boolean isUndoable(Connection connection) {
        return isUndoable(end(connection));
    }

    private boolean isUndoable(int index) {
        int death = story.deathFrom(index);
        return death != Publication.NEVER && story.atUs(death) - story.atUs(index) < UNDOABLE_US;
    }

    /**
     * When a node may have written down that the line is lost: at once, or, where it died soon, after the restart; by a clock
     * that may have been set back by then. NEVER if it did not start again.
     */
    private TreeSet<Integer> notings(int end) {
        TreeSet<Integer> notings = new TreeSet<>(Set.of(end));
        for (int last = end; isUndoable(last); last = notings.last()) {
            notings.add(story.startFrom(story.deathFrom(last)));
        }
        return notings;
    }

    private static int end(Connection connection) {
        return connection.over();
    }
}
