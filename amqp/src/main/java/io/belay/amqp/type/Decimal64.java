package io.belay.amqp.type;

/**
 * An AMQP decimal64 (§1.6.14): passed on as it came, never computed with.
 *
 * @param bits IEEE 754-2008, binary integer decimal encoding
 */
public record Decimal64(long bits) implements Comparable<Decimal64> {
    @Override
    public int compareTo(Decimal64 other) {
        return Long.compare(bits, other.bits); // An order of bits, not of numbers: for tables only.
    }
}
