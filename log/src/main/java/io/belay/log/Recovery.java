package io.belay.log;

import io.belay.base.ByteReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a stopped broker left: the newest checkpoint, every batch after it, and the torn tail.
 *
 * <p>A batch that is not valid, with nothing valid after it in this segment or a later one, was being written when the
 * broker stopped: it was never confirmed and is cut. With a valid one after it, or with a hole in the numbers of the
 * batches, it is damage, and nothing is guessed.
 */
public final class Recovery {
    private static final String RESTORE = "Restore the data directory from a backup; cutting the log here would lose"
            + " messages that were acknowledged";

    private final LogFiles files;
    private final Replay replay;
    private final CRC32C crc = new CRC32C();
    private final TreeMap<Integer, Integer> closed = new TreeMap<>();
    private final List<LogStart.Ready> ready = new ArrayList<>();
    private final List<DiskOrder.Truncate> truncates = new ArrayList<>();
    private LiveRecords live = new LiveRecords();
    private long logId;
    private long nextBatch = 1;
    private long position; // where the replay begins; 0: at the first segment
    private String ignored = ""; // why a newer checkpoint was passed over
    private int lastSegment; // that holds a batch which was replayed; 0: none
    private int lastOffset;
    private int lastLength;
    private long bytes; // of all batches replayed
    private int endSegment; // where the valid batches end so far; 0: there are none
    private int endOffset;

    private Recovery(LogFiles files, Replay replay) {
        this.files = files;
        this.replay = replay;
    }

    /**
     * Reads the files and replays them.
     *
     * @param files what is there
     * @param options of the log that will go on
     * @param freshLogId for a log that has no file yet; see {@link LogStart#fresh}
     * @param replay takes the checkpoint's state and every record after it
     * @return what a {@link Log} goes on from
     * @throws CorruptLogException if a file is damaged other than by a torn last write
     */
    public static LogStart run(LogFiles files, LogOptions options, long freshLogId, Replay replay) {
        if (files.segments().isEmpty() && files.checkpoints().isEmpty()) return LogStart.fresh(freshLogId);
        return new Recovery(files, replay).run(options);
    }

    private LogStart run(LogOptions options) {
        List<Long> checkpoints = loadNewestCheckpoint();
        for (int segment : files.segments()) {
            if (segment < Place.segmentOf(position)) closed.put(segment, (int) files.segmentLength(segment));
            else replay(segment, options.segmentLength());
        }
        requireBatches();
        if (position != 0) requireSegment(Place.segmentOf(position), "the newest checkpoint ends in it");
        live.segments().forEach(this::requireKept);
        return new LogStart(
                logId,
                live,
                closed,
                ready,
                1
                        + (files.segments().isEmpty()
                                ? 0
                                : files.segments().get(files.segments().size() - 1)),
                nextBatch - 1,
                lastWrite(),
                truncates,
                Place.segmentOf(position),
                checkpoints,
                bytes);
    }

    /** Loads the newest valid one. Only a complete one bears its name, so a damaged one was damaged later. */
    private List<Long> loadNewestCheckpoint() {
        List<Long> ids = files.checkpoints();
        for (int index = ids.size() - 1; index >= 0; index--) {
            ByteBuffer file = files.checkpoint(ids.get(index)).slice();
            String fault = CheckpointFormat.fault(file, ids.get(index));
            if (fault.isEmpty()) {
                load(file);
                return newestLast(ids, index);
            }
            ignored = " (" + FileNames.checkpoint(ids.get(index)) + " is damaged as well: " + fault + ")";
        }
        return ids;
    }

    private static List<Long> newestLast(List<Long> ids, int index) {
        List<Long> ordered = new ArrayList<>(ids);
        ordered.add(ordered.remove(index));
        return ordered;
    }

    private void load(ByteBuffer file) {
        CheckpointFormat.Content content = CheckpointFormat.read(file);
        logId = FileHead.logIdOf(file);
        live = content.live();
        position = content.position();
        nextBatch = content.nextBatch();
        replay.state(new ByteReader(content.state()));
    }

    private void replay(int segment, int segmentLength) {
        ByteBuffer file = files.segment(segment).slice();
        checkHead(segment, file);
        int length = file.limit();
        int begin = segment == Place.segmentOf(position) ? Place.offsetOf(position) : FileHead.LENGTH;
        if (begin > length) throw damaged(segment, length, "the file ends before byte " + begin + " of the checkpoint");
        int end = replayBatches(segment, file, begin, length);
        refuseLaterBatch(segment, file, end, length);
        refuseCut(segment, file, end, length);
        if (end > FileHead.LENGTH) passReady();
        boolean unused = end == FileHead.LENGTH && length >= segmentLength && isZero(file, end, length);
        if (unused) {
            ready.add(new LogStart.Ready(segment, length));
            return;
        }
        closed.put(segment, end);
        if (length > end) truncates.add(new DiskOrder.Truncate(segment, end));
    }

    /** Empty segments before one in use were given up by an earlier start. */
    private void passReady() {
        ready.forEach(one -> closed.put(one.segment(), FileHead.LENGTH));
        ready.clear();
    }

    private void checkHead(int segment, ByteBuffer file) {
        String fault = FileHead.fault(file, FileHead.SEGMENT, segment);
        if (!fault.isEmpty()) throw damaged(segment, 0, fault);
        if (logId == 0) logId = FileHead.logIdOf(file);
        if (logId != FileHead.logIdOf(file)) throw damaged(segment, 16, "the segment belongs to another log");
    }

    /** Replays valid batches from {@code begin} on, and returns where they end. */
    private int replayBatches(int segment, ByteBuffer file, int begin, int length) {
        int offset = begin;
        int valid;
        while ((valid = BatchFormat.validLength(file, offset, length, logId, crc)) > 0) {
            long number = BatchFormat.numberOf(file, offset);
            if (number != nextBatch) throw hole(segment, offset, number);
            replayRecords(segment, file, offset, valid);
            lastSegment = segment;
            lastOffset = offset;
            lastLength = valid;
            nextBatch++;
            bytes += valid;
            offset += valid;
        }
        return offset;
    }

    private void replayRecords(int segment, ByteBuffer file, int offset, int length) {
        ByteBuffer in = file.duplicate().limit(offset + length).position(offset + BatchFormat.HEADER);
        for (int left = BatchFormat.recordsOf(file, offset); left > 0; left--) {
            long place = Place.of(segment, in.position());
            byte kind = RecordFormat.readKind(in);
            int bodyLength = (int) RecordFormat.readVarint(in);
            ByteBuffer body = in.slice(in.position(), bodyLength);
            if (kind == RecordFormat.MOVED) moved(RecordFormat.readVarint(body), place, bodyLength);
            else replay.record(place, body, live);
            in.position(in.position() + bodyLength);
        }
    }

    private void moved(long number, long place, int length) {
        if (live.placeOf(number) > 0) live.keep(number, place, length);
    }

    private void refuseLaterBatch(int segment, ByteBuffer file, int end, int length) {
        int mark = BatchFormat.mark(logId);
        for (int offset = end; offset + BatchFormat.HEADER <= length; offset += 8) {
            if (file.limit(length).getInt(offset) != mark) continue;
            if (BatchFormat.validLength(file, offset, length, logId, crc) == 0) continue;
            endSegment = segment;
            endOffset = end;
            throw hole(segment, offset, BatchFormat.numberOf(file, offset));
        }
        file.limit(length);
        if (end == FileHead.LENGTH) return;
        endSegment = segment;
        endOffset = end;
    }

    /** A file has its full length before a batch is written to it, so none that ends within a batch was left by a broker. */
    private void refuseCut(int segment, ByteBuffer file, int end, int length) {
        int cut = BatchFormat.lengthBeyond(file, end, length, logId, nextBatch);
        if (cut == 0) return;
        throw damaged(
                segment, end, "batch " + nextBatch + " has " + cut + " bytes, but the file ends at byte " + length);
    }

    private CorruptLogException hole(int segment, int offset, long number) {
        return damaged(
                endSegment == 0 ? segment : endSegment,
                endSegment == 0 ? offset : endOffset,
                "batch " + nextBatch + " expected, found none, but batch " + number + " follows in "
                        + FileNames.segment(segment) + " at byte " + offset);
    }

    private static boolean isZero(ByteBuffer file, int from, int to) {
        int offset = from;
        for (; offset + 8 <= to; offset += 8) {
            if (file.getLong(offset) != 0) return false;
        }
        for (; offset < to; offset++) {
            if (file.get(offset) != 0) return false;
        }
        return true;
    }

    /** The last batch once more: if its sync failed, the system may hold what the disk does not. */
    private DiskOrder.@Nullable Write lastWrite() {
        if (lastSegment == 0) return null;
        ByteBuffer copy = ByteBuffer.allocate(lastLength);
        copy.put(files.segment(lastSegment)
                .slice()
                .limit(lastOffset + lastLength)
                .position(lastOffset));
        return new DiskOrder.Write(lastSegment, lastOffset, copy.flip(), nextBatch - 1);
    }

    /** A checkpoint bears the number of the batch that was next, so the log must reach to it. */
    private void requireBatches() {
        for (long id : files.checkpoints()) {
            if (id <= nextBatch) continue;
            String found =
                    "it covers all batches before " + id + ", but the segments end before " + nextBatch + ignored;
            throw new CorruptLogException(FileNames.checkpoint(id), -1, found, RESTORE);
        }
    }

    private void requireSegment(int segment, String why) {
        if (!files.segments().contains(segment)) throw damaged(segment, -1, "the file is missing, but " + why);
    }

    private void requireKept(int segment) {
        String kept = live.countIn(segment) + " kept records";
        requireSegment(segment, kept + " lie in it");
        long bytes = live.bytesIn(segment);
        long length = files.segmentLength(segment);
        if (bytes > length)
            throw damaged(segment, -1, kept + " of " + bytes + " bytes lie in it, but it has " + length);
    }

    private CorruptLogException damaged(int segment, int offset, String found) {
        return new CorruptLogException(FileNames.segment(segment), offset, found + ignored, RESTORE);
    }
}
