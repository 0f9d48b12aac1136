package io.belay.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A queue with two open ends, of message numbers with a mark and subscription ids each, by position. Positions are
 * contiguous: {@link #first} to {@link #end} − 1.
 *
 * <p>9 bytes an entry, 13 once one has subscription ids, and a quarter more of room at worst when it is long: a
 * backlog of millions must fit a small heap. The id arrays themselves are shared with the subscription's.
 */
final class Ring {
    /** No subscription ids. */
    static final int[] NO_IDS = {};

    private static final int ROOM_MIN = 8;
    private static final int DOUBLED_UNTIL = 4096;

    private long[] numbers = new long[0];
    private byte[] marks = new byte[0];
    private int[] @Nullable [] ids; // null until one has any
    private int start; // index of the entry at position first
    private int count;
    private long first;

    Ring(long first) {
        this.first = first;
    }

    long first() {
        return first;
    }

    /** The position that the next entry added last will have. */
    long end() {
        return first + count;
    }

    int count() {
        return count;
    }

    /** Bytes of the arrays, without the id arrays' contents. */
    long footprint() {
        return numbers.length * 9L + (ids == null ? 0 : numbers.length * 4L);
    }

    long numberAt(long position) {
        return numbers[index(position)];
    }

    int markAt(long position) {
        return marks[index(position)];
    }

    void mark(long position, int mark) {
        marks[index(position)] = (byte) mark;
    }

    int[] idsAt(long position) {
        int[] found = ids == null ? null : ids[index(position)];
        return found == null ? NO_IDS : found;
    }

    void addLast(long number, int mark, int[] idsOfIt) {
        grow();
        count++;
        set(end() - 1, number, mark, idsOfIt);
    }

    void addFirst(long number, int mark, int[] idsOfIt) {
        grow();
        start = start == 0 ? numbers.length - 1 : start - 1;
        first--;
        count++;
        set(first, number, mark, idsOfIt);
    }

    void removeFirst() {
        if (ids != null) ids[start] = NO_IDS;
        start = start + 1 == numbers.length ? 0 : start + 1;
        first++;
        count--;
        if (numbers.length > ROOM_MIN && count < numbers.length / 4) resize(Math.max(ROOM_MIN, numbers.length / 2));
    }

    private void set(long position, long number, int mark, int[] idsOfIt) {
        int index = index(position);
        numbers[index] = number;
        marks[index] = (byte) mark;
        if (idsOfIt.length > 0 && ids == null) ids = new int[numbers.length][];
        if (ids != null) ids[index] = idsOfIt;
    }

    private int index(long position) {
        long index = start + (position - first);
        return (int) (index < numbers.length ? index : index - numbers.length);
    }

    private void grow() {
        if (count < numbers.length) return;
        int more = count < DOUBLED_UNTIL ? Math.max(count, ROOM_MIN) : count / 4;
        resize(Math.addExact(count, more));
    }

    private void resize(int room) {
        int head = Math.min(count, numbers.length - start);
        long[] oldNumbers = numbers;
        byte[] oldMarks = marks;
        numbers = Arrays.copyOfRange(oldNumbers, start, start + room);
        marks = Arrays.copyOfRange(oldMarks, start, start + room);
        System.arraycopy(oldNumbers, 0, numbers, head, count - head);
        System.arraycopy(oldMarks, 0, marks, head, count - head);
        if (ids != null) ids = resizeIds(ids, room, head);
        start = 0;
    }

    private int[] @Nullable [] resizeIds(int[][] old, int room, int head) {
        if (count == 0) return null;
        int[][] resized = Arrays.copyOfRange(old, start, start + room);
        System.arraycopy(old, 0, resized, head, count - head);
        return resized;
    }
}
