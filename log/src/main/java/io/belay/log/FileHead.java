package io.belay.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of every file of the log.
 *
 * <pre>
 *  0               8       12      16              24              32
 *  +---------------+-------+-------+---------------+---------------+
 *  | magic         |version|crc32c | log id        | number        |
 *  +---------------+-------+-------+---------------+---------------+
 *                            of all the other bytes   of the segment, or the checkpoint's id
 * </pre>
 */
final class FileHead {
    static final int LENGTH = 32;
    static final int VERSION = 1;
    static final long SEGMENT = 0x42454C4159534547L; // "BELAYSEG"
    static final long CHECKPOINT = 0x42454C4159434B50L; // "BELAYCKP"

    private FileHead() {}

    static ByteBuffer write(long magic, long logId, long number) {
        ByteBuffer head = ByteBuffer.allocate(LENGTH);
        head.putLong(magic).putInt(VERSION).putInt(0).putLong(logId).putLong(number);
        head.flip();
        return head.putInt(12, checksum(head));
    }

    /** The log id in the head of {@code file}. Reads absolutely; the position stays. */
    static long logIdOf(ByteBuffer file) {
        return file.getLong(file.position() + 16);
    }

    /** What is wrong with the head of {@code file}; empty if nothing. Reads absolutely; the position stays. */
    static String fault(ByteBuffer file, long magic, long number) {
        if (file.remaining() < LENGTH) return "a head of " + LENGTH + " bytes expected, the file ends before";
        ByteBuffer head = file.slice(file.position(), LENGTH);
        if (head.getLong(0) != magic) return "the head does not begin as it must";
        if (head.getInt(8) != VERSION) return "format version " + VERSION + " expected, found " + head.getInt(8);
        if (head.getInt(12) != checksum(head)) return "the checksum of the head is wrong";
        if (head.getLong(24) != number) return "the head says number " + head.getLong(24);
        return "";
    }

    private static int checksum(ByteBuffer head) {
        CRC32C crc = new CRC32C();
        crc.update(head.slice(0, 12));
        crc.update(head.slice(16, LENGTH - 16));
        return (int) crc.getValue();
    }
}
