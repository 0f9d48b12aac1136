package io.belay.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One batch in a segment: what is written and synced as one.
 *
 * <pre>
 *  0       4       8       12      16              24
 *  +-------+-------+-------+-------+---------------+-------------------------+---------+
 *  | mark  |crc32c |length |records| number        | records                 | padding |
 *  +-------+-------+-------+-------+---------------+-------------------------+---------+
 *   of log  of log  whole,  1 and   continuous from                           zeros, up
 *   id      id and  header  up      1 over all                                to a
 *           what    and             segments                                  multiple
 *           follows padding                                                   of 8
 * </pre>
 *
 * The mark and the checksum begin with the log id, which no client knows: so no message body can look like a batch.
 */
final class BatchFormat {
    static final int HEADER = 24;
    static final int PADDING_MAX = 7;
    private static final int MARK = 0xBE1A_B47C;

    private BatchFormat() {}

    static int mark(long logId) {
        return MARK ^ (int) (logId ^ logId >>> 32);
    }

    static int padded(int length) {
        return length + 7 & ~7;
    }

    /** Completes a batch whose records lie behind the header: from 0 to the position, which moves to 0. */
    static void seal(ByteBuffer batch, long logId, int records, long number, CRC32C crc) {
        while (batch.position() % 8 != 0) batch.put((byte) 0);
        int length = batch.flip().limit();
        batch.putInt(0, mark(logId)).putInt(8, length).putInt(12, records).putLong(16, number);
        batch.putInt(4, checksum(batch, 0, length, logId, crc));
    }

    /** The length of the batch at {@code offset}, bytes; 0 if there is no valid one. Moves position and limit. */
    static int validLength(ByteBuffer file, int offset, int end, long logId, CRC32C crc) {
        if (end - offset < HEADER || file.limit(end).getInt(offset) != mark(logId)) return 0;
        int length = file.getInt(offset + 8);
        boolean fits = length > HEADER && length <= end - offset && length % 8 == 0 && file.getInt(offset + 12) > 0;
        if (!fits) return 0;
        return file.getInt(offset + 4) == checksum(file, offset, length, logId, crc) ? length : 0;
    }

    /** The length of a batch that begins at {@code offset} and reaches beyond {@code end}, bytes; 0 if none does. Moves the limit. */
    static int lengthBeyond(ByteBuffer file, int offset, int end, long logId, long number) {
        if (end - offset < HEADER || file.limit(end).getInt(offset) != mark(logId)) return 0;
        int length = file.getInt(offset + 8);
        return numberOf(file, offset) == number && length > end - offset ? length : 0;
    }

    static int recordsOf(ByteBuffer file, int offset) {
        return file.getInt(offset + 12);
    }

    static long numberOf(ByteBuffer file, int offset) {
        return file.getLong(offset + 16);
    }

    private static int checksum(ByteBuffer file, int offset, int length, long logId, CRC32C crc) {
        int limit = file.limit();
        crc.reset();
        for (int shift = 56; shift >= 0; shift -= 8) crc.update((int) (logId >>> shift) & 0xFF);
        crc.update(file.limit(offset + length).position(offset + 8));
        file.limit(limit).position(0);
        return (int) crc.getValue();
    }
}
