package io.belay.log;

import io.belay.base.Check;
import io.belay.base.SparseInts;
import io.belay.base.SparseLongs;
import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the record of each message that is still needed lies, and how much of each segment is needed. About 15 bytes a
 * record: four million take some 60 MB. One thread at a time.
 */
public final class LiveRecords {
    private static final class Use {
        long count;
        long bytes;
    }

    private final SparseLongs places = new SparseLongs();
    private final SparseInts lengths = new SparseInts();
    private final TreeMap<Integer, Use> uses = new TreeMap<>(); // only segments with a live record
    private final ArrayDeque<Integer> emptied = new ArrayDeque<>(); // lost their last live record; not yet asked for
    private int lastSegment; // of the use touched last; most calls touch it again
    private @Nullable Use last;

    LiveRecords() {}

    /**
     * Keeps a record, or says where it lies now.
     *
     * @param number of the message, 1 and up
     * @param place where the record begins
     * @param length of its bytes as they were appended, 1 and up
     */
    public void keep(long number, long place, int length) {
        Check.argument(number > 0, "a message number of 1 or more", number);
        Check.argument(place > 0, "a place", place);
        Check.argument(length > 0, "a length of 1 or more", length);
        drop(number);
        places.put(number, place);
        lengths.put(number, length);
        Use use = use(Place.segmentOf(place));
        use.count++;
        use.bytes += length;
    }

    /** Gives up a record. Nothing happens if it is not kept. */
    public void drop(long number) {
        long place = places.at(number);
        if (place == 0) return;
        Use use = use(Place.segmentOf(place));
        use.count--;
        use.bytes -= lengths.at(number);
        if (use.count == 0) close(Place.segmentOf(place));
        places.put(number, 0);
        lengths.put(number, 0);
    }

    /** Where the record of {@code number} begins; -1 if it is not kept. */
    public long placeOf(long number) {
        long place = places.at(number);
        return place == 0 ? -1 : place;
    }

    /** The length of the record of {@code number} as it was appended, bytes; 0 if it is not kept. */
    public int lengthOf(long number) {
        return lengths.at(number);
    }

    /** How many records are kept. */
    public long count() {
        return places.count();
    }

    /** How many records of {@code segment} are kept. */
    public long countIn(int segment) {
        Use use = uses.get(segment);
        return use == null ? 0 : use.count;
    }

    /** The bytes of the records of {@code segment} that are kept. */
    public long bytesIn(int segment) {
        Use use = uses.get(segment);
        return use == null ? 0 : use.bytes;
    }

    /** The segments that hold a kept record, ascending. */
    Iterable<Integer> segments() {
        return uses.keySet();
    }

    /** Walks numbers and places; lengths are had by {@link #lengthOf}. */
    void forEach(SparseLongs.Visitor visitor) {
        places.forEach(visitor);
    }

    /** The next segment that lost its last kept record since it was last named here; null if none did. */
    @Nullable
    Integer nextEmptied() {
        return emptied.poll();
    }

    private Use use(int segment) {
        Use found = last;
        if (found == null || segment != lastSegment) {
            found = uses.computeIfAbsent(segment, number -> new Use());
            last = found;
            lastSegment = segment;
        }
        return found;
    }

    private void close(int segment) {
        uses.remove(segment);
        last = null;
        emptied.add(segment);
    }
}
