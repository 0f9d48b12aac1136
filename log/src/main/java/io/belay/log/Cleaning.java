package io.belay.log;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Lets segments go. One that holds no kept record, and that a durable checkpoint lies behind, is deleted as soon as
 * whatever emptied it is synced. One that holds few has them appended again, some at a time, which empties it.
 */
final class Cleaning {
    static final String REMEDY = "Stop the broker and restore the data directory from a backup, or look at the disk";
    private static final int STEP_BYTES = 256 << 10; // read and moved at once
    private static final int DROPS_BETWEEN_LOOKS = 4096;
    // What a record takes besides its bytes if it is moved into a batch of its own.
    private static final int FRAME_MAX =
            BatchFormat.HEADER + BatchFormat.PADDING_MAX + RecordFormat.HEAD_MAX + RecordFormat.NUMBER_MAX;

    private final LogOptions options;
    private final LiveRecords live;
    private final Segments segments;
    private final Batches batches;
    private final CRC32C crc = new CRC32C();
    private final Orders orders;
    private final TreeMap<Integer, Long> emptied = new TreeMap<>(); // segment to the batch that must be synced first
    private final TreeSet<Integer> unreadable = new TreeSet<>(); // victims, not tried again before the next start
    private int covered; // segments before this one are behind a durable checkpoint

    private int victim; // whose records are being moved; 0: none
    private long[] numbers = {}; // the victim's records
    private long[] places = {};
    private int next; // of numbers, to be read
    private int reading; // asked for, not answered
    private int dropsUntilLook;
    private long moved; // records, since the start

    Cleaning(LogOptions options, LiveRecords live, Segments segments, Batches batches, Orders orders) {
        this.options = options;
        this.live = live;
        this.segments = segments;
        this.batches = batches;
        this.orders = orders;
    }

    /** The segment whose records are being moved; 0: none. */
    int victim() {
        return victim;
    }

    /** How many records were moved. */
    long moved() {
        return moved;
    }

    /** Records were kept or dropped. */
    void watch() {
        dropsUntilLook--;
        for (Integer segment = live.nextEmptied(); segment != null; segment = live.nextEmptied()) {
            if (segment < covered) emptied.put(segment, batches.lastHolding());
        }
    }

    /** A checkpoint is durable whose position lies in {@code segment}. */
    void checkpointed(int segment) {
        covered = segment;
        dropsUntilLook = 0;
        for (int closed : segments.closedBefore(segment)) {
            if (live.countIn(closed) == 0) emptied.putIfAbsent(closed, batches.lastHolding());
        }
        deleteEmptied();
    }

    void deleteEmptied() {
        if (emptied.isEmpty()) return;
        emptied.entrySet().removeIf(this::isDone);
    }

    /** Whether a checkpoint now would let a segment go that the last one, in {@code segment}, does not. */
    boolean gainsFromCheckpoint(int segment) {
        return segments.closedFrom(segment).stream().anyMatch(closed -> live.countIn(closed) == 0);
    }

    /** Reads some more of the victim, if all that was read before is moved; picks another if there is none. */
    void step() {
        if (reading > 0
                || batches.isFull()
                || segments.isWaiting()
                || !batches.failure().isEmpty()) return;
        if (victim == 0) pick();
        int bytes = 0;
        long bytesMax = Math.min(STEP_BYTES, segments.reserve() / 4);
        for (; victim != 0 && next < numbers.length && bytes < bytesMax; next++) {
            if (live.placeOf(numbers[next]) != places[next]) continue;
            int length = live.lengthOf(numbers[next]);
            orders.add(RecordFormat.read(-1 - next, places[next], length));
            bytes += length;
            reading++;
        }
        if (reading > 0 || victim == 0) return;
        victim = 0;
        dropsUntilLook = 0;
    }

    void readDone(DiskReport.ReadDone done) {
        if (done.request() >= 0) return; // The caller's own.
        reading--;
        int index = (int) (-1 - done.request());
        if (live.placeOf(numbers[index]) != places[index]) return; // Dropped while it was read.
        String fault = RecordFormat.fault(done.bytes(), crc);
        if (fault.isEmpty()) move(numbers[index], RecordFormat.appended(done.bytes()));
        else batches.fail(damage(places[index], fault));
    }

    void readFailed(DiskReport.ReadFailed failed) {
        if (failed.request() >= 0) return;
        reading--;
        unreadable.add(victim);
        next = numbers.length;
    }

    private boolean isDone(Map.Entry<Integer, Long> entry) {
        if (live.countIn(entry.getKey()) > 0) return true;
        if (batches.synced() < entry.getValue()) return false;
        segments.delete(entry.getKey());
        unreadable.remove(entry.getKey());
        return true;
    }

    private void move(long number, ByteBuffer body) {
        int length = RecordFormat.varintLength(number) + body.remaining();
        live.keep(number, batches.move(number, body), length);
        moved++;
        watch();
    }

    private void pick() {
        if (covered == 0 || dropsUntilLook > 0) return;
        dropsUntilLook = DROPS_BETWEEN_LOOKS;
        long least = Long.MAX_VALUE;
        for (int segment : live.segments()) {
            if (segment >= covered) break;
            long bytes = live.bytesIn(segment);
            if (bytes >= least || unreadable.contains(segment) || !isWorthIt(segment, bytes)) continue;
            least = bytes;
            victim = segment;
        }
        if (victim != 0) list();
    }

    /**
     * Weighs what is written against what becomes free, each record in the worst case alone in its batch: so every move
     * makes the log shorter, and moving comes to an end.
     */
    private boolean isWorthIt(int segment, long bytes) {
        boolean fits = !segments.isNearlyFull() || bytes <= segments.reserve() / 4;
        long writtenMax = bytes + live.countIn(segment) * FRAME_MAX;
        return fits && writtenMax * 100 <= (long) options.compactBelowPercent() * segments.usedIn(segment);
    }

    /** One walk over all kept records for each victim; each victim gives back most of a segment. */
    private void list() {
        int count = (int) live.countIn(victim);
        numbers = new long[count];
        places = new long[count];
        next = 0;
        int[] index = {0};
        live.forEach((number, place) -> {
            if (Place.segmentOf(place) != victim) return;
            numbers[index[0]] = number;
            places[index[0]++] = place;
        });
    }

    private static String damage(long place, String fault) {
        return FileNames.segment(Place.segmentOf(place)) + " at byte " + Place.offsetOf(place) + ": " + fault + ". "
                + REMEDY;
    }
}
