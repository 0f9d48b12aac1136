package io.belay.selector;

/**
 * One word or sign of a selector.
 *
 * @param text as it is written, of a string what it says
 * @param position of its first character
 */
record Token(TokenKind kind, String text, int position) {
    /** The refusal that it meets. */
    SelectorException insteadOf(String expected) {
        return new SelectorException(position, expected, shown());
    }

    private String shown() {
        if (kind == TokenKind.END) return kind.spelling;
        return kind == TokenKind.STRING ? "'" + text + "'" : text;
    }
}
