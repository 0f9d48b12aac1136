package io.belay.selector;

import java.util.function.IntPredicate;

/** The values of numbers as they are written: in Java's way (§3.8.1.1), but none is changed to fit. */
final class Literals {
    private Literals() {}

    /**
     * A whole number.
     *
     * @param token EXACT
     * @param negative whether a minus stands before it, without which the least long could not be written
     * @throws SelectorException if it is no long, or one of the digits after a leading 0 is not octal
     */
    static Long exact(Token token, boolean negative) {
        String text = token.text();
        int end = isOneOf(text.charAt(text.length() - 1), "lL") ? text.length() - 1 : text.length();
        boolean hexadecimal = text.length() > 1 && isOneOf(text.charAt(1), "xX");
        boolean octal = !hexadecimal && end > 1 && text.charAt(0) == '0';
        String digits = text.substring(hexadecimal ? 2 : 0, end);
        if (octal && has(digits, digit -> digit > '7')) throw token.insteadOf("octal digits after a leading 0");
        try {
            return Long.parseLong(negative ? "-" + digits : digits, hexadecimal ? 16 : octal ? 8 : 10);
        } catch (NumberFormatException outOfRange) {
            throw token.insteadOf("a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    /**
     * A number with a point, an exponent or a suffix.
     *
     * @param token APPROXIMATE
     * @return a Float if it ends in f, else a Double
     * @throws SelectorException if it is too great, or so small that only zero is near
     */
    static Number approximate(Token token) {
        String text = token.text();
        boolean isFloat = isOneOf(text.charAt(text.length() - 1), "fF");
        Number value = isFloat ? (Number) Float.valueOf(text) : (Number) Double.valueOf(text);
        boolean lost = value.doubleValue() == 0 && has(mantissa(text), digit -> digit >= '1' && digit <= '9');
        if (lost || Double.isInfinite(value.doubleValue())) {
            throw token.insteadOf("a number in the range of " + (isFloat ? "float" : "double"));
        }
        return value;
    }

    private static String mantissa(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        return exponent < 0 ? text : text.substring(0, exponent);
    }

    private static boolean has(String text, IntPredicate unit) {
        return text.chars().anyMatch(unit);
    }

    private static boolean isOneOf(char unit, String units) {
        return units.indexOf(unit) >= 0;
    }
}
