package io.belay.node;

import io.belay.core.Broker;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links of which a session holds tags, and about which its client has not asked since it is back. A client attaches all its
 * links as soon as it is back, so one that its line has not heard of for so long has been forgotten, and so are
 * its tags. A line that breaks before proves nothing: the next begins anew.
 */
final class Unasked {
    /** A client that is back has so long to attach a link again, milliseconds. */
    static final long UNASKED_MS_MAX = 300_000;

    private record Waiting(Set<String> links, long untilMs) {}

    private final Broker broker;
    private final Leisure leisure;
    private final Acts acts;
    private final Map<Long, Waiting> bySession = new LinkedHashMap<>(); // the earliest first

    Unasked(Broker broker, Leisure leisure, Acts acts) {
        this.broker = broker;
        this.leisure = leisure;
        this.acts = acts;
    }

    /** The client of a session is back, on a new line. */
    void begin(long session) {
        away(session);
        List<String> held = broker.heldLinks(session);
        if (held.isEmpty()) return;
        bySession.put(session, new Waiting(new LinkedHashSet<>(held), acts.nowMs() + UNASKED_MS_MAX));
    }

    /** It asks about a link. */
    void asked(long session, String link) {
        Waiting waiting = bySession.get(session);
        if (waiting == null || !waiting.links().remove(link)) return;
        if (waiting.links().isEmpty()) away(session);
    }

    /** Its line is gone, or it has ended. */
    void away(long session) {
        bySession.remove(session);
    }

    /** Time has come this far. */
    void time(long nowMs) {
        while (nextTimeMs() <= nowMs) {
            long session = bySession.keySet().iterator().next();
            Waiting over = bySession.remove(session);
            if (over == null) return;
            for (String link : over.links()) leisure.forget(session, link);
        }
    }

    /** When {@link #time} has something to do; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        return bySession.isEmpty()
                ? Long.MAX_VALUE
                : bySession.values().iterator().next().untilMs();
    }
}
