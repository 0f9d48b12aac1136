package io.belay.sim;

/**
 * What a client consumes from.
 *
 * @param place the queue, or the topic filter
 * @param subscription of a topic by a name, which no other client has unless it is shared; empty for one that dies with its link
 * @param browses whether it looks at a queue and takes nothing
 * @param isShared whether all clients take from one subscription of that name
 * @param selects whether it has a selector, which selects everything; of a queue
 * @param isSettled whether what comes is done with as it is sent
 */
public record Supply(
        Place place, String subscription, boolean browses, boolean isShared, boolean selects, boolean isSettled) {
    /** One that leaves it to its client what becomes of what comes. */
    public Supply(Place place, String subscription, boolean browses, boolean isShared, boolean selects) {
        this(place, subscription, browses, isShared, selects, false);
    }

    /** One that is not shared. */
    public Supply(Place place, String subscription, boolean browses) {
        this(place, subscription, browses, false, false);
    }

    /** As this one, with a selector. */
    public Supply selecting() {
        return new Supply(place, subscription, browses, isShared, true, isSettled);
    }

    /** As this one, at most once. */
    public Supply settled() {
        return new Supply(place, subscription, browses, isShared, selects, true);
    }

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
        String name = subscription.isEmpty() ? "" : (isShared ? " with others as " : " as ") + subscription;
        return place
                + name
                + (browses ? ", browsing" : "")
                + (selects ? ", selecting" : "")
                + (isSettled ? ", settled" : "");
    }
}
