package io.belay.selector;

/**
 * The three values of SQL's logic (Jakarta Messaging 3.1 §3.8.1.2), from least to most true: AND is the least of its
 * parts, OR is the greatest.
 */
public enum Truth {
    /** It does not hold. */
    FALSE,
    /** It cannot be said, since something in it is null. */
    UNKNOWN,
    /** It holds. */
    TRUE;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Truth not() {
        return this == UNKNOWN ? UNKNOWN : of(this == FALSE);
    }
}
