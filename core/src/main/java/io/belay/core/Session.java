package io.belay.core;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the broker remembers of a client, whether it is on the line or away.
 *
 * <pre>
 *   (none) ──Attach──▶ attached ──Detach, Restart──▶ away ──expiry, End──▶ (none)
 *                         │  ▲                        │
 *                         │  └────────Attach──────────┘
 *                         └──End, clean start, or Detach with expiry 0──▶ (none)
 * </pre>
 */
public final class Session {
    /** The expiry, in seconds, of a session that is kept for ever. */
    public static final long NEVER_S = 0xFFFF_FFFFL;

    final long number;
    final String clientId;
    final Timeline timeline;
    final Backlog backlog; // what waits for room in the window
    final Window window; // what was started
    final Set<Integer> tags = new LinkedHashSet<>(4);
    final LinkTags linkTags = new LinkTags();
    final Map<Command.Unsubscribe.Topic, Subscription> subscriptions = new LinkedHashMap<>(4);
    final Map<Long, Group> groups = new TreeMap<>(); // that it is a member of, by number

    String owner; // who may come back to it
    long epoch; // of its newest line
    boolean attached;
    long expiryS;
    int windowMax; // of its newest line

    @Nullable
    Will will; // not yet due; while away, only one whose delay runs

    // Timers as they are set; MAX_VALUE none.
    long endsAtMs = Long.MAX_VALUE;
    long willAtMs = Long.MAX_VALUE;
    long backlogExpiresAtMs = Long.MAX_VALUE;

    Session(long number, String clientId, String owner, Timeline timeline, Messages messages) {
        this.number = number;
        this.clientId = clientId;
        this.owner = owner;
        this.timeline = timeline;
        backlog = new Backlog(messages);
        window = new Window(messages);
    }

    /** Whether a delivery that is not its own yet could start now: nothing of its own is before it. */
    boolean hasRoom() {
        return attached && backlog.isEmpty() && !window.owes() && window.hasRoom();
    }

    /** Deliveries that it has to settle, started or not. */
    int queued() {
        return backlog.count() + window.unsettled();
    }

    /** Tags that it has not released, of whatever kind. */
    int tagsHeld() {
        return tags.size() + linkTags.count();
    }

    long queuedBytes() {
        return backlog.bytes() + window.bytes();
    }

    SessionView view() {
        return new SessionView(
                number,
                clientId,
                owner,
                attached,
                epoch,
                expiryS,
                endsAtMs,
                backlog.count(),
                window.unsettled(),
                queuedBytes(),
                tagsHeld(),
                List.copyOf(subscriptions.values()),
                timeline.entries());
    }
}
