package io.belay.selector;

import org.jspecify.annotations.Nullable;

/** Numeric promotion as Java has it (JLS 17 §5.6), which the standard asks for (§3.8.1.1). */
final class Numbers {
    /** What two numbers are promoted to before anything is done with them; the later one wins. */
    enum Rank {
        INT,
        LONG,
        FLOAT,
        DOUBLE
    }

    private Numbers() {}

    /** Whether it is a number that a message can have. */
    static boolean isNumber(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte;
    }

    /** Of a number that is whole. The two that are usual are not left to a virtual call. */
    static long whole(Number number) {
        if (number instanceof Integer usual) return usual;
        return number instanceof Long usual ? usual : number.longValue();
    }

    static Rank rank(Number left, Number right) {
        Rank one = rank(left);
        Rank other = rank(right);
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Rank rank(Number number) {
        if (number instanceof Long) return Rank.LONG;
        if (number instanceof Double) return Rank.DOUBLE;
        return number instanceof Float ? Rank.FLOAT : Rank.INT;
    }

    /** The number with its sign changed, or as it is. */
    static Number signed(boolean negative, Number number) {
        if (!negative) return number;
        switch (rank(number)) {
            case LONG:
                return -number.longValue();
            case FLOAT:
                return -number.floatValue();
            case DOUBLE:
                return -number.doubleValue();
            default:
                return -number.intValue();
        }
    }
}
