package io.belay.selector;

import java.util.Arrays;

/** Something that holds or not. */
sealed interface Condition extends Node {
    /** Whether it holds for a message. */
    Truth truth(Fields fields);

    /** What needs no message. */
    record Constant(Truth truth) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            return truth;
        }
    }

    /** AND: flat, for a chain may be as long as a text. */
    record AllOf(Condition[] parts) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            Truth least = Truth.TRUE;
            for (Condition part : parts) {
                Truth truth = part.truth(fields);
                if (truth == Truth.FALSE) return Truth.FALSE;
                if (truth == Truth.UNKNOWN) least = Truth.UNKNOWN;
            }
            return least;
        }
    }

    /** OR: flat, as above. */
    record AnyOf(Condition[] parts) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            Truth greatest = Truth.FALSE;
            for (Condition part : parts) {
                Truth truth = part.truth(fields);
                if (truth == Truth.TRUE) return Truth.TRUE;
                if (truth == Truth.UNKNOWN) greatest = Truth.UNKNOWN;
            }
            return greatest;
        }
    }

    /** NOT. */
    record Not(Condition of) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            return of.truth(fields).not();
        }
    }

    /** A bare identifier. */
    record Flag(Operand of) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            return Comparison.EQUAL.of(of.value(fields), Boolean.TRUE);
        }
    }

    /** One value beside another. */
    record Compared(Operand left, Comparison comparison, Operand right) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            return comparison.of(left.value(fields), right.value(fields));
        }
    }

    /** {@code BETWEEN}: not less than the one bound and not more than the other. */
    record Within(Operand of, Operand low, Operand high) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            Object value = of.value(fields);
            Truth above = Comparison.GREATER_OR_EQUAL.of(value, low.value(fields));
            return above.and(Comparison.LESS_OR_EQUAL.of(value, high.value(fields)));
        }
    }

    /** {@code NOT BETWEEN}: less than the one bound or more than the other; so of a string it is FALSE, as BETWEEN is. */
    record Outside(Operand of, Operand low, Operand high) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            Object value = of.value(fields);
            Truth below = Comparison.LESS.of(value, low.value(fields));
            return below.or(Comparison.GREATER.of(value, high.value(fields)));
        }
    }

    /** {@code IN}. */
    record OneOf(Operand of, String[] sorted) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            Object value = of.value(fields);
            if (value == null) return Truth.UNKNOWN;
            return Truth.of(value instanceof String text && Arrays.binarySearch(sorted, text) >= 0);
        }
    }

    /** {@code LIKE}. */
    record Like(Operand of, LikePattern pattern) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            Object value = of.value(fields);
            if (value == null) return Truth.UNKNOWN;
            return Truth.of(value instanceof String text && pattern.matches(text));
        }
    }

    /** {@code IS NULL}. */
    record Missing(Operand of) implements Condition {
        @Override
        public Truth truth(Fields fields) {
            return Truth.of(of.value(fields) == null);
        }
    }
}
