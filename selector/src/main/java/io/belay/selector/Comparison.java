package io.belay.selector;

import org.jspecify.annotations.Nullable;

/** The six ways to compare two values. */
enum Comparison {
    EQUAL(false, true, false),
    NOT_EQUAL(true, false, true),
    LESS(true, false, false),
    LESS_OR_EQUAL(true, true, false),
    GREATER(false, false, true),
    GREATER_OR_EQUAL(false, true, true);

    // What it says of two numbers, by their order.
    private final boolean whenLess;
    private final boolean whenEqual;
    private final boolean whenGreater;

    Comparison(boolean whenLess, boolean whenEqual, boolean whenGreater) {
        this.whenLess = whenLess;
        this.whenEqual = whenEqual;
        this.whenGreater = whenGreater;
    }

    static @Nullable Comparison of(TokenKind sign) {
        if (sign == TokenKind.EQUAL) return EQUAL;
        if (sign == TokenKind.NOT_EQUAL) return NOT_EQUAL;
        if (sign == TokenKind.LESS) return LESS;
        if (sign == TokenKind.LESS_OR_EQUAL) return LESS_OR_EQUAL;
        if (sign == TokenKind.GREATER) return GREATER;
        return sign == TokenKind.GREATER_OR_EQUAL ? GREATER_OR_EQUAL : null;
    }

    /** Whether it asks for an order, which only numbers have. */
    boolean isOrder() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /** UNKNOWN if one is null; FALSE if they are unlike, or have no order and one is asked for (§3.8.1.1). */
    Truth of(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) return Truth.UNKNOWN;
        if (left instanceof Number one && right instanceof Number other) return Truth.of(holds(one, other));
        boolean comparable = !isOrder() && left.getClass() == right.getClass();
        return Truth.of(comparable && left.equals(right) == whenEqual);
    }

    private boolean holds(Number left, Number right) {
        if (Numbers.isWhole(left) && Numbers.isWhole(right)) return holds(Numbers.whole(left), Numbers.whole(right));
        if (left instanceof Double || right instanceof Double) return holds(left.doubleValue(), right.doubleValue());
        return holds(left.floatValue(), right.floatValue()); // Widening two floats keeps their order.
    }

    private boolean holds(long left, long right) {
        if (left == right) return whenEqual;
        return left < right ? whenLess : whenGreater;
    }

    private boolean holds(double left, double right) {
        if (left == right) return whenEqual;
        if (left < right) return whenLess;
        return left > right ? whenGreater : this == NOT_EQUAL; // One is no number, hence different from all.
    }
}
