package io.belay.node;

import io.belay.core.InFlight;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the node knows of one line: the session it serves, and what it is still to be sent. */
final class NodeLine {
    /** OPENING ──Attach synced──▶ OPEN ──Leave, displaced or ended──▶ CLOSED */
    enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    final long id;
    final long session;
    final long epoch;
    final boolean isResumable; // whether its session outlives it, with its consumers
    final Sends sends = new Sends();
    State state = State.OPENING;
    long handedBytes; // given to the gateway and not yet reported as Sent
    long countedHanded; // of handedBytes, in the budget
    long countedUnassured; // bytes of sends, likewise
    int unanswered; // messages of its client whose answer waits for the disk
    int loads; // reads from the log that are under way for it
    final Map<Long, Producer> producers = new LinkedHashMap<>(0); // by link
    final Map<Long, Consumer> consumers = new LinkedHashMap<>(0); // by link; closed ones until all they have is settled
    final Set<LiveQueue> hungry = new LinkedHashSet<>(0); // to be served again when the line is no longer behind
    long namesGiven; // to queues of its own
    final Set<String> returned =
            new LinkedHashSet<>(0); // names of consumers that are open again, while some are expected
    long expected; // consumers that its client is still to open again; −1 if it has not said

    NodeLine(long id, long session, long epoch, boolean isResumable) {
        this.isResumable = isResumable;
        this.id = id;
        this.session = session;
        this.epoch = epoch;
    }

    /** What is in flight, as far as the node knows, for the timeline. */
    InFlight inFlight() {
        return inFlight(unanswered);
    }

    /** As {@link #inFlight()}, of a line whose gateway has said how many messages of its client have no answer. */
    InFlight inFlight(long unanswered) {
        long delivered = 0;
        for (Consumer consumer : consumers.values()) delivered += consumer.taken.size();
        return new InFlight(unanswered, delivered, consumers.size());
    }
}
