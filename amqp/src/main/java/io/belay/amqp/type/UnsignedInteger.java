package io.belay.amqp.type;

/**
 * An AMQP uint (§1.6.5).
 *
 * @param bits its 32 bits; from 2^31 on negative
 */
public record UnsignedInteger(int bits) implements Comparable<UnsignedInteger> {
    /** The number, 0 to 4294967295. */
    public long value() {
        return bits & 0xFFFF_FFFFL;
    }

    @Override
    public int compareTo(UnsignedInteger other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return "UnsignedInteger[value=" + value() + "]";
    }
}
