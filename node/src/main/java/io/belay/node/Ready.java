package io.belay.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one queue that wait for a consumer: higher priorities first, then by {@link Place}. What is added goes behind the
 * rest of its row; what comes back goes to its place before or between those.
 *
 * <p>Entries that were picked from the middle stay in their row, where they are passed over, until they reach its head or are
 * most of it: then the row is drawn up anew.
 */
final class Ready {
    /** How many priorities there are: 0 to 9. */
    static final int PRIORITIES = 10;

    private static final int PICKED_MIN = 1_024; // so many are too few to draw up a row anew
    private static final int SINGLY_MAX = 10_000; // more than so many that come back at once become a part of the row

    private static final class Lane {
        LongRing row = new LongRing();
        final TreeSet<Place> returned = new TreeSet<>();
        int picked; // from the row since it was drawn up
        Place last = Place.FIRST; // of those that were put into the row
    }

    /** Where a consumer that looks for what it wants has come to. */
    static final class Cursor {
        private final long[] positions = new long[PRIORITIES]; // in the rows
        private final Place[] returnedAfter = new Place[PRIORITIES];

        private Cursor() {
            restart();
        }

        private void restart() {
            Arrays.fill(positions, Long.MIN_VALUE);
            Arrays.fill(returnedAfter, Place.FIRST);
        }
    }

    private final Lane @Nullable [] lanes = new Lane[PRIORITIES];
    private final List<Cursor> cursors = new ArrayList<>(0);
    private final LongPredicate isWaiting; // whether an entry is in the queue and with nobody
    private final Delays delays;

    Ready(LongPredicate isWaiting, Delays delays) {
        this.isWaiting = isWaiting;
        this.delays = delays;
    }

    /** An entry that stands behind all that are here. */
    void add(int priority, long sequence) {
        lane(priority).row.add(sequence);
    }

    /** Puts in an entry that may stand before others that were put in: in its place, or else behind them. */
    void put(int priority, long sequence, boolean inPlace) {
        Lane lane = lane(priority);
        Place place = delays.place(sequence);
        boolean isLast = lane.row.isEmpty() || lane.last.isBefore(place);
        if (isLast) lane.last = place;
        if (isLast || !inPlace) lane.row.add(sequence);
        else giveBack(priority, sequence);
    }

    /** An entry that was taken comes back to its place. */
    void giveBack(int priority, long sequence) {
        Place place = delays.place(sequence);
        lane(priority).returned.add(place);
        for (Cursor cursor : cursors) {
            boolean isPast = !cursor.returnedAfter[priority].isBefore(place);
            if (isPast) cursor.returnedAfter[priority] = place.before();
        }
    }

    /** Entries that were set aside come back to their places: many that were there before all that is in a row, to its head. */
    void giveBack(LongRing aside, LongToIntFunction priorityOf) {
        long[] sequences = new long[aside.count()];
        for (int index = 0; index < sequences.length; index++) sequences[index] = aside.at(aside.first() + index);
        Arrays.sort(sequences);
        boolean isFew = sequences.length <= SINGLY_MAX;
        for (int index = sequences.length - 1; index >= 0; index--) {
            long sequence = sequences[index];
            if (!isWaiting.test(sequence)) continue;
            int priority = priorityOf.applyAsInt(sequence);
            LongRing row = lane(priority).row;
            boolean isFirst = row.isEmpty() || delays.compare(delays.place(sequence), row.at(row.first())) < 0;
            if (isFew || !isFirst) giveBack(priority, sequence);
            else row.addFirst(sequence);
        }
        if (!isFew) cursors.forEach(Cursor::restart);
    }

    /** Whether nothing waits here. */
    boolean isEmpty() {
        return peek() == 0;
    }

    /** Takes out all that waits, higher priorities first. */
    LongRing takeAll() {
        LongRing all = new LongRing();
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            Lane lane = lanes[priority];
            for (long first = lane == null ? 0 : first(lane); lane != null && first != 0; first = first(lane)) {
                take(priority, first);
                all.add(first);
            }
        }
        return all;
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
        boolean isBack = !lane.returned.isEmpty() && lane.returned.first().sequence() == sequence;
        if (isBack) lane.returned.pollFirst();
        else lane.row.remove();
    }

    /** Takes out an entry wherever it stands, which from now on is not waiting unless it comes back. */
    void pick(int priority, long sequence) {
        Lane lane = lane(priority);
        if (!lane.returned.isEmpty() && lane.returned.remove(delays.place(sequence))) return;
        lane.picked++;
        if (lane.picked > Math.max(PICKED_MIN, lane.row.count() / 2)) drawUp(lane, priority);
    }

    /** How many entries the rows name, those that do not wait there any more included. */
    long length() {
        long length = 0;
        for (Lane lane : lanes) if (lane != null) length += lane.row.count();
        return length;
    }

    /** A place at the beginning, which moves along until {@link #forget}. */
    Cursor cursor() {
        Cursor cursor = new Cursor();
        cursors.add(cursor);
        return cursor;
    }

    void forget(Cursor cursor) {
        cursors.remove(cursor);
    }

    /** The next waiting entry that the cursor has not come by, 0 if there is none now. */
    long next(Cursor cursor) {
        return next(cursor, true);
    }

    /** As {@link #next}, but the cursor stays before it. */
    long peek(Cursor cursor) {
        return next(cursor, false);
    }

    private long next(Cursor cursor, boolean moves) {
        for (int priority = PRIORITIES - 1; priority >= 0; priority--) {
            Lane lane = lanes[priority];
            long next = lane == null ? 0 : next(lane, cursor, priority, moves);
            if (next != 0) return next;
        }
        return 0;
    }

    private long next(Lane lane, Cursor cursor, int priority, boolean moves) {
        Place back = lane.returned.isEmpty() ? null : lane.returned.higher(cursor.returnedAfter[priority]);
        for (; back != null && !isWaiting.test(back.sequence()); back = lane.returned.higher(back)) {
            cursor.returnedAfter[priority] = back;
        }
        long position = Math.max(cursor.positions[priority], lane.row.first());
        while (position < lane.row.end() && !isWaiting.test(lane.row.at(position))) position++;
        cursor.positions[priority] = position;
        long ahead = position < lane.row.end() ? lane.row.at(position) : 0;
        int order = back == null ? 1 : ahead == 0 ? -1 : delays.compare(back, ahead); // 0 if its row names it still.
        if (moves && back != null && order <= 0) cursor.returnedAfter[priority] = back;
        if (moves && ahead != 0 && order >= 0) cursor.positions[priority]++;
        return back != null && order <= 0 ? back.sequence() : ahead;
    }

    private long first(Lane lane) {
        while (!lane.returned.isEmpty() && !isWaiting.test(lane.returned.first().sequence())) lane.returned.pollFirst();
        while (!lane.row.isEmpty() && !isWaiting.test(lane.row.at(lane.row.first()))) lane.row.remove();
        Place back = lane.returned.isEmpty() ? null : lane.returned.first();
        long head = lane.row.isEmpty() ? 0 : lane.row.at(lane.row.first());
        return back != null && (head == 0 || delays.compare(back, head) < 0) ? back.sequence() : head;
    }

    /** Leaves out what does not wait there, and moves the cursors along. */
    private void drawUp(Lane lane, int priority) {
        List<Cursor> ahead = new ArrayList<>(cursors);
        ahead.sort(Comparator.comparingLong(cursor -> cursor.positions[priority]));
        LongRing row = new LongRing();
        int moved = 0;
        for (long position = lane.row.first(); position < lane.row.end(); position++) {
            for (; moved < ahead.size() && ahead.get(moved).positions[priority] <= position; moved++) {
                ahead.get(moved).positions[priority] = row.end();
            }
            long sequence = lane.row.at(position);
            if (isWaiting.test(sequence)) row.add(sequence);
        }
        for (; moved < ahead.size(); moved++) ahead.get(moved).positions[priority] = row.end();
        lane.row = row;
        lane.picked = 0;
    }

    private Lane lane(int priority) {
        Lane lane = lanes[priority];
        if (lane == null) lane = lanes[priority] = new Lane();
        return lane;
    }
}
