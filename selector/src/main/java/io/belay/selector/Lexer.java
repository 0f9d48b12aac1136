package io.belay.selector;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a text into words and signs. Nothing that it does takes longer than the text is long. */
final class Lexer {
    // Possessive, so that no digit is looked at twice.
    private static final Pattern EXACT = Pattern.compile("(?:0[xX][0-9a-fA-F]++|[0-9]++)[lL]?");
    private static final Pattern APPROXIMATE =
            Pattern.compile("(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?[fFdD]?");

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    /**
     * The next one, at last and for ever {@code END}.
     *
     * @throws SelectorException if a string does not end, or a number is none
     */
    Token next() {
        while (position < text.length() && isSpace(text.charAt(position))) position++;
        if (position == text.length()) return new Token(TokenKind.END, "", position);
        int first = text.codePointAt(position);
        if (first == '\'') return string();
        if (isDigit(position) || first == '.' && isDigit(position + 1)) return number();
        if (Character.isJavaIdentifierStart(first)) return word();
        return sign(first);
    }

    // White space is that of Java (§3.8.1.1).
    private static boolean isSpace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\f' || unit == '\n' || unit == '\r';
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private Token string() {
        int start = position;
        var value = new StringBuilder();
        int from = start + 1;
        for (int quote = quoteAt(from); ; quote = quoteAt(from)) {
            value.append(text, from, quote);
            position = quote + 1;
            if (position == text.length() || text.charAt(position) != '\'') break;
            value.append('\'');
            from = position + 1;
        }
        return new Token(TokenKind.STRING, value.toString(), start);
    }

    private int quoteAt(int from) {
        int quote = text.indexOf('\'', from);
        if (quote < 0) throw new SelectorException(text.length(), "'", TokenKind.END.spelling);
        return quote;
    }

    private Token number() {
        int start = position;
        while (position < text.length() && continuesNumber(start)) position += Character.charCount(here());
        String number = text.substring(start, position);
        TokenKind kind = kind(number);
        if (kind == null) throw new SelectorException(start, "a number", number);
        return new Token(kind, number, start);
    }

    private boolean continuesNumber(int start) {
        int point = here();
        if (point == '.' || Character.isJavaIdentifierPart(point)) return true;
        boolean signed = point == '+' || point == '-';
        return signed && "eE".indexOf(text.charAt(position - 1)) >= 0 && !isHexadecimal(start);
    }

    private boolean isHexadecimal(int start) {
        return text.startsWith("0x", start) || text.startsWith("0X", start);
    }

    private static @Nullable TokenKind kind(String number) {
        if (EXACT.matcher(number).matches()) return TokenKind.EXACT;
        return APPROXIMATE.matcher(number).matches() ? TokenKind.APPROXIMATE : null;
    }

    private Token word() {
        int start = position;
        while (position < text.length() && Character.isJavaIdentifierPart(here()))
            position += Character.charCount(here());
        String word = text.substring(start, position);
        return new Token(TokenKind.ofWord(word), word, start);
    }

    private int here() {
        return text.codePointAt(position);
    }

    private Token sign(int first) {
        int start = position;
        TokenKind sign = TokenKind.signAt(text, start);
        position += sign == null ? Character.charCount(first) : sign.spelling.length();
        return new Token(sign == null ? TokenKind.STRANGE : sign, text.substring(start, position), start);
    }
}
