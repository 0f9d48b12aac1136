package io.belay.node;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one queue that wait for a consumer: higher priorities first, then what came back, in the order of the
 * queue, then what became available first.
 *
 * <p>Entries that a selector picked from the middle stay in their row until they reach its head, and are skipped there.
 */
final class Ready {
    /** How many priorities there are: 0 to 9. */
    static final int PRIORITIES = 10;

    private static final class Lane {
        final LongRing row = new LongRing();
        final TreeSet<Long> returned = new TreeSet<>();
        final Set<Long> picked = new LinkedHashSet<>(); // still in the row, and not to be taken from there
    }

    /** Where a consumer that looks for what it wants has come to. */
    static final class Cursor {
        private final long[] positions = new long[PRIORITIES]; // in the rows
        private final long[] returnedAfter = new long[PRIORITIES]; // sequences
    }

    private final Lane @Nullable [] lanes = new Lane[PRIORITIES];
    private final LongPredicate isWaiting; // whether an entry is in the queue and with nobody

    Ready(LongPredicate isWaiting) {
        this.isWaiting = isWaiting;
    }

    void add(int priority, long sequence) {
        lane(priority).row.add(sequence);
    }

    /** An entry that was taken comes back to its place. */
    void giveBack(int priority, long sequence) {
        lane(priority).returned.add(sequence);
    }

    /** The entry whose turn it is, 0 if there is none. It stays until {@link #take}. */
    long peek() {
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            Lane lane = lanes[priority];
            long first = lane == null ? 0 : first(lane);
            if (first != 0) return first;
        }
        return 0;
    }

    /** Takes out what {@link #peek} has named. */
    void take(int priority, long sequence) {
        Lane lane = lane(priority);
        boolean wasBack = !lane.returned.isEmpty() && lane.returned.remove(sequence);
        if (!wasBack) lane.row.remove();
    }

    /** Takes out an entry that a cursor has found, wherever it stands. */
    void pick(int priority, long sequence) {
        Lane lane = lane(priority);
        if (!lane.returned.remove(sequence)) lane.picked.add(sequence);
    }

    /** A cursor must look at {@code sequence} again: it came back. */
    static void rewind(Cursor cursor, int priority, long sequence) {
        cursor.returnedAfter[priority] = Math.min(cursor.returnedAfter[priority], sequence - 1);
    }

    /** The next waiting entry that the cursor has not come by, 0 if there is none now. */
    long next(Cursor cursor) {
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            Lane lane = lanes[priority];
            long next = lane == null ? 0 : next(lane, cursor, priority);
            if (next != 0) return next;
        }
        return 0;
    }

    private long next(Lane lane, Cursor cursor, int priority) {
        for (Long back = lane.returned.higher(cursor.returnedAfter[priority]);
                back != null;
                back = lane.returned.higher(back)) {
            cursor.returnedAfter[priority] = back;
            if (isWaiting.test(back)) return back;
        }
        long position = Math.max(cursor.positions[priority], lane.row.first());
        long found = 0;
        while (found == 0 && position < lane.row.end()) {
            long sequence = lane.row.at(position++);
            if (!lane.picked.contains(sequence) && isWaiting.test(sequence)) found = sequence;
        }
        cursor.positions[priority] = position;
        return found;
    }

    private long first(Lane lane) {
        while (!lane.returned.isEmpty() && !isWaiting.test(lane.returned.first())) lane.returned.pollFirst();
        while (!lane.row.isEmpty() && isStale(lane, lane.row.at(lane.row.first()))) lane.row.remove();
        long back = lane.returned.isEmpty() ? 0 : lane.returned.first();
        long head = lane.row.isEmpty() ? 0 : lane.row.at(lane.row.first());
        if (back == 0 || head == 0) return back + head;
        return Math.min(back, head);
    }

    private boolean isStale(Lane lane, long sequence) {
        boolean wasPicked = !lane.picked.isEmpty() && lane.picked.remove(sequence);
        return wasPicked || !isWaiting.test(sequence);
    }

    private Lane lane(int priority) {
        Lane lane = lanes[priority];
        if (lane == null) lane = lanes[priority] = new Lane();
        return lane;
    }
}
