package io.belay.selector;

import org.jspecify.annotations.Nullable;

/** The six ways to compare two values. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

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
        return Truth.of(comparable && left.equals(right) == (this == EQUAL));
    }

    private boolean holds(Number left, Number right) {
        switch (Numbers.rank(left, right)) {
            case FLOAT:
                return holds(left.floatValue(), right.floatValue()); // Widening two floats keeps their order.
            case DOUBLE:
                return holds(left.doubleValue(), right.doubleValue());
            default:
                return holds(left.longValue(), right.longValue());
        }
    }

    private boolean holds(long left, long right) {
        switch (this) {
            case EQUAL:
                return left == right;
            case NOT_EQUAL:
                return left != right;
            case LESS:
                return left < right;
            case LESS_OR_EQUAL:
                return left <= right;
            case GREATER:
                return left > right;
            default:
                return left >= right;
        }
    }

    private boolean holds(double left, double right) {
        switch (this) {
            case EQUAL:
                return left == right;
            case NOT_EQUAL:
                return left != right;
            case LESS:
                return left < right;
            case LESS_OR_EQUAL:
                return left <= right;
            case GREATER:
                return left > right;
            default:
                return left >= right;
        }
    }
}
