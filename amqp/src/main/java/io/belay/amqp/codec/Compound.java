package io.belay.amqp.codec;

import io.belay.base.ByteWriter;
import io.belay.base.Check;

/**
 * Writes a size and a count in front of what comes after them. It begins in the hope that one byte is enough for each, and
 * makes room for four when it was not.
 */
final class Compound {
    private static final int NARROW_MAX = 255;
    private static final int GAP = 6; // how much longer a wide size and count are

    private final ByteWriter out;
    private final int wideCode;
    private final int start; // of the format code

    /** Begins with the code for narrow sizes, which turns into the other if need be. */
    Compound(ByteWriter out, int narrowCode, int wideCode) {
        this.out = out;
        this.wideCode = wideCode;
        start = out.length();
        out.writeByte(narrowCode).writeShort(0);
    }

    /** Forgets it, and what was written since. */
    void abandon() {
        out.truncate(start);
    }

    /** Ends it with {@code count} elements inside. */
    void end(int count) {
        int size = out.length() - start - 2;
        if (size <= NARROW_MAX && count <= NARROW_MAX) {
            out.patchByte(start + 1, size);
            out.patchByte(start + 2, count);
            return;
        }
        out.openGap(start + 3, GAP);
        out.patchByte(start, wideCode);
        out.patchInt(start + 1, size + 3);
        out.patchInt(start + 5, count);
    }

    /**
     * Writes size and count of an element of an array, which has no code of its own and the width of all others.
     *
     * @param start where the size stands; one byte or four for it, and as many for the count, were written there
     */
    static void patch(ByteWriter out, int start, int width, int count) {
        int size = out.length() - start - width;
        if (width == 4) {
            out.patchInt(start, size);
            out.patchInt(start + 4, count);
            return;
        }
        Check.argument(size <= NARROW_MAX && count <= NARROW_MAX, "an element of at most 255 bytes", size);
        out.patchByte(start, size);
        out.patchByte(start + 1, count);
    }
}
