package io.belay.sim;

/**
 * Where messages go.
 *
 * @param isTopic whether it is a topic; else a queue
 * @param name of it
 */
public record Place(boolean isTopic, String name) {
    /** The queue of this name. */
    public static Place queue(String name) {
        return new Place(false, name);
    }

    /** The topic of this name. */
    public static Place topic(String name) {
        return new Place(true, name);
    }

    @Override
    public String toString() {
        return (isTopic ? "topic " : "queue ") + name;
    }
}
