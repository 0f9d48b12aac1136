package io.belay.core;

/**
 * What a line of a client knows and the broker does not: it is told in commands, for the timeline.
 *
 * @param unanswered messages of the client that were not answered, 0 and up
 * @param delivered deliveries of queues that are with the client, 0 and up
 * @param consumers of queues, 0 and up
 */
public record InFlight(long unanswered, long delivered, long consumers) {
    /** Nothing, or not known. */
    public static final InFlight NONE = new InFlight(0, 0, 0);

    /** What of it a next line of the session finds again: nothing that the client waits for on this one. */
    InFlight restored() {
        return new InFlight(0, delivered, consumers);
    }
}
