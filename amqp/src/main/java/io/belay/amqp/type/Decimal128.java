package io.belay.amqp.type;

/**
 * An AMQP decimal128 (§1.6.15): passed on as it came, never computed with.
 *
 * @param high the first 64 bits on the wire, IEEE 754-2008, binary integer decimal encoding
 * @param low the last 64 bits
 */
public record Decimal128(long high, long low) implements Comparable<Decimal128> {
    @Override
    public int compareTo(Decimal128 other) {
        // An order of bits, not of numbers: for tables only.
        return high == other.high ? Long.compare(low, other.low) : Long.compare(high, other.high);
    }
}
