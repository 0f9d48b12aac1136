package io.belay.amqp.type;

/**
 * An AMQP decimal32 (§1.6.13): passed on as it came, never computed with.
 *
 * @param bits IEEE 754-2008, binary integer decimal encoding
 */
public record Decimal32(int bits) implements Comparable<Decimal32> {
    @Override
    public int compareTo(Decimal32 other) {
        return Integer.compare(bits, other.bits); // An order of bits, not of numbers: for tables only.
    }
}
