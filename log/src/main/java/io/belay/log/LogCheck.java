package io.belay.log;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads all files of a log that no broker is writing to, changes nothing, and says what is there and what is wrong: each
 * checkpoint, each batch of each segment, also those that a start need not read; then it does what a start does; then it
 * looks at every record that is kept. It goes on after a fault, so that all are named at once.
 */
public final class LogCheck {
    /**
     * What is wrong. A torn last write is not.
     *
     * @param file its name
     * @param offset in it, bytes; -1 when the file as a whole is at fault
     * @param expected in words
     * @param found in words
     * @param remedy what the operator can do
     */
    public record Fault(String file, long offset, String expected, String found, String remedy) {}

    /**
     * A checkpoint.
     *
     * @param id its number
     * @param length bytes
     * @param kept records that it knows, 0 if it is damaged
     */
    public record CheckpointFound(long id, long length, long kept) {}

    /**
     * A segment.
     *
     * @param number of it
     * @param length bytes
     * @param used bytes up to the end of the last valid batch
     * @param batches valid ones
     * @param records in them
     * @param firstBatch its number, 0 if there is none
     * @param lastBatch its number, 0 if there is none
     * @param tornBytes behind the last valid batch, up to the last that is not zero: what was being written when the broker
     *     stopped
     */
    public record SegmentFound(
            int number,
            long length,
            long used,
            long batches,
            long records,
            long firstBatch,
            long lastBatch,
            long tornBytes) {}

    /**
     * All that was found.
     *
     * @param checkpoints ascending
     * @param segments those that could be read, ascending
     * @param faults in the order in which they were met; empty if the log is whole
     * @param lastBatch the batch with which the log ends; 0 if there is none or a start would be refused
     * @param kept records that are kept at its end
     */
    public record Findings(
            List<CheckpointFound> checkpoints,
            List<SegmentFound> segments,
            List<Fault> faults,
            long lastBatch,
            long kept) {
        /** Keeps copies. */
        public Findings {
            checkpoints = List.copyOf(checkpoints);
            segments = List.copyOf(segments);
            faults = List.copyOf(faults);
        }
    }

    static final String RESTORE = "restore the data directory from a backup; what is damaged cannot be guessed";
    private static final String OLDER =
            "a start takes the checkpoint before it if the log from there on is whole; remove the file only then";

    private final LogFiles files;
    private final LongConsumer progress;
    private final List<CheckpointFound> checkpoints = new ArrayList<>();
    private final List<SegmentFound> segments = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private long logId;

    private LogCheck(LogFiles files, LongConsumer progress) {
        this.files = files;
        this.progress = progress;
    }

    /**
     * Reads everything.
     *
     * @param files what is there
     * @param options of the log that would go on
     * @param replay takes what a start would replay; a fresh one
     * @param progress hears how many more bytes were read, after each file; every segment is read once here and, from
     *     the newest checkpoint on, once more by the replay, which is not counted
     */
    public static Findings run(LogFiles files, LogOptions options, Replay replay, LongConsumer progress) {
        return new LogCheck(files, progress).run(options, replay);
    }

    private Findings run(LogOptions options, Replay replay) {
        files.checkpoints().forEach(this::checkpoint);
        for (int number : files.segments()) {
            ByteBuffer file = content(number);
            if (file != null) segment(number, file);
        }
        joints();
        LogStart start = start(options, replay);
        if (start == null) return new Findings(checkpoints, segments, faults, 0, 0);
        KeptRecords kept = new KeptRecords(start.live());
        for (int number : kept.segments()) {
            ByteBuffer file = content(number);
            if (file != null) kept.check(number, file, faults);
        }
        return new Findings(
                checkpoints, segments, faults, start.lastBatch(), start.live().count());
    }

    private void checkpoint(long id) {
        String name = FileNames.checkpoint(id);
        try {
            ByteBuffer file = files.checkpoint(id).slice();
            String fault = CheckpointFormat.fault(file, id);
            long kept = fault.isEmpty() ? CheckpointFormat.read(file).live().count() : 0;
            if (fault.isEmpty()) logId = FileHead.logIdOf(file);
            else faults.add(new Fault(name, -1, "a whole checkpoint", fault, OLDER));
            checkpoints.add(new CheckpointFound(id, file.limit(), kept));
            progress.accept(file.limit());
        } catch (UncheckedIOException unreadable) {
            faults.add(new Fault(name, -1, "a file that can be read", cause(unreadable), OLDER));
        }
    }

    private @Nullable ByteBuffer content(int number) {
        try {
            return files.segment(number).slice();
        } catch (UncheckedIOException unreadable) {
            String name = FileNames.segment(number);
            boolean isKnown = faults.stream().anyMatch(fault -> fault.file().equals(name));
            if (!isKnown) faults.add(new Fault(name, -1, "a file that can be read", cause(unreadable), RESTORE));
            return null;
        }
    }

    private void segment(int number, ByteBuffer file) {
        String name = FileNames.segment(number);
        String fault = FileHead.fault(file, FileHead.SEGMENT, number);
        if (!fault.isEmpty()) faults.add(new Fault(name, 0, "the head of segment " + number, fault, RESTORE));
        else if (logId == 0) logId = FileHead.logIdOf(file);
        else if (logId != FileHead.logIdOf(file))
            faults.add(new Fault(name, 16, "a segment of this log", "one of another", RESTORE));
        segments.add(new SegmentScan(number, file, logId, faults).run());
        progress.accept(file.limit());
    }

    /** Batches go on from segment to segment, unless one in between was deleted. */
    private void joints() {
        SegmentFound before = null;
        boolean isRow = false; // no number is missing since then
        for (int index = 0; index < segments.size(); index++) {
            SegmentFound one = segments.get(index);
            isRow &= index > 0 && segments.get(index - 1).number() == one.number() - 1;
            if (one.batches() == 0) continue;
            if (before != null && isRow && one.firstBatch() != before.lastBatch() + 1) faults.add(joint(before, one));
            before = one;
            isRow = true;
        }
    }

    private static Fault joint(SegmentFound before, SegmentFound one) {
        String expected = "batch " + (before.lastBatch() + 1);
        String found = "none; batch " + one.firstBatch() + " follows in " + FileNames.segment(one.number());
        return new Fault(FileNames.segment(before.number()), before.used(), expected, found, RESTORE);
    }

    /** What a start would do; null if it would be refused. */
    private @Nullable LogStart start(LogOptions options, Replay replay) {
        try {
            return Recovery.run(files, options, 1, replay);
        } catch (CorruptLogException damage) {
            boolean isKnown = faults.stream()
                    .anyMatch(fault -> fault.file().equals(damage.file()) && fault.offset() == damage.offset());
            String expected = "a log that a broker can start with";
            if (!isKnown)
                faults.add(new Fault(damage.file(), damage.offset(), expected, damage.found(), damage.remedy()));
        } catch (UncheckedIOException unreadable) {
            if (faults.isEmpty()) faults.add(new Fault("", -1, "files that can be read", cause(unreadable), RESTORE));
        } catch (RuntimeException bug) {
            String newer = "start it with the version of Belay that wrote it; if that refuses it too, report it";
            faults.add(new Fault("", -1, "records that this version of the broker can apply", bug.toString(), newer));
        }
        return null;
    }

    private static String cause(UncheckedIOException unreadable) {
        return String.valueOf(unreadable.getCause());
    }

    /** The valid batches of one segment, and whatever lies between them. */
    private static final class SegmentScan {
        private final int number;
        private final ByteBuffer file;
        private final long logId;
        private final List<Fault> faults;
        private final CRC32C crc = new CRC32C();
        private long batches;
        private long records;
        private long firstBatch;
        private long lastBatch;

        SegmentScan(int number, ByteBuffer file, long logId, List<Fault> faults) {
            this.number = number;
            this.file = file;
            this.logId = logId;
            this.faults = faults;
        }

        SegmentFound run() {
            int length = file.limit();
            int used = Math.min(FileHead.LENGTH, length);
            for (int offset = next(used, length); offset >= 0; offset = next(used, length)) {
                take(used, offset);
                used = offset + BatchFormat.validLength(file, offset, length, logId, crc);
            }
            long torn = lastNonZero(used, length) - used;
            return new SegmentFound(number, length, used, batches, records, firstBatch, lastBatch, torn);
        }

        /** Where the next valid batch begins; -1 if there is none. */
        private int next(int from, int length) {
            int mark = BatchFormat.mark(logId);
            for (int offset = from; offset + BatchFormat.HEADER <= length; offset += 8) {
                boolean begins = file.limit(length).getInt(offset) == mark;
                if (begins && BatchFormat.validLength(file, offset, length, logId, crc) > 0) return offset;
            }
            return -1;
        }

        private void take(int expectedAt, int offset) {
            long found = BatchFormat.numberOf(file, offset);
            String expected = lastBatch == 0 ? "a batch" : "batch " + (lastBatch + 1);
            if (offset != expectedAt)
                fault(expectedAt, expected, "none; batch " + found + " follows at byte " + offset);
            else if (lastBatch != 0 && found != lastBatch + 1) fault(offset, expected, "batch " + found);
            if (firstBatch == 0) firstBatch = found;
            lastBatch = found;
            batches++;
            records += BatchFormat.recordsOf(file, offset);
        }

        private void fault(int offset, String expected, String found) {
            faults.add(new Fault(FileNames.segment(number), offset, expected, found, RESTORE));
        }

        private int lastNonZero(int from, int to) {
            int end = file.limit(to).limit();
            while (end > from && file.get(end - 1) == 0) end--;
            return end;
        }
    }
}
