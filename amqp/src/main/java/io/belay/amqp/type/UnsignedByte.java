package io.belay.amqp.type;

import io.belay.base.Check;

/**
 * An AMQP ubyte (§1.6.3).
 *
 * @param value 0 to 255
 */
public record UnsignedByte(int value) implements Comparable<UnsignedByte> {
    /** Creates it; {@code value} outside 0 to 255 is refused. */
    public UnsignedByte {
        Check.argument(value >= 0 && value <= 0xFF, "a ubyte from 0 to 255", value);
    }

    @Override
    public int compareTo(UnsignedByte other) {
        return Integer.compare(value, other.value);
    }
}
