package io.belay.server;

import io.belay.core.SessionView;
import io.belay.core.TimelineEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the admin endpoint asks of the broker. Any thread. */
interface SessionSource {
    /**
     * All sessions at one moment.
     *
     * @param atMs broker time
     */
    record Sessions(long atMs, List<SessionView> sessions) {}

    /**
     * One client's story at one moment.
     *
     * @param atMs broker time
     * @param clientId as asked for
     * @param session null if there is none now
     * @param timeline oldest first; empty if nothing is known
     */
    record Story(long atMs, String clientId, @Nullable SessionView session, List<TimelineEntry> timeline) {
        boolean isEmpty() {
            return session == null && timeline.isEmpty();
        }
    }

    CompletableFuture<Sessions> sessions();

    CompletableFuture<Story> story(String clientId);
}
