package io.belay.log;

import java.util.Arrays;

/**
 * Records of kept messages that lie close together, as the log has them one after the other, so that one read brings
 * them all: {@link Log#span} begins one, {@link Log#extend} adds to it. One thread.
 */
public final class Span {
    static final int LENGTH_MAX = 64 << 10; // bytes of a read that brings more than one record
    static final int GAP_MAX = 4 << 10; // bytes that are read for nothing before a record

    private final long place;
    private int[] offsets = new int[4]; // from the place
    private int[] ends = new int[4]; // likewise
    private int count;

    Span(long place, int length) {
        this.place = place;
        put(0, length);
    }

    /** How many records it has, 1 and up. */
    public int count() {
        return count;
    }

    /** How much is read for it, bytes. */
    public int length() {
        return ends[count - 1];
    }

    /** Adds a record that begins close behind the last; false if it lies elsewhere or makes it too long. */
    boolean add(long recordPlace, int recordLength) {
        long offset = recordPlace - place; // huge in another segment
        long gap = offset - length();
        if (gap < 0 || gap > GAP_MAX || offset + recordLength > LENGTH_MAX) return false;
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        put((int) offset, recordLength);
        return true;
    }

    /** Where its last record begins. */
    long lastPlace() {
        return place(count - 1);
    }

    /** Where one of its records begins; the first is 0. */
    long place(int index) {
        return place + offsets[index];
    }

    DiskOrder.Read read(long request) {
        return new DiskOrder.Read(request, Place.segmentOf(place), Place.offsetOf(place), length());
    }

    int offset(int index) {
        return offsets[index];
    }

    int end(int index) {
        return ends[index];
    }

    private void put(int offset, int recordLength) {
        offsets[count] = offset;
        ends[count++] = offset + recordLength;
    }
}
