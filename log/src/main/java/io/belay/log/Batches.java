package io.belay.log;

import io.belay.base.Check;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.zip.CRC32C;

/**
 * The batches on their way to the disk: one open, some closed that wait for their segment to be prepared, some with the
 * disk. They become synced in the order of their numbers.
 */
final class Batches {
    private static final int BUFFERS_KEPT = 3;

    private final LogOptions options;
    private final Segments segments;
    private final Orders orders;
    private final long logId;
    private final CRC32C crc = new CRC32C();
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(); // given back by the disk
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>(); // closed; their segment is not prepared yet
    private final ArrayDeque<Batch> flying = new ArrayDeque<>(); // with the disk
    private final long rewritten; // the last batch of the run before, written once more; 0: none
    private Batch filling;
    private long synced;
    private long closedBytes;
    private long closedEnd = -1; // the place behind the last closed batch
    private String failure = "";

    Batches(LogOptions options, LogStart start, Segments segments, Orders orders) {
        this.options = options;
        this.segments = segments;
        this.orders = orders;
        logId = start.logId;
        rewritten = start.lastWrite == null ? 0 : start.lastBatch;
        synced = start.lastWrite == null ? start.lastBatch : start.lastBatch - 1;
        filling = open(start.lastBatch + 1);
        if (start.lastWrite != null) orders.add(start.lastWrite);
    }

    long append(byte[] bytes, int from, int length) {
        makeRoom(RecordFormat.length(length));
        return filling.append(bytes, from, length, crc);
    }

    long move(long message, ByteBuffer body) {
        makeRoom(RecordFormat.length(body.remaining() + RecordFormat.NUMBER_MAX));
        return filling.move(message, body, crc);
    }

    long filling() {
        return filling.number;
    }

    long synced() {
        return synced;
    }

    boolean isFull() {
        return filling.length() >= options.batchBytesMax();
    }

    /** The bytes of all batches closed since the log was started. */
    long closedBytes() {
        return closedBytes;
    }

    /** The place behind the last closed batch; -1 if none was closed since the log was started. */
    long closedEnd() {
        return closedEnd;
    }

    String failure() {
        return failure;
    }

    /** The first failure is the one that counts. */
    void fail(String why) {
        if (failure.isEmpty()) failure = why;
    }

    /** The last batch that holds a record: once it is synced, so is all that was appended. */
    long lastHolding() {
        return filling.isEmpty() ? filling.number - 1 : filling.number;
    }

    /** Whether all that was appended is on disk: nothing fills, waits for its segment, or is with the disk. */
    boolean isIdle() {
        return synced == lastHolding();
    }

    /** Whether what lies at {@code place} is on disk. */
    boolean isSynced(long place) {
        return place < oldestUnsynced().place();
    }

    /** The batch before which all is on disk; the one that is filled, if that is all. */
    Batch oldestUnsynced() {
        Batch oldest = flying.isEmpty() ? waiting.peek() : flying.peek();
        return oldest == null ? filling : oldest;
    }

    /** See {@link Log#seal()}: a batch of an eighth of the greatest length is worth a write of its own. */
    boolean seal() {
        int under = flying.size() + waiting.size();
        boolean turn = under == 0 || under == 1 && filling.length() >= options.batchBytesMax() / 8;
        return turn && close();
    }

    /** Closes the open batch whatever is under way. */
    boolean close() {
        if (filling.isEmpty() || !failure.isEmpty()) return false;
        waiting.add(filling);
        closedBytes += filling.length();
        segments.advance(filling.length());
        closedEnd = Place.of(filling.segment, filling.offset + filling.length());
        filling = open(filling.number + 1);
        flush();
        return true;
    }

    /** Orders the writes whose segment is prepared. */
    void flush() {
        while (!waiting.isEmpty() && segments.isPrepared(waiting.peek().segment)) {
            Batch batch = waiting.poll();
            flying.add(batch);
            orders.add(batch.seal(logId, crc));
        }
    }

    void written(long number) {
        Check.invariant(number == synced + 1, "batches are written in order", number);
        synced = number;
        if (number == rewritten) return;
        Batch batch = flying.remove();
        boolean keeps = buffers.size() < BUFFERS_KEPT && batch.buffer().capacity() <= 2 * options.batchBytesMax();
        if (keeps) buffers.add(batch.buffer());
    }

    private void makeRoom(int length) {
        if (fits(length)) return;
        close();
        if (fits(length)) return;
        if (!segments.next()) fail("the disk is full: there is no segment to write to");
        filling = new Batch(filling.number, segments.current(), segments.offset(), filling.buffer());
    }

    private boolean fits(int length) {
        return filling.length() + length <= segments.room();
    }

    private Batch open(long number) {
        ByteBuffer free = buffers.poll();
        return new Batch(
                number, segments.current(), segments.offset(), free == null ? ByteBuffer.allocate(1024) : free);
    }
}
