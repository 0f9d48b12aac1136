package io.belay.node;

/**
 * Where an entry stands in its queue among those of its priority: by its sequence, but if its time of delivery came while the broker
 * ran, behind all that were there then.
 *
 * @param after its sequence, or the last that was there when its time came
 * @param turn 0; of those whose time came, a number that grows
 * @param sequence of the entry
 */
record Place(long after, long turn, long sequence) implements Comparable<Place> {
    /** Before those of all entries. */
    static final Place FIRST = new Place(0, 0, 0);

    boolean isBefore(Place other) {
        return compareTo(other) < 0;
    }

    /** Between this one and all that are before, or the last of those. */
    Place before() {
        return new Place(after, turn - 1, 0);
    }

    @Override
    public int compareTo(Place other) {
        return after == other.after ? Long.compare(turn, other.turn) : Long.compare(after, other.after);
    }
}
