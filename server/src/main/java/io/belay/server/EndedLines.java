package io.belay.server;

import io.belay.admin.EndedLine;
import io.belay.base.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The last lines that ended, and how many did for which cause. Also those that never had a session, of which no timeline tells:
 * failed logins, broken TLS. Forgotten with the program. Any thread.
 */
final class EndedLines {
    static final int LINES_MAX = 1_000;

    private final ArrayDeque<EndedLine> last = new ArrayDeque<>();
    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private volatile Trespass told = (client, peer, why) -> {};

    /** Hears that somebody wanted a session that is another's; on the loop of its line. */
    interface Trespass {
        void tried(String client, String peer, String why);
    }

    /** Tells {@code its} from now on. */
    void tell(Trespass its) {
        told = its;
    }

    /** A line is about to end because it wanted somebody else's session. */
    void trespassed(String client, String peer, String why) {
        told.tried(client, peer, why);
    }

    synchronized void add(EndedLine line) {
        if (last.size() == LINES_MAX) last.removeFirst();
        last.addLast(line);
        counts.merge(line.how().cause(), 1L, Long::sum);
    }

    /** Oldest first. */
    synchronized List<EndedLine> all() {
        return new ArrayList<>(last);
    }

    /**
     * Lines that this client wanted a session with and did not get, or that came from this address, with or without its port.
     */
    List<EndedLine> refused(String clientOrPeer) {
        return all().stream()
                .filter(line -> !line.hasOpened())
                .filter(line -> line.client().equals(clientOrPeer)
                        || line.peer().equals(clientOrPeer)
                        || line.peer().startsWith(clientOrPeer + ":"))
                .toList();
    }

    /** How many lines have ended for this cause since the start. */
    synchronized long count(Cause cause) {
        return counts.getOrDefault(cause, 0L);
    }
}
