package io.belay.selector;

import java.util.List;

/**
 * A message selector that was understood (Jakarta Messaging 3.1 §3.8.1). Immutable, for any thread.
 *
 * <p>Where the standard leaves something open, or could be misread:
 *
 * <ul>
 *   <li>Comparing unlike types, or ordering strings or booleans, is FALSE, not UNKNOWN, and FALSE it stays for what
 *       stands around it: with a number in {@code a}, both {@code a = 'x'} and {@code a <> 'x'} are FALSE, and
 *       {@code NOT (a = 'x')} is TRUE. LIKE and IN of what is no string are FALSE likewise. Where the text itself shows that it
 *       cannot be, as in {@code 'a' < 5}, it is refused.
 *   <li>Arithmetic with a string or boolean, and whole division by zero, is null. Whole numbers wrap, and all numbers are
 *       promoted, as in Java; a whole literal is a long.
 *   <li>Literals are those of Java when the standard was written: {@code 0x1F} and {@code 017} are 31 and 15, {@code 10L} and
 *       {@code 1.5f} have their suffix, {@code 0b1} and {@code 1_000} are refused, and so is what is out of range.
 *   <li>A bare identifier is a condition, the same as {@code identifier = TRUE}.
 *   <li>{@code _} of LIKE stands for one Unicode character, be it one or two of Java's. What follows the escape character
 *       stands for itself, whatever it is.
 * </ul>
 */
public final class Selector {
    private final String text;
    private final Condition condition;
    private final List<String> names;

    private Selector(String text, Condition condition, List<String> names) {
        this.text = text;
        this.condition = condition;
        this.names = names;
    }

    /**
     * Understands a text. Its cost grows with the text's length.
     *
     * @param text from a peer, trusted for nothing. An empty one is refused: that it means "no selector" is for the caller to know
     * @param limits what is too much
     * @throws SelectorException if it is no selector, or is beyond a limit
     */
    public static Selector parse(String text, SelectorLimits limits) {
        if (text.length() > limits.lengthMax()) {
            String expected = "at most " + limits.lengthMax() + " characters";
            throw new SelectorException(limits.lengthMax(), expected, Integer.toString(text.length()));
        }
        var parser = new Parser(text, limits);
        Condition condition = parser.selector();
        return new Selector(text, condition, parser.names());
    }

    /** As it was parsed. */
    public String text() {
        return text;
    }

    /** The header fields and properties that it asks for, in order of appearance, each once; nothing else is ever asked for. */
    public List<String> names() {
        return names;
    }

    /**
     * Whether it selects a message: TRUE only, for UNKNOWN selects no more than FALSE.
     *
     * @param fields of the message
     */
    public boolean matches(Fields fields) {
        return condition.truth(fields) == Truth.TRUE;
    }

    /**
     * What it says of a message.
     *
     * @param fields of the message
     */
    public Truth evaluate(Fields fields) {
        return condition.truth(fields);
    }

    @Override
    public String toString() {
        return text;
    }
}
