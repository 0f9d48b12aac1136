package io.belay.selector;

/**
 * A text is no selector. The only exception that a text can cause.
 *
 * <p>Stackless, because a hostile peer must not make us pay for a stack trace: the message and the position say where.
 */
public final class SelectorException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int FOUND_MAX = 32;

    private final int position;

    /**
     * Creates it.
     *
     * @param position where in the text, characters from its first, counted from 0; the text's length for its end
     * @param expected what was expected, in words
     * @param found what was found, in words; cut after 32 characters, control characters are replaced
     */
    SelectorException(int position, String expected, String found) {
        super("expected " + expected + ", found " + shown(found) + ", at character " + position, null, false, false);
        this.position = position;
    }

    /** Where in the text, characters (UTF-16 units) from its first, counted from 0; the text's length for its end. */
    public int position() {
        return position;
    }

    private static String shown(String found) {
        var shown = new StringBuilder(FOUND_MAX + 3);
        found.codePoints().limit(FOUND_MAX).forEach(point -> shown.appendCodePoint(isPlain(point) ? point : '?'));
        boolean whole = found.codePointCount(0, found.length()) <= FOUND_MAX;
        return whole ? shown.toString() : shown.append("...").toString();
    }

    private static boolean isPlain(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }
}
