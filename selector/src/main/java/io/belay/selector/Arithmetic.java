package io.belay.selector;

import org.jspecify.annotations.Nullable;

/** The four operators. Whole numbers wrap, as in Java. */
enum Arithmetic {
    PLUS,
    MINUS,
    TIMES,
    DIVIDED;

    static @Nullable Arithmetic of(TokenKind sign) {
        if (sign == TokenKind.PLUS) return PLUS;
        if (sign == TokenKind.MINUS) return MINUS;
        if (sign == TokenKind.TIMES) return TIMES;
        return sign == TokenKind.DIVIDED ? DIVIDED : null;
    }

    boolean isProduct() {
        return this == TIMES || this == DIVIDED;
    }

    /** The result, or null if a whole number is divided by zero. */
    @Nullable
    Number of(Number left, Number right) {
        switch (Numbers.rank(left, right)) {
            case LONG:
                return ofLongs(left.longValue(), right.longValue());
            case FLOAT:
                return ofFloats(left.floatValue(), right.floatValue());
            case DOUBLE:
                return ofDoubles(left.doubleValue(), right.doubleValue());
            default:
                return ofInts(left.intValue(), right.intValue());
        }
    }

    // The low half of a long sum, difference or product is that of ints, and so is the quotient.
    private @Nullable Number ofInts(int left, int right) {
        Long wide = ofLongs(left, right);
        return wide == null ? null : (Number) wide.intValue();
    }

    private @Nullable Long ofLongs(long left, long right) {
        switch (this) {
            case PLUS:
                return left + right;
            case MINUS:
                return left - right;
            case TIMES:
                return left * right;
            default:
                return right == 0 ? null : (Long) (left / right);
        }
    }

    private Number ofFloats(float left, float right) {
        switch (this) {
            case PLUS:
                return left + right;
            case MINUS:
                return left - right;
            case TIMES:
                return left * right;
            default:
                return left / right;
        }
    }

    private Number ofDoubles(double left, double right) {
        switch (this) {
            case PLUS:
                return left + right;
            case MINUS:
                return left - right;
            case TIMES:
                return left * right;
            default:
                return left / right;
        }
    }
}
