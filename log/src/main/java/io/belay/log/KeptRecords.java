package io.belay.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The records that are kept, by the segment in which they lie: each must be there, and be whole. */
final class KeptRecords {
    /** Of one segment. */
    private static final class InSegment {
        final long[] numbers;
        final int[] offsets;
        int count;

        InSegment(int size) {
            numbers = new long[size];
            offsets = new int[size];
        }
    }

    private final LiveRecords live;
    private final TreeMap<Integer, InSegment> bySegment = new TreeMap<>();

    KeptRecords(LiveRecords live) {
        this.live = live;
        for (int segment : live.segments()) bySegment.put(segment, new InSegment((int) live.countIn(segment)));
        live.forEach((number, place) -> {
            InSegment its = in(Place.segmentOf(place));
            its.numbers[its.count] = number;
            its.offsets[its.count++] = Place.offsetOf(place);
        });
    }

    /** The segments in which one lies, ascending. */
    Iterable<Integer> segments() {
        return bySegment.keySet();
    }

    private InSegment in(int segment) {
        return Objects.requireNonNull(bySegment.get(segment), "a segment in which a record lives");
    }

    /** Looks at all that lie in {@code file}; says the first that is wrong, and how many more are. */
    void check(int segment, ByteBuffer file, List<LogCheck.Fault> faults) {
        CRC32C crc = new CRC32C();
        InSegment its = in(segment);
        int wrong = 0;
        int firstWrong = -1;
        for (int index = 0; index < its.count; index++) {
            if (isWhole(file, its.offsets[index], live.lengthOf(its.numbers[index]), crc)) continue;
            if (wrong++ == 0) firstWrong = index;
        }
        if (wrong == 0) return;
        String expected = "the record of message " + its.numbers[firstWrong];
        String found = "other bytes" + (wrong == 1 ? "" : "; " + (wrong - 1) + " more in this file are damaged too");
        faults.add(new LogCheck.Fault(
                FileNames.segment(segment), its.offsets[firstWrong], expected, found, LogCheck.RESTORE));
    }

    private static boolean isWhole(ByteBuffer file, int offset, int bodyLength, CRC32C crc) {
        int length = RecordFormat.length(bodyLength);
        if (offset > file.limit() - length) return false;
        return RecordFormat.fault(file.slice(offset, length), crc).isEmpty();
    }
}
