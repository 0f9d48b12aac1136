package io.belay.selector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words and signs of the language. */
enum TokenKind {
    AND("AND"),
    OR("OR"),
    NOT("NOT"),
    BETWEEN("BETWEEN"),
    IN("IN"),
    LIKE("LIKE"),
    ESCAPE("ESCAPE"),
    IS("IS"),
    NULL("NULL"),
    TRUE("TRUE"),
    FALSE("FALSE"),
    NOT_EQUAL("<>"),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    EQUAL("="),
    LESS("<"),
    GREATER(">"),
    OPEN("("),
    CLOSE(")"),
    COMMA(","),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED("/"),
    IDENTIFIER("an identifier"),
    STRING("a string"),
    EXACT("a whole number"),
    APPROXIMATE("a number with a point or an exponent"),
    /** A character that begins nothing of the language. */
    STRANGE("a strange character"),
    END("the end");

    private static final List<TokenKind> WORDS = List.of(values()).subList(AND.ordinal(), FALSE.ordinal() + 1);
    private static final List<TokenKind> SIGNS = List.of(values()).subList(NOT_EQUAL.ordinal(), DIVIDED.ordinal() + 1);

    /** How it is written, or called where it can be written in many ways. */
    final String spelling;

    TokenKind(String spelling) {
        this.spelling = spelling;
    }

    /** The reserved word that a text is, in any case; else an identifier. */
    static TokenKind ofWord(String text) {
        for (TokenKind word : WORDS) {
            if (isWord(text, word.spelling)) return word;
        }
        return IDENTIFIER;
    }

    // Not equalsIgnoreCase, for which a dotless i is an i.
    private static boolean isWord(String text, String upper) {
        if (text.length() != upper.length()) return false;
        for (int index = 0; index < upper.length(); index++) {
            char unit = text.charAt(index);
            char raised = unit >= 'a' && unit <= 'z' ? (char) (unit - 'a' + 'A') : unit;
            if (raised != upper.charAt(index)) return false;
        }
        return true;
    }

    /** The sign that stands at a place, the longest that fits, or null. */
    static @Nullable TokenKind signAt(String text, int position) {
        for (TokenKind sign : SIGNS) {
            if (text.startsWith(sign.spelling, position)) return sign;
        }
        return null;
    }
}
