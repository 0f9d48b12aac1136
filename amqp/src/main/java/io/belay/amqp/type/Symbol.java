package io.belay.amqp.type;

import io.belay.base.Check;

/**
 * An AMQP symbol: a word of a constrained domain, in ASCII (§1.6.21).
 *
 * @param text characters from U+0000 to U+007F
 */
public record Symbol(String text) implements Comparable<Symbol> {
    /** Creates it; {@code text} beyond ASCII is refused. */
    public Symbol {
        for (int index = 0; index < text.length(); index++) {
            Check.argument(text.charAt(index) < 0x80, "a symbol in ASCII", text.charAt(index));
        }
    }

    /** A symbol of these characters. */
    public static Symbol of(String text) {
        return new Symbol(text);
    }

    @Override
    public int compareTo(Symbol other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
