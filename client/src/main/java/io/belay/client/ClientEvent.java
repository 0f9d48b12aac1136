package io.belay.client;

/** How a session fares; told to {@link ClientListener#event}. */
public sealed interface ClientEvent {
    /**
     * It is open for the first time.
     *
     * @param address where
     * @param isResumable whether the broker will keep it when the line is lost
     */
    record Connected(String address, boolean isResumable) implements ClientEvent {}

    /**
     * The line is lost; the session returns by itself.
     *
     * @param address where it was
     * @param cause for people
     */
    record Interrupted(String address, String cause) implements ClientEvent {}

    /**
     * An attempt to connect or return failed.
     *
     * @param address where
     * @param cause for people
     * @param nextInMs when the next attempt is due, 0 for at once or if it has begun beside this one; −1 if there will be none
     */
    record AttemptFailed(String address, String cause, long nextInMs) implements ClientEvent {}

    /**
     * It is back and goes on. Against a broker that does not let sessions come back this is all the same as much as could be
     * made again.
     *
     * @param address where
     * @param links that are attached again
     * @param resent messages that had not arrived and were sent again
     * @param confirmed messages of which the answer had been lost: they had arrived
     * @param reacknowledged outcomes of deliveries that were told again
     * @param replayed open transactions that were begun again with all that was in them
     * @param voided deliveries that somebody else may have now: what is said of them has no effect any more
     */
    record Resumed(String address, int links, int resent, int confirmed, int reacknowledged, int replayed, int voided)
            implements ClientEvent {}

    /**
     * The broker that the session came back to does not know it, be it any more, or as another broker than before; or it keeps none,
     * and something is in doubt that is not to be repeated. What can be made again is made again, and {@link Resumed} follows.
     *
     * @param address of the broker that does not know it
     * @param inDoubt messages that may have arrived or not; each is answered with {@link ClientFailure.Known#UNKNOWN}
     * @param commitsInDoubt commits of which nobody will know; likewise
     * @param rolledBack open transactions that can only be rolled back
     * @param voided deliveries that somebody else may have now
     */
    record SessionLost(String address, int inDoubt, int commitsInDoubt, int rolledBack, int voided)
            implements ClientEvent {}

    /**
     * The broker knows the session, but as it was when a backup was taken; {@link Resumed} follows. What it confirmed since then it
     * may not have, and what was settled since then may come again.
     *
     * @param address where
     * @param backup which one, for people
     */
    record Restored(String address, String backup) implements ClientEvent {}

    /**
     * A temporary queue or topic of this session is gone against the application's will, with what was in it. Whatever consumes from
     * it or sends to it alone has ended with {@link ClientFailure#DESTINATION_LOST}.
     *
     * @param address of the broker
     * @param destination which one
     * @param cause for people
     */
    record DestinationLost(String address, ClientAddress destination, String cause) implements ClientEvent {}

    /** It was closed by the application. */
    record Closed() implements ClientEvent {}

    /**
     * It is over against the application's will: whatever is asked from now on fails in the same way.
     *
     * @param failure why
     */
    record Failed(ClientFailure failure) implements ClientEvent {}
}
