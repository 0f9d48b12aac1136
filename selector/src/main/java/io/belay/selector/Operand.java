package io.belay.selector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that has a value. */
sealed interface Operand extends Node {
    /** A Boolean, String or one of the six numbers, or null. */
    @Nullable
    Object value(Fields fields);

    /** What stands in the selector itself. Null is what arithmetic with literals came to, as in {@code 1 / 0}. */
    record Literal(@Nullable Object value) implements Operand {
        @Override
        public @Nullable Object value(Fields fields) {
            return value;
        }
    }

    /** A header field or property. */
    record Field(String name) implements Operand {
        @Override
        public @Nullable Object value(Fields fields) {
            Object value = fields.value(name);
            boolean known = value instanceof String || value instanceof Boolean || Numbers.isNumber(value);
            return known ? value : null;
        }
    }

    /** One plus or minus before a value; it makes a null of what is no number. */
    record Signed(boolean negative, Operand of) implements Operand {
        @Override
        public @Nullable Object value(Fields fields) {
            return of.value(fields) instanceof Number number ? Numbers.signed(negative, number) : null;
        }
    }

    /** Operators of one precedence, from left to right: flat, for a chain may be as long as a text. */
    record Chain(Operand first, List<Link> rest) implements Operand {
        @Override
        public @Nullable Object value(Fields fields) {
            Object total = first.value(fields);
            for (Link link : rest) {
                if (!(total instanceof Number left)) return null;
                Object right = link.of().value(fields);
                total = right instanceof Number number ? link.operator().of(left, number) : null;
            }
            return total;
        }
    }

    /** An operator and what stands to its right. */
    record Link(Arithmetic operator, Operand of) {}
}
