package io.belay.node;

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
    final Sends sends = new Sends();
    State state = State.OPENING;
    long handedBytes; // given to the gateway and not yet reported as Sent
    int loads; // reads from the log that are under way for it

    NodeLine(long id, long session, long epoch) {
        this.id = id;
        this.session = session;
        this.epoch = epoch;
    }
}
