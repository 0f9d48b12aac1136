package io.belay.log;

import io.belay.base.Check;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The order of commands. Records are appended to the open batch; a batch is sealed, written and synced as one; nothing
 * in it may be confirmed before {@link #synced()} has reached its number. Performs nothing itself: after any call the
 * caller carries out {@link #orders()} and later passes what became of them to {@link #report}. One thread.
 *
 * <p>The law of the caller's loop: append; {@link #seal()}; carry out {@link #orders()}; {@link #report} what came back;
 * release what {@link #synced()} allows; again.
 */
public final class Log {
    /** A read that waits until its record is on disk. */
    private record Waiting(long place, DiskOrder.Read read) {}

    private final LogOptions options;
    private final Orders orders = new Orders();
    private final LiveRecords live;
    private final Segments segments;
    private final Batches batches;
    private final Checkpoints checkpoints;
    private final Cleaning cleaning;
    private final Holding holding;
    private final ArrayDeque<Waiting> waitingReads = new ArrayDeque<>(); // in ascending order of places, nearly
    private final CRC32C crc = new CRC32C();

    /** Goes on where {@code start} ended. */
    public Log(LogOptions options, LogStart start) {
        this.options = options;
        live = start.live;
        start.truncates.forEach(orders::add);
        segments = new Segments(options, start, orders);
        batches = new Batches(options, start, segments, orders);
        checkpoints = new Checkpoints(options, start, orders);
        cleaning = new Cleaning(options, live, segments, batches, orders);
        cleaning.checkpointed(checkpoints.segment());
        holding = new Holding(segments, batches, checkpoints, orders);
    }

    /** What people may know of it now. */
    public LogView view() {
        List<LogView.Segment> files = new ArrayList<>();
        for (int closed : segments.closedFrom(0)) files.add(view(closed, segments.usedIn(closed)));
        files.add(view(segments.current(), segments.offset()));
        return new LogView(
                files,
                batches.synced(),
                checkpoints.newest(),
                checkpoints.segment(),
                cleaning.victim(),
                cleaning.moved());
    }

    private LogView.Segment view(int segment, int usedBytes) {
        return new LogView.Segment(segment, usedBytes, live.countIn(segment), live.bytesIn(segment));
    }

    /** What keeps files while a backup copies them. */
    public Holding holding() {
        return holding;
    }

    /**
     * Appends a record to the open batch. Afterwards {@link #filling()} is the number of its batch, which may be greater
     * than before: when the segment has no room the open batch is closed and the record begins a new one.
     *
     * @param bytes holds the record; copied
     * @param from its first byte
     * @param length 1 to {@link LogOptions#recordLengthMax()}
     * @return its place, see {@link Place}
     * @throws IllegalArgumentException if the length is out of range
     */
    public long append(byte[] bytes, int from, int length) {
        Check.argument(
                length > 0 && length <= options.recordLengthMax(),
                "a record of 1 to " + options.recordLengthMax() + " bytes",
                length);
        return batches.append(bytes, from, length);
    }

    /** The longest record that it takes, bytes. */
    public int recordLengthMax() {
        return options.recordLengthMax();
    }

    /**
     * Whether a record that makes the log grow (a publish) may be appended. False while the disk is nearly full; then
     * the room that is left is for records that help to empty it: settles, attaches, detaches, ticks.
     */
    public boolean hasRoom(int length) {
        return length <= options.recordLengthMax() && !segments.isNearlyFull() && !failed();
    }

    /**
     * Whether the disk is nearly full: its free space fell below {@link LogOptions#reserveBytes} and has not come back to
     * {@link LogOptions#resumeBytes}, or a segment could not be made.
     */
    public boolean isNearlyFull() {
        return segments.isNearlyFull();
    }

    /** Whether the caller should append no more until the next report: the open batch is long, or the disk is behind. */
    public boolean isFull() {
        return batches.isFull() || segments.isWaiting() || failed();
    }

    /**
     * Whether all that was appended is on disk: the open batch is empty, and none waits for its segment or is being
     * written. Never again after a write {@link #failed}.
     */
    public boolean isIdle() {
        return batches.isIdle() && !failed();
    }

    /** Whether the batch that is being filled is empty: all that was appended is in those before it. */
    public boolean isSealed() {
        return batches.lastHolding() < batches.filling();
    }

    /** The number of the batch that is being filled. */
    public long filling() {
        return batches.filling();
    }

    /**
     * All batches up to this number are on disk. After a start the last batch that was found is written once more before
     * it counts: if its sync had failed, the system would show what the disk does not have.
     */
    public long synced() {
        return batches.synced();
    }

    /**
     * Closes the open batch if it holds records and its turn has come: nothing is being synced, or it is long enough to
     * be worth a write that queues behind the one under way. Its write is then among the orders.
     *
     * @return whether a batch was closed
     */
    public boolean seal() {
        return batches.seal();
    }

    /** See {@link LiveRecords#keep}. To be called right after the record was appended. */
    public void keep(long number, long place, int length) {
        live.keep(number, place, length);
        cleaning.watch();
    }

    /** See {@link LiveRecords#drop}. To be called right after the record that makes it so was appended. */
    public void drop(long number) {
        live.drop(number);
        cleaning.watch();
    }

    /** Where the record of {@code number} begins, now; -1 if it is not kept. Changes when the record is moved. */
    public long placeOf(long number) {
        return live.placeOf(number);
    }

    /** The length of the record of {@code number} as it was appended, bytes; 0 if it is not kept. */
    public int lengthOf(long number) {
        return live.lengthOf(number);
    }

    /** How many records are kept. */
    public long liveCount() {
        return live.count();
    }

    /**
     * Asks for the records of {@code span}. The answer is a {@link DiskReport.ReadDone}, to be opened by {@link #bodyOf},
     * or a {@link DiskReport.ReadFailed} with this request. A record whose batch is not synced yet is read after it is.
     *
     * @param request 0 and up
     */
    public void read(long request, Span span) {
        Check.argument(request >= 0, "a request of 0 or more", request);
        DiskOrder.Read read = span.read(request);
        if (batches.isSynced(span.lastPlace())) orders.add(read);
        else waitingReads.add(new Waiting(span.lastPlace(), read));
    }

    /**
     * What is to be read for the record of a kept message, to be read before the log is told anything else.
     *
     * @throws IllegalArgumentException if it is not kept
     */
    public Span span(long number) {
        long place = live.placeOf(number);
        Check.argument(place > 0, "the number of a kept message", number);
        return new Span(place, RecordFormat.length(live.lengthOf(number)));
    }

    /** Adds the record of a kept message to {@code span}; false, and nothing is done, if it does not lie close behind. */
    public boolean extend(Span span, long number) {
        long place = live.placeOf(number);
        Check.argument(place > 0, "the number of a kept message", number);
        return span.add(place, RecordFormat.length(live.lengthOf(number)));
    }

    /**
     * The bytes of one of the records that {@code span} has, as they were appended; the first is 0.
     *
     * @throws CorruptLogException if its checksum is wrong
     */
    public ByteBuffer bodyOf(DiskReport.ReadDone done, Span span, int index) {
        ByteBuffer record = done.bytes().slice(span.offset(index), span.end(index) - span.offset(index));
        String fault = RecordFormat.fault(record, crc);
        if (!fault.isEmpty()) throw damaged(span.place(index), fault);
        return RecordFormat.appended(record);
    }

    private static CorruptLogException damaged(long place, String found) {
        String segment = FileNames.segment(Place.segmentOf(place));
        return new CorruptLogException(segment, Place.offsetOf(place), found, Cleaning.REMEDY);
    }

    /** Takes what became of an order. Every report must come here, in order; answers to own reads are ignored. */
    public void report(DiskReport report) {
        if (report instanceof DiskReport.Written written) written(written);
        else if (report instanceof DiskReport.WriteFailed broken) fail(broken);
        else if (report instanceof DiskReport.Prepared prepared) prepared(prepared);
        else if (report instanceof DiskReport.PrepareFailed broken) prepareFailed(broken);
        else if (report instanceof DiskReport.CheckpointWritten written) checkpointWritten(written);
        else if (report instanceof DiskReport.CheckpointFailed) checkpoints.failed(batches.closedBytes());
        else if (report instanceof DiskReport.Deleted) deleted();
        else if (report instanceof DiskReport.ReadDone done) cleaning.readDone(done);
        else if (report instanceof DiskReport.ReadFailed broken) cleaning.readFailed(broken);
        else if (report instanceof DiskReport.Free free) segments.free(free.freeBytes());
        else throw new AssertionError("no branch for " + report); // LogTest holds this unreachable
        cleaning.step();
        holding.watch();
    }

    /** What is to be done now, in order; each is named once. */
    public List<DiskOrder> orders() {
        return orders.drain();
    }

    /** Whether a write failed or nothing fits any more. Final: no batch will be synced again; the node stops. */
    public boolean failed() {
        return !batches.failure().isEmpty();
    }

    /** Why it failed; empty if it did not. */
    public String failure() {
        return batches.failure();
    }

    /**
     * Whether another checkpoint is due, and none is under way: so much was written since the last, or the disk is nearly
     * full and a checkpoint would let segments go.
     */
    public boolean wantsCheckpoint() {
        boolean frees = segments.isNearlyFull() && cleaning.gainsFromCheckpoint(checkpoints.segment());
        return !failed() && checkpoints.isDue(batches.closedBytes(), frees);
    }

    /**
     * Takes the caller's state, as it is after every record appended so far, for a checkpoint. It is written once those
     * records are synced; then the log before it is no longer replayed. Nothing happens while one is under way, or if no
     * record was appended since the start or the last one.
     *
     * @param state from position to limit; the log's until the checkpoint is written or failed
     */
    public void checkpoint(ByteBuffer state) {
        if (checkpoints.isUnderWay() || failed()) return;
        batches.close();
        checkpoints.take(batches, live, state);
        checkpoints.release(batches.synced());
    }

    /**
     * Tries again what failed for want of space. To be called every second or so: it also finds out whether somebody else
     * has filled the disk.
     */
    public void retry() {
        checkpoints.forgive();
        orders.add(new DiskOrder.Measure());
    }

    private void written(DiskReport.Written written) {
        batches.written(written.batch());
        while (!waitingReads.isEmpty() && batches.isSynced(waitingReads.peek().place())) {
            orders.add(waitingReads.poll().read());
        }
        checkpoints.release(batches.synced());
        cleaning.deleteEmptied();
    }

    private void fail(DiskReport.WriteFailed broken) {
        batches.fail("batch " + broken.batch() + " could not be written: " + broken.why());
    }

    private void prepared(DiskReport.Prepared prepared) {
        segments.prepared(prepared.segment(), prepared.freeBytes());
        batches.flush();
    }

    private void prepareFailed(DiskReport.PrepareFailed broken) {
        boolean goesOn = segments.prepareFailed(broken.segment());
        if (!goesOn) batches.fail("there is no segment to write to: " + broken.why());
    }

    private void checkpointWritten(DiskReport.CheckpointWritten written) {
        checkpoints.written(written.id());
        cleaning.checkpointed(checkpoints.segment());
    }

    private void deleted() {
        if (segments.isNearlyFull()) orders.add(new DiskOrder.Measure());
    }
}
