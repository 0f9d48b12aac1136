package io.belay.node;

/**
 * What a client asks for that wants a session which outlives its line.
 *
 * @param number of the session that it had, to go on with; 0 for a new one
 * @param displaces whether another session of the same name ends for it, also if its line stands
 * @param consumers how many consumers it will open again, by their names, before all that it had is back with it; −1 if it
 *     does not say
 * @param dial which of its lines asks
 */
public record SessionWish(long number, boolean displaces, long consumers, Dial dial) {
    /** Of a client that does not say which of its lines asks. */
    public SessionWish(long number, boolean displaces, long consumers) {
        this(number, displaces, consumers, Dial.UNTOLD);
    }
}
