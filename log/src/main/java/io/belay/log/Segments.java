package io.belay.log;

import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The row of segments: closed ones, the current one that takes batches, and the one that is prepared ahead of need.
 *
 * <pre>
 *  Prepare ──▶ ahead ──next()──▶ current ──next()──▶ closed ──Delete──▶ gone
 *                └──PrepareFailed──▶ nothing; another is asked for when there is room again
 * </pre>
 *
 * Until the disk answers Prepared a segment is <em>unprepared</em>, wherever it stands: batches may be placed in it but
 * not written.
 */
final class Segments {
    private static final int LONG_BATCH = 256 << 10; // longer on average: the device's rate counts, not its latency

    private final LogOptions options;
    private final long logId;
    private final Orders orders;
    private final TreeMap<Integer, Integer> closed; // number to used length
    private final ArrayDeque<LogStart.Ready> ahead;
    private final TreeSet<Integer> unprepared = new TreeSet<>();
    private int nextNumber;
    private boolean nearlyFull;
    private boolean tight = true; // room for a few more segments is not known to be there
    private int batches; // in the current segment

    private int current;
    private int length;
    private int offset; // of the next batch in the current segment

    Segments(LogOptions options, LogStart start, Orders orders) {
        this.options = options;
        this.orders = orders;
        logId = start.logId;
        closed = start.segments;
        ahead = new ArrayDeque<>(start.ready);
        nextNumber = start.nextSegment;
        enter();
    }

    int current() {
        return current;
    }

    int offset() {
        return offset;
    }

    int room() {
        return length - offset;
    }

    /** Whether batches for {@code segment} can be written. */
    boolean isPrepared(int segment) {
        return !unprepared.contains(segment);
    }

    boolean isNearlyFull() {
        return nearlyFull;
    }

    /** Whether to append no more until it is known whether there will be a segment to go on with. */
    boolean isWaiting() {
        if (unprepared.isEmpty() || !tight) return false;
        return !isPrepared(current)
                || room() < length / 3 && ahead.stream().noneMatch(one -> isPrepared(one.segment()));
    }

    /** The bytes that can still be written with what is prepared. */
    long reserve() {
        long sum = isPrepared(current) ? room() : 0;
        for (LogStart.Ready one : ahead) {
            if (isPrepared(one.segment())) sum += one.length() - FileHead.LENGTH;
        }
        return sum;
    }

    /** A batch of {@code bytes} was closed in the current segment. */
    void advance(int bytes) {
        offset += bytes;
        batches++;
    }

    /**
     * Closes the current segment and goes on to the next.
     *
     * @return whether there is one, or will be
     */
    boolean next() {
        if (ahead.isEmpty()) return false;
        closed.put(current, offset);
        enter();
        return true;
    }

    void prepared(int segment, long freeBytes) {
        unprepared.remove(segment);
        measured(freeBytes);
        if (freeBytes < options.reserveBytes()) nearlyFull = true;
        else if (freeBytes >= options.resumeBytes()) nearlyFull = false;
    }

    /**
     * The disk has no room for {@code segment}.
     *
     * @return whether the log can go on without it
     */
    boolean prepareFailed(int segment) {
        nearlyFull = true;
        tight = true;
        boolean unused = ahead.removeIf(one -> one.segment() == segment);
        if (unused) unprepared.remove(segment);
        return unused;
    }

    void free(long freeBytes) {
        measured(freeBytes);
        if (freeBytes < options.reserveBytes()) nearlyFull = true;
        else if (ahead.isEmpty()) prepare();
        else if (unprepared.isEmpty() && freeBytes >= options.resumeBytes()) nearlyFull = false;
    }

    /** The used length of a closed segment, bytes. */
    int usedIn(int segment) {
        return closed.getOrDefault(segment, 0);
    }

    /** The closed segments before {@code segment} that are not deleted, ascending. */
    Set<Integer> closedBefore(int segment) {
        return closed.headMap(segment).keySet();
    }

    /** The closed segments from {@code segment} on, ascending. */
    Set<Integer> closedFrom(int segment) {
        return closed.tailMap(segment).keySet();
    }

    void delete(int segment) {
        closed.remove(segment);
        orders.add(new DiskOrder.Delete(segment));
    }

    private void measured(long freeBytes) {
        tight = freeBytes - 4L * options.segmentLength() < options.reserveBytes();
    }

    private void enter() {
        if (ahead.isEmpty()) prepare();
        LogStart.Ready next = ahead.remove();
        if (ahead.isEmpty()) prepare();
        current = next.segment();
        length = next.length();
        offset = FileHead.LENGTH;
        batches = 0;
    }

    private void prepare() {
        int segment = nextNumber++;
        boolean filled = tight || offset < (long) LONG_BATCH * batches;
        unprepared.add(segment);
        ahead.add(new LogStart.Ready(segment, options.segmentLength()));
        orders.add(new DiskOrder.Prepare(
                segment, options.segmentLength(), filled, FileHead.write(FileHead.SEGMENT, logId, segment)));
    }
}
