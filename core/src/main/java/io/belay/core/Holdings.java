package io.belay.core;

/**
 * What lies between the broker and a client at one moment: in flight when its line is lost, restored when it is back.
 *
 * @param unanswered messages of the client that it had no answer to; 0 where nobody could tell any more, as after a crash
 * @param delivered deliveries that the client has, or may have, and that are not settled; after a crash those of queues
 *     are at most so many, as all that was handed out from a queue counts for each of its consumers
 * @param waiting deliveries that wait for their turn
 * @param tags that the broker holds, by which the client may ask what became of what it sent
 * @param subscriptions of the session
 * @param consumers of queues, with their links
 */
public record Holdings(long unanswered, long delivered, long waiting, long tags, long subscriptions, long consumers) {
    /** Nothing at all. */
    public static final Holdings NONE = new Holdings(0, 0, 0, 0, 0, 0);

    /** Of a session, together with what only its line knows. */
    static Holdings of(Session session, InFlight line) {
        return new Holdings(
                line.unanswered(),
                session.window.unsettled() + line.delivered(),
                session.backlog.count(),
                session.tagsHeld(),
                session.subscriptions.size(),
                line.consumers());
    }
}
