package io.belay.log;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.Many;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A checkpoint's file: the head, then three blocks, then nothing.
 *
 * <pre>
 *  head, 32 bytes, with the id │ block: position │ block: live records │ block: the caller's state
 *
 *  block            0       4       8
 *                   +-------+-------+------------------+
 *                   |length |crc32c | body             |   checksum of log id, id, length and body
 *                   +-------+-------+------------------+
 *  position         place behind the last batch covered, 8 bytes; number of the next batch, 8 bytes
 *  live records     varint count; for each: number and place less those of the one before, zigzag varints; varint length
 * </pre>
 */
final class CheckpointFormat {
    /** What a valid one says; {@code state} is a view of the file. */
    record Content(long position, long nextBatch, LiveRecords live, ByteBuffer state) {}

    private static final int BLOCK_HEAD = 8;

    private CheckpointFormat() {}

    static List<ByteBuffer> write(long logId, long id, long position, LiveRecords live, ByteBuffer state) {
        ByteBuffer place = ByteBuffer.allocate(16).putLong(position).putLong(id).flip();
        ByteBuffer table = writeLive(live);
        return List.of(
                FileHead.write(FileHead.CHECKPOINT, logId, id),
                blockHead(logId, id, place),
                place,
                blockHead(logId, id, table),
                table,
                blockHead(logId, id, state),
                state.duplicate());
    }

    /** What is wrong with {@code file}; empty if nothing. The position stays. */
    static String fault(ByteBuffer file, long id) {
        String fault = FileHead.fault(file, FileHead.CHECKPOINT, id);
        if (!fault.isEmpty()) return fault;
        ByteBuffer rest = file.duplicate().position(file.position() + FileHead.LENGTH);
        for (int block = 0; block < 3; block++) {
            int offset = rest.position();
            if (!isBlockValid(rest, FileHead.logIdOf(file), id)) return "the block at byte " + offset + " is damaged";
        }
        return rest.hasRemaining() ? Many.of(rest.remaining(), "byte") + " too many" : "";
    }

    /** Reads a file that has no {@link #fault}. */
    static Content read(ByteBuffer file) {
        ByteBuffer rest = file.duplicate().position(file.position() + FileHead.LENGTH);
        ByteBuffer position = body(rest);
        LiveRecords live = readLive(new ByteReader(body(rest)));
        return new Content(position.getLong(0), position.getLong(8), live, body(rest));
    }

    private static ByteBuffer writeLive(LiveRecords live) {
        ByteWriter out = new ByteWriter((int) Math.min(64 << 20, 16 + 8 * live.count()));
        long[] before = new long[2]; // number and place
        out.writeVarint(live.count());
        live.forEach((number, place) -> {
            out.writeVarint(zigzag(number - before[0])).writeVarint(zigzag(place - before[1]));
            out.writeVarint(live.lengthOf(number));
            before[0] = number;
            before[1] = place;
        });
        return out.view();
    }

    private static LiveRecords readLive(ByteReader in) {
        LiveRecords live = new LiveRecords();
        long number = 0;
        long place = 0;
        for (long left = in.readVarint(); left > 0; left--) {
            number += unzigzag(in.readVarint());
            place += unzigzag(in.readVarint());
            live.keep(number, place, in.readVarint(Integer.MAX_VALUE));
        }
        return live;
    }

    private static ByteBuffer blockHead(long logId, long id, ByteBuffer body) {
        ByteBuffer head = ByteBuffer.allocate(BLOCK_HEAD).putInt(body.remaining());
        return head.putInt(checksum(logId, id, body)).flip();
    }

    private static boolean isBlockValid(ByteBuffer in, long logId, long id) {
        if (in.remaining() < BLOCK_HEAD) return false;
        int length = in.getInt();
        int checksum = in.getInt();
        if (length < 0 || length > in.remaining()) return false;
        ByteBuffer body = in.slice(in.position(), length);
        in.position(in.position() + length);
        return checksum == checksum(logId, id, body);
    }

    private static ByteBuffer body(ByteBuffer in) {
        int length = in.getInt();
        ByteBuffer body = in.position(in.position() + 4).slice().limit(length);
        in.position(in.position() + length);
        return body;
    }

    private static int checksum(long logId, long id, ByteBuffer body) {
        CRC32C crc = new CRC32C();
        ByteBuffer seed = ByteBuffer.allocate(20).putLong(logId).putLong(id).putInt(body.remaining());
        crc.update(seed.flip());
        crc.update(body.duplicate());
        return (int) crc.getValue();
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
