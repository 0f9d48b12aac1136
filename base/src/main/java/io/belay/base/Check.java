package io.belay.base;

/** Assertions that are always on. A failure is a bug of ours, never of a peer and never of the world. */
public final class Check {
    private Check() {}

    /**
     * Holds an invariant.
     *
     * @param holds what must be true
     * @param expected what was expected, in words
     * @throws IllegalStateException if it does not hold: the owner of the broken state must stop
     */
    public static void invariant(boolean holds, String expected) {
        if (!holds) throw new IllegalStateException("broken invariant: " + expected);
    }

    /**
     * Holds an invariant and says what was found instead.
     *
     * @param holds what must be true
     * @param expected what was expected, in words
     * @param found the number that was found
     * @throws IllegalStateException if it does not hold
     */
    public static void invariant(boolean holds, String expected, long found) {
        if (!holds) throw new IllegalStateException("broken invariant: " + expected + ", found " + found);
    }

    /**
     * Holds a caller to a documented range.
     *
     * @param holds what the caller must keep
     * @param expected the range, in words
     * @param found the value that was passed
     * @throws IllegalArgumentException if the caller did not keep it
     */
    public static void argument(boolean holds, String expected, long found) {
        if (!holds) throw new IllegalArgumentException(expected + ", found " + found);
    }
}
