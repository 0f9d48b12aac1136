package io.belay.amqp.type;

import io.belay.base.Check;

/**
 * An AMQP char (§1.6.16).
 *
 * @param codePoint 0 to 0x10FFFF
 */
public record Char(int codePoint) implements Comparable<Char> {
    /** Creates it; what Unicode does not reach is refused. */
    public Char {
        Check.argument(Character.isValidCodePoint(codePoint), "a code point from 0 to 0x10FFFF", codePoint);
    }

    @Override
    public int compareTo(Char other) {
        return Integer.compare(codePoint, other.codePoint);
    }
}
