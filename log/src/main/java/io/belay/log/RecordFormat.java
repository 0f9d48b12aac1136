package io.belay.log;

import io.belay.base.Many;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record in a batch. The batch's checksum guards what is read at a start, the record's own what is read alone.
 *
 * <pre>
 *  0       4    5
 *  +-------+----+-----------------+---------------------------+
 *  |crc32c |kind| varint length   | body, 1 and up            |
 *  +-------+----+-----------------+---------------------------+
 *   of what follows
 * </pre>
 *
 * Kind 1, a command: the body is what was appended. Kind 2, a moved record: the body is a varint message number and then
 * what was appended. A varint is unsigned LEB128: seven bits a byte, low bits first.
 */
final class RecordFormat {
    static final byte COMMAND = 1;
    static final byte MOVED = 2;
    static final int HEAD_MAX = 4 + 1 + 5;
    static final int NUMBER_MAX = 10;

    private RecordFormat() {}

    /** The bytes of a record whose body has {@code bodyLength}. */
    static int length(int bodyLength) {
        return 4 + 1 + varintLength(bodyLength) + bodyLength;
    }

    static int varintLength(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }

    static void putCommand(ByteBuffer out, byte[] bytes, int from, int length, CRC32C crc) {
        int start = out.position();
        out.putInt(0).put(COMMAND);
        putVarint(out, length);
        out.put(bytes, from, length);
        checksum(out, start, crc);
    }

    static void putMoved(ByteBuffer out, long number, ByteBuffer body, CRC32C crc) {
        int start = out.position();
        out.putInt(0).put(MOVED);
        putVarint(out, varintLength(number) + body.remaining());
        putVarint(out, number);
        out.put(body.duplicate());
        checksum(out, start, crc);
    }

    /** The order that reads the whole record of a body of {@code bodyLength}. */
    static DiskOrder.Read read(long request, long place, int bodyLength) {
        return new DiskOrder.Read(request, Place.segmentOf(place), Place.offsetOf(place), length(bodyLength));
    }

    /** What was appended, of a record that fills {@code in}. */
    static ByteBuffer appended(ByteBuffer in) {
        ByteBuffer body = in.duplicate();
        byte kind = readKind(body);
        readVarint(body);
        if (kind == MOVED) readVarint(body);
        return body.slice();
    }

    /** What is wrong with the record that fills {@code in}; empty if nothing. The position stays. */
    static String fault(ByteBuffer in, CRC32C crc) {
        int start = in.position();
        int end = in.limit();
        if (end - start < 4) return "a record expected, " + Many.of(end - start, "byte") + " found";
        crc.reset();
        crc.update(in.position(start + 4));
        in.position(start);
        return in.getInt(start) == (int) crc.getValue() ? "" : "the checksum of the record is wrong";
    }

    /**
     * Reads the head of a record and moves to its body.
     *
     * @return its kind
     */
    static byte readKind(ByteBuffer in) {
        in.getInt();
        return in.get();
    }

    static long readVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) break;
        }
        return value;
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) out.put((byte) (rest | 0x80));
        out.put((byte) rest);
    }

    private static void checksum(ByteBuffer out, int start, CRC32C crc) {
        int end = out.position();
        int limit = out.limit();
        crc.reset();
        crc.update(out.limit(end).position(start + 4));
        out.limit(limit).putInt(start, (int) crc.getValue());
    }
}
