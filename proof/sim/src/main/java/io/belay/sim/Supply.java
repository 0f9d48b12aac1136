package io.belay.sim;

/**
 * What a client consumes from.
 *
 * @param place the queue, or the topic filter
 * @param subscription of a topic by a name, which no other client has; empty for one that dies with its link
 * @param browses whether it looks at a queue and takes nothing
 */
public record Supply(Place place, String subscription, boolean browses) {
    /** A queue, in competition with others. */
    public static Supply queue(String name) {
        return new Supply(Place.queue(name), "", false);
    }

    /** Whether it outlives its links. */
    public boolean isDurable() {
        return !place.isTopic() || !subscription.isEmpty();
    }

    @Override
    public String toString() {
        return place + (subscription.isEmpty() ? "" : " as " + subscription) + (browses ? ", browsing" : "");
    }
}
