package io.belay.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** One batch on its way: open, then sealed, then with the disk. */
final class Batch {
    private static final int HEAP_MAX = 32 << 10; // small batches: copied by the disk at no cost worth a direct buffer

    final long number;
    final int segment;
    final int offset; // in the segment's file
    private ByteBuffer bytes;
    private int records;

    /** Opens a batch that will lie at {@code offset} of {@code segment}. {@code buffer} is any free one. */
    Batch(long number, int segment, int offset, ByteBuffer buffer) {
        this.number = number;
        this.segment = segment;
        this.offset = offset;
        bytes = buffer.clear().position(BatchFormat.HEADER);
    }

    boolean isEmpty() {
        return records == 0;
    }

    /** Its length if it were sealed now. */
    int length() {
        return BatchFormat.padded(bytes.position());
    }

    long place() {
        return Place.of(segment, offset);
    }

    /** Appends a command and returns its place. */
    long append(byte[] source, int from, int length, CRC32C crc) {
        reserve(RecordFormat.length(length));
        long place = Place.of(segment, offset + bytes.position());
        RecordFormat.putCommand(bytes, source, from, length, crc);
        records++;
        return place;
    }

    /** Appends a moved record and returns its place. */
    long move(long message, ByteBuffer body, CRC32C crc) {
        reserve(RecordFormat.length(body.remaining() + RecordFormat.NUMBER_MAX));
        long place = Place.of(segment, offset + bytes.position());
        RecordFormat.putMoved(bytes, message, body, crc);
        records++;
        return place;
    }

    DiskOrder.Write seal(long logId, CRC32C crc) {
        BatchFormat.seal(bytes, logId, records, number, crc);
        return new DiskOrder.Write(segment, offset, bytes, number);
    }

    /** Its buffer, once the disk has given it back. */
    ByteBuffer buffer() {
        return bytes;
    }

    private void reserve(int count) {
        int needed = bytes.position() + count + 8; // room for the padding too
        if (needed <= bytes.capacity()) return;
        int grown = Math.max(needed, 2 * bytes.capacity());
        ByteBuffer larger = grown <= HEAP_MAX ? ByteBuffer.allocate(grown) : ByteBuffer.allocateDirect(grown);
        bytes = larger.put(bytes.flip());
    }
}
