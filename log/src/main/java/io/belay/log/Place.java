package io.belay.log;

import io.belay.base.Check;

/**
 * Where a record begins, packed in a long because millions are held: the segment's number in the high 32 bits, the
 * offset in its file in the low 32. Never 0, and later records have greater places.
 */
public final class Place {
    private Place() {}

    /** Packs {@code segment}, 1 and up, and {@code offset}, 0 and up. */
    public static long of(int segment, int offset) {
        Check.argument(segment > 0, "a segment of 1 or more", segment);
        Check.argument(offset >= 0, "an offset of 0 or more", offset);
        return (long) segment << 32 | offset;
    }

    /** The number of the segment. */
    public static int segmentOf(long place) {
        return (int) (place >>> 32);
    }

    /** The offset in the segment's file, bytes. */
    public static int offsetOf(long place) {
        return (int) place;
    }
}
