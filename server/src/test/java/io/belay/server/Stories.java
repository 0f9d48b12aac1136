package io.belay.server;

import io.belay.admin.EndedLine;
import io.belay.admin.SessionSource.Story;
import io.belay.core.TimelineEntry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What a broker tells of its clients. What has been brought about is told in its time: it is asked until it is. */
final class Stories {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NS = 5_000_000;

    private Stories() {}

    static Story of(BelayServer server, String client) throws Exception {
        return new NodeSessions(server.nodeThread(), new BrokerClock(0))
                .story(client)
                .get(60, TimeUnit.SECONDS);
    }

    /** The first entry of that kind. */
    static TimelineEntry await(BelayServer server, String client, Predicate<TimelineEntry> wanted) throws Exception {
        long endNs = System.nanoTime() + PATIENCE_NS;
        List<TimelineEntry> timeline = List.of();
        while (System.nanoTime() - endNs < 0) {
            timeline = of(server, client).timeline();
            for (TimelineEntry entry : timeline) if (wanted.test(entry)) return entry;
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new AssertionError("no such entry of " + client + " in " + timeline);
    }

    /** The end of its first line. */
    static TimelineEntry awaitLoss(BelayServer server, String client) throws Exception {
        return await(server, client, entry -> entry.cause() != null);
    }

    /** The first line of it that got no session. */
    static EndedLine awaitRefusal(BelayServer server, String clientOrPeer) throws Exception {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (System.nanoTime() - endNs < 0) {
            List<EndedLine> refused = of(server, clientOrPeer).refused();
            if (!refused.isEmpty()) return refused.get(0);
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new AssertionError("nothing was refused to " + clientOrPeer);
    }

    /** The end of a line that had a session, in the list of all lines. */
    static EndedLine awaitEnd(BelayServer server, String client) throws InterruptedException {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (System.nanoTime() - endNs < 0) {
            for (EndedLine each : server.nodeThread().ended().all())
                if (each.client().equals(client)) return each;
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new AssertionError("no line of " + client + " ended");
    }
}
