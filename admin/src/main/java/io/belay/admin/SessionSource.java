package io.belay.admin;

import io.belay.core.SessionView;
import io.belay.core.TimelineEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the admin endpoint asks of the broker. Any thread. */
public interface SessionSource {
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
     * @param refused lines of this client, or from this address, that got no session; oldest first
     */
    record Story(
            long atMs,
            String clientId,
            @Nullable SessionView session,
            List<TimelineEntry> timeline,
            List<EndedLine> refused) {
        /** Whether nothing is known of the client. */
        public boolean isEmpty() {
            return session == null && timeline.isEmpty() && refused.isEmpty();
        }
    }

    /** All sessions. */
    CompletableFuture<Sessions> sessions();

    /** What is known of one client, or of an address that lines came from. */
    CompletableFuture<Story> story(String clientId);

    /** The last lines that ended, oldest first. */
    List<EndedLine> ended();
}
