package io.belay.selector;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A second, naive evaluator: an expression that knows how it is written and what it means, with numbers of any size, logic by
 * table, and null for unknown.
 */
sealed interface Tree {
    /** How tightly it binds, from OR at 0 to what needs no parentheses at 7. */
    int level();

    /** As text, with no more parentheses than needed. */
    String text();

    /** A Boolean, String or Number, or null. */
    @Nullable
    Object value(Map<String, Object> message);

    default String text(int levelMin) {
        return level() < levelMin ? "( " + text() + ")" : text();
    }

    /** A number: exact, or not. */
    record Number(BigDecimal value, boolean whole) {}

    /** A literal. */
    record Given(String text, Object value) implements Tree {
        @Override
        public int level() {
            return 7;
        }

        @Override
        public Object value(Map<String, Object> message) {
            return value;
        }
    }

    /** A property. */
    record Named(String text) implements Tree {
        @Override
        public int level() {
            return 7;
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            Object value = message.get(text);
            if (!(value instanceof java.lang.Number number)) return value;
            boolean whole = !(number instanceof Float || number instanceof Double);
            return new Number(new BigDecimal(number.toString()), whole);
        }
    }

    /** A minus. */
    record Minus(Tree of) implements Tree {
        @Override
        public int level() {
            return 6;
        }

        @Override
        public String text() {
            return "-" + of.text(6);
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            return of.value(message) instanceof Number number ? new Number(number.value.negate(), number.whole) : null;
        }
    }

    /** One of the four operators. */
    record Calculated(Tree left, char operator, Tree right) implements Tree {
        @Override
        public int level() {
            return operator == '+' || operator == '-' ? 4 : 5;
        }

        @Override
        public String text() {
            return left.text(level()) + operator + right.text(level() + 1);
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            if (!(left.value(message) instanceof Number one && right.value(message) instanceof Number other))
                return null;
            boolean whole = one.whole && other.whole;
            if (operator == '+') return new Number(one.value.add(other.value), whole);
            if (operator == '-') return new Number(one.value.subtract(other.value), whole);
            if (operator == '*') return new Number(one.value.multiply(other.value), whole);
            if (other.value.signum() == 0) return null;
            BigDecimal quotient = one.value.divide(other.value, MathContext.UNLIMITED);
            return new Number(whole ? quotient.setScale(0, RoundingMode.DOWN) : quotient, whole);
        }
    }

    /** One of the six comparisons. */
    record Compared(Tree left, String sign, Tree right) implements Tree {
        @Override
        public int level() {
            return 3;
        }

        @Override
        public String text() {
            return left.text(4) + " " + sign + right.text(4);
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            return compare(left.value(message), sign, right.value(message));
        }

        static @Nullable Boolean compare(@Nullable Object left, String sign, @Nullable Object right) {
            if (left == null || right == null) return null;
            if (left instanceof Number one && right instanceof Number other) {
                int order = one.value.compareTo(other.value);
                return sign.contains("=") && order == 0
                        || sign.contains("<") && order < 0
                        || sign.contains(">") && order > 0;
            }
            if (!left.getClass().equals(right.getClass())) return false;
            return sign.equals("=") && left.equals(right) || sign.equals("<>") && !left.equals(right);
        }
    }

    /** BETWEEN, by its long form. */
    record Between(Tree of, boolean negative, Tree low, Tree high) implements Tree {
        @Override
        public int level() {
            return 3;
        }

        @Override
        public String text() {
            return of.text(4) + (negative ? " not" : "") + " between " + low.text(4) + " and " + high.text(4);
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            Boolean first = Compared.compare(of.value(message), negative ? "<" : ">=", low.value(message));
            Boolean second = Compared.compare(of.value(message), negative ? ">" : "<=", high.value(message));
            return Joined.join(negative, first, second);
        }
    }

    /** IN, by its long form. */
    record In(Tree of, boolean negative, List<String> strings) implements Tree {
        @Override
        public int level() {
            return 3;
        }

        @Override
        public String text() {
            return of.text(7) + (negative ? " Not" : "") + " In ('" + String.join("','", strings) + "')";
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            Boolean any = false;
            for (String string : strings) {
                any = Joined.join(true, any, Compared.compare(of.value(message), "=", string));
            }
            return negative ? Not.not(any) : any;
        }
    }

    /** IS NULL. */
    record IsNull(Tree of, boolean negative) implements Tree {
        @Override
        public int level() {
            return 3;
        }

        @Override
        public String text() {
            return of.text(7) + " IS " + (negative ? "NOT " : "") + "NULL";
        }

        @Override
        public Object value(Map<String, Object> message) {
            return (of.value(message) == null) != negative;
        }
    }

    /** A property as a condition. */
    record Flag(Tree of) implements Tree {
        @Override
        public int level() {
            return of.level();
        }

        @Override
        public String text() {
            return of.text();
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            return Compared.compare(of.value(message), "=", true);
        }
    }

    /** NOT. */
    record Not(Tree of) implements Tree {
        @Override
        public int level() {
            return 2;
        }

        @Override
        public String text() {
            return "NOT " + of.text(2);
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            return not((Boolean) of.value(message));
        }

        static @Nullable Boolean not(@Nullable Boolean of) {
            return of == null ? null : !of;
        }
    }

    /** AND and OR. */
    record Joined(Tree left, boolean or, Tree right) implements Tree {
        @Override
        public int level() {
            return or ? 0 : 1;
        }

        @Override
        public String text() {
            return left.text(level()) + (or ? " OR " : " AND ") + right.text(level() + 1);
        }

        @Override
        public @Nullable Object value(Map<String, Object> message) {
            return join(or, (Boolean) left.value(message), (Boolean) right.value(message));
        }

        /** The tables of §3.8.1.2: what decides wins, then what is unknown. */
        static @Nullable Boolean join(boolean or, @Nullable Boolean left, @Nullable Boolean right) {
            Boolean deciding = or;
            if (deciding.equals(left) || deciding.equals(right)) return deciding;
            return left == null || right == null ? null : Boolean.valueOf(!or);
        }
    }
}
