package io.belay.server;

import io.belay.core.Session;
import io.belay.core.SessionView;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A broker with two sessions, seen from outside. */
final class Samples {
    static final long NOW_MS = 1_800_000_000_000L;

    static final SessionView TILL =
            new SessionView(1, "till-7", "anonymous", true, 3, 300, Long.MAX_VALUE, 5, 2, 700, 1, List.of(), List.of());
    static final SessionView AWAY = new SessionView(
            2, "away\u001b[2J", "anonymous", false, 1, 300, NOW_MS + 90_000, 0, 0, 0, 0, List.of(), List.of());
    static final SessionView FOR_EVER = new SessionView(
            3, "for-ever", "anonymous", false, 1, Session.NEVER_S, Long.MAX_VALUE, 0, 0, 0, 0, List.of(), List.of());
    static final List<TimelineEntry> TIMELINE = List.of(
            new TimelineEntry(NOW_MS - 60_000, 1, What.BEGAN, "from 127.0.0.1:5000"),
            new TimelineEntry(NOW_MS - 30_000, 1, What.LOST, "connection reset by peer"));

    /** Answers at once with the samples. */
    static final SessionSource SOURCE = new SessionSource() {
        @Override
        public CompletableFuture<Sessions> sessions() {
            return CompletableFuture.completedFuture(new Sessions(NOW_MS, List.of(TILL, AWAY, FOR_EVER)));
        }

        @Override
        public CompletableFuture<Story> story(String clientId) {
            boolean known = clientId.equals("till 7&x");
            return CompletableFuture.completedFuture(
                    new Story(NOW_MS, clientId, known ? TILL : null, known ? TIMELINE : List.of()));
        }
    };

    private Samples() {}
}
