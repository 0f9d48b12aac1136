package io.belay.node;

/**
 * Which line of which client this is, as the client counts them: lines of one client may come in another order than it
 * dialed them, as what it says on one that it has given up may be held up on the way.
 *
 * @param process drawn by the client when it starts; 0 if it does not say
 * @param number of the line, rising with each that the client dials
 */
public record Dial(long process, long number) {
    /** Of a client that does not say. */
    public static final Dial UNTOLD = new Dial(0, 0);

    /** Whether both are of one client, which dialed this one first. */
    boolean isBefore(Dial other) {
        return process != 0 && process == other.process && Long.compareUnsigned(number, other.number) < 0;
    }
}
