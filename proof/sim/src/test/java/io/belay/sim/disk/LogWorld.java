package io.belay.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.ByteReader;
import io.belay.log.DiskReport;
import io.belay.log.LiveRecords;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.log.Replay;
import io.belay.log.Span;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A log on a disk that fails, and a user that remembers what it appended. After every start what is replayed must be
 * what was appended, up to some record at or behind the last that was synced; and every kept record must be readable.
 */
final class LogWorld {
    /** What one record does: keeps message {@code number}, drops it ({@code keeps} false), or nothing (number 0). */
    private record Deed(long number, boolean keeps, long batch, byte[] bytes) {}

    /** Records that are being read, and the numbers of their messages. */
    private record Read(Span span, List<Long> numbers) {}

    final SplittableRandom chance;
    final MemoryDisk disk;
    final LogOptions options;
    final List<Deed> deeds = new ArrayList<>(); // all that are in the log, as far as we know
    final TreeMap<Long, byte[]> kept = new TreeMap<>(); // as of the last deed
    final ArrayDeque<DiskReport> reports = new ArrayDeque<>();
    private final Map<Long, Read> reads = new HashMap<>(); // by request
    Log log;
    private long lastRead;
    long nextNumber = 1;
    int starts;
    int failures;
    int readsDone;

    LogWorld(long seed, LogOptions options) {
        chance = new SplittableRandom(seed);
        disk = new MemoryDisk(1 << 20);
        this.options = options;
        log = recover();
    }

    void append() {
        if (log.isFull()) return;
        int kind = chance.nextInt(10);
        if (kind < 5) keep();
        else if (kind < 9 && !kept.isEmpty()) drop();
        else put(0, false, 10);
    }

    void keep() {
        int length = 20 + chance.nextInt(options.recordLengthMax() - 20);
        if (log.hasRoom(length) && !log.isFull())
            put(nextNumber++, true, chance.nextInt(4) == 0 ? length : 20 + length % 60);
    }

    void drop() {
        Long number = chance.nextInt(3) > 0 ? kept.firstKey() : kept.ceilingKey(1 + chance.nextLong(kept.lastKey()));
        put(number, false, 10);
    }

    void dropNewest() {
        if (!kept.isEmpty()) put(kept.lastKey(), false, 10);
    }

    /** Appends a record that neither keeps nor drops. */
    void put() {
        put(0, false, 10);
    }

    private void put(long number, boolean keeps, int length) {
        if (log.failed()) return;
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        ByteBuffer.wrap(bytes).put((byte) (keeps ? 1 : 0)).putLong(number);
        long place = log.append(bytes, 0, bytes.length);
        Deed deed = new Deed(number, keeps, log.filling(), bytes);
        deeds.add(deed);
        apply(deed, kept);
        if (keeps) log.keep(number, place, length);
        else if (number > 0) log.drop(number);
    }

    /** One step of the world, fair weather. */
    void step() {
        int what = chance.nextInt(10);
        if (what < 4) append();
        else if (what == 4) log.seal();
        else if (what < 7) reports.addAll(one(disk.stepWrite()));
        else if (what == 7) reports.addAll(one(disk.stepOther()));
        else if (what == 8) report();
        else read();
        if (log.wantsCheckpoint() || chance.nextInt(200) == 0) checkpoint();
        disk.take(log.orders());
    }

    void checkpoint() {
        log.checkpoint(ByteBuffer.allocate(4).putInt(deeds.size()).flip());
    }

    /** Carries out everything until nothing is left to do. */
    void settle() {
        do {
            log.seal();
            disk.take(log.orders());
            while (disk.hasWrite()) reports.addAll(one(disk.stepWrite()));
            while (disk.hasOther()) reports.addAll(one(disk.stepOther()));
            while (!reports.isEmpty()) report();
            log.seal();
            disk.take(log.orders());
        } while (disk.hasWrite() || disk.hasOther());
    }

    void kill() {
        disk.kill(chance);
        log = recover();
    }

    void losePower() {
        disk.losePower(chance);
        log = recover();
    }

    private void read() {
        if (kept.isEmpty()) return;
        Long number = kept.ceilingKey(1 + chance.nextLong(kept.lastKey()));
        Span span = log.span(number);
        List<Long> numbers = new ArrayList<>(List.of(number));
        for (int more = chance.nextInt(6); more > 0; more--) {
            number = kept.higherKey(number);
            if (number == null || !log.extend(span, number)) break;
            numbers.add(number);
        }
        read(log, span, numbers);
    }

    private void read(Log from, Span span, List<Long> numbers) {
        reads.put(++lastRead, new Read(span, numbers));
        from.read(lastRead, span);
    }

    void report() {
        DiskReport report = reports.poll();
        if (report == null) return;
        log.report(report);
        if (report instanceof DiskReport.ReadDone done && done.request() > 0) check(done);
        if (report instanceof DiskReport.ReadFailed failed && failed.request() > 0) {
            assertThat(kept.keySet())
                    .as("%s", failed)
                    .doesNotContainAnyElementsOf(take(failed.request()).numbers());
        }
    }

    private void check(DiskReport.ReadDone done) {
        Read read = take(done.request());
        for (int index = 0; index < read.numbers().size(); index++) {
            readsDone++;
            long number = read.numbers().get(index);
            ByteBuffer body = log.bodyOf(done, read.span(), index);
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            assertThat(ByteBuffer.wrap(bytes).getLong(1)).isEqualTo(number);
            if (kept.containsKey(number)) assertThat(bytes).isEqualTo(kept.get(number));
        }
    }

    private Read take(long request) {
        return Objects.requireNonNull(reads.remove(request), "a read that was asked for");
    }

    private Log recover() {
        long synced = log == null ? 0 : log.synced();
        if (log != null && log.failed()) failures++;
        starts++;
        reports.clear();
        reads.clear();
        List<byte[]> tail = new ArrayList<>();
        int[] covered = {0};
        LogStart start = Recovery.run(disk, options, 77, new Replay() {
            @Override
            public void state(ByteReader state) {
                covered[0] = state.readInt();
            }

            @Override
            public void record(long place, ByteBuffer body, LiveRecords live) {
                byte[] bytes = new byte[body.remaining()];
                body.get(bytes);
                tail.add(bytes);
                long number = ByteBuffer.wrap(bytes).getLong(1);
                if (bytes[0] == 1) live.keep(number, place, bytes.length);
                else if (number > 0) live.drop(number);
            }
        });
        compare(covered[0], tail, synced);
        assertThat(start.live().count()).isEqualTo(kept.size());
        Log next = new Log(options, start);
        kept.keySet().forEach(number -> read(next, next.span(number), List.of(number)));
        disk.take(next.orders());
        return next;
    }

    private void compare(int covered, List<byte[]> tail, long synced) {
        int count = covered + tail.size();
        assertThat(count).as("records found").isLessThanOrEqualTo(deeds.size());
        for (int index = covered; index < count; index++) {
            assertThat(tail.get(index - covered)).isEqualTo(deeds.get(index).bytes());
        }
        List<Deed> lost = deeds.subList(count, deeds.size());
        assertThat(lost).as("synced records that are lost").noneMatch(deed -> deed.batch() <= synced);
        lost.clear();
        kept.clear();
        deeds.forEach(deed -> apply(deed, kept));
    }

    private static void apply(Deed deed, TreeMap<Long, byte[]> kept) {
        if (deed.keeps()) kept.put(deed.number(), deed.bytes());
        else kept.remove(deed.number());
    }

    private static List<DiskReport> one(DiskReport report) {
        return report == null ? List.of() : List.of(report);
    }
}
