package io.belay.amqp.type;

import io.belay.base.Check;

/**
 * An AMQP ushort (§1.6.4).
 *
 * @param value 0 to 65535
 */
public record UnsignedShort(int value) implements Comparable<UnsignedShort> {
    /** Creates it; {@code value} outside 0 to 65535 is refused. */
    public UnsignedShort {
        Check.argument(value >= 0 && value <= 0xFFFF, "a ushort from 0 to 65535", value);
    }

    @Override
    public int compareTo(UnsignedShort other) {
        return Integer.compare(value, other.value);
    }
}
