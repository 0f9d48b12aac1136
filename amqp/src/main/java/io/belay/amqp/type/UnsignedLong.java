package io.belay.amqp.type;

/**
 * An AMQP ulong (§1.6.6).
 *
 * @param bits its 64 bits; from 2^63 on negative
 */
public record UnsignedLong(long bits) implements Comparable<UnsignedLong> {
    @Override
    public int compareTo(UnsignedLong other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return "UnsignedLong[value=" + Long.toUnsignedString(bits) + "]";
    }
}
