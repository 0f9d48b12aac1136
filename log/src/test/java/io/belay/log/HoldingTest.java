package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class HoldingTest {
    private static final LogOptions OPTIONS = new LogOptions(1024, 256, 4096, 1000, 50);

    private final TestFiles files = new TestFiles();
    private final Log log = new Log(OPTIONS, LogStart.fresh(7));
    private final ArrayDeque<DiskOrder> orders = new ArrayDeque<>();
    private final TreeMap<Long, TreeMap<Long, String>> keptAt = new TreeMap<>(); // batch to messages and texts
    private final TreeMap<Long, String> kept = new TreeMap<>();
    private long nextNumber = 1;

    @Test
    void an_empty_log_has_nothing_to_copy() {
        assertThat(log.holding().begin()).isEqualTo(new Snapshot(0, 0, List.of()));
    }

    @Test
    void what_is_not_synced_is_not_in_the_snapshot() {
        settle();
        keep(40);
        settle();
        keep(40);
        log.seal();

        Snapshot snapshot = log.holding().begin();

        assertThat(snapshot.batch()).isEqualTo(1);
        assertThat(snapshot.pieces()).hasSize(1);
        settle();
        assertThat(recovered(copy(snapshot))).isEqualTo(keptAt.get(1L));
    }

    @Test
    void nothing_is_deleted_while_files_are_held_and_all_of_it_afterwards() {
        fillAndDropHalf();
        Snapshot snapshot = log.holding().begin();
        List<Integer> before = files.segments();
        files.done.clear();

        for (long number = kept.firstKey(); !kept.isEmpty(); number++) if (kept.containsKey(number)) drop(number);
        fillAndDropHalf();

        assertThat(files.segments()).containsAll(before);
        assertThat(files.done).noneMatch(HoldingTest::deletes);
        assertThat(log.holding().end()).isTrue();
        settle();
        assertThat(files.done).anyMatch(HoldingTest::deletes);
        assertThat(files.segments()).doesNotContain(before.get(0));
        assertThat(snapshot.pieces()).isNotEmpty();
    }

    @Test
    void one_holds_at_a_time_and_the_next_may_when_it_has_ended() {
        Holding holding = log.holding();
        holding.begin();

        assertThatThrownBy(holding::begin).isInstanceOf(IllegalStateException.class);

        assertThat(holding.end()).isTrue();
        assertThat(holding.end()).as("it has ended before").isFalse();
        holding.begin();
        assertThat(holding.isWhole()).isTrue();
    }

    @Test
    void a_disk_that_is_nearly_full_comes_first_when_something_could_go() {
        fillAndDropHalf();
        log.holding().begin();
        files.freeBytes = OPTIONS.reserveBytes();
        log.retry();
        settle();
        assertThat(log.holding().isWhole()).as("the disk is not nearly full").isTrue();

        files.freeBytes = OPTIONS.reserveBytes() - 1;
        log.retry();
        settle();
        assertThat(log.holding().isWhole()).as("nothing could go").isTrue();
        drop(kept.lastKey());
        settle();
        checkpoint();

        assertThat(log.holding().isWhole()).isFalse();
        assertThat(files.done).anyMatch(HoldingTest::deletes);
        assertThat(log.holding().end()).isFalse();
    }

    @ParameterizedTest
    @Seeds(60)
    void a_copy_made_while_the_log_goes_on_is_the_log_at_its_batch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        steps(random, random.nextInt(400));
        Snapshot snapshot = log.holding().begin();
        TestFiles copy = new TestFiles();
        List<Snapshot.Piece> left = new ArrayList<>(snapshot.pieces());
        while (!left.isEmpty()) {
            steps(random, random.nextInt(40));
            copy(left.remove(random.nextInt(left.size())), copy);
        }
        steps(random, random.nextInt(40));
        if (snapshot.checkpoint() > 0) copyCheckpoint(snapshot, copy);

        assertThat(log.holding().end()).isTrue();

        assertThat(recovered(copy)).isEqualTo(keptAt.getOrDefault(snapshot.batch(), new TreeMap<>()));
        assertThat(LogCheck.run(copy, OPTIONS, new Replayed(), bytes -> {})).satisfies(found -> {
            assertThat(found.faults()).isEmpty();
            assertThat(found.lastBatch()).isEqualTo(snapshot.batch());
        });
        steps(random, 50);
        settle();
        assertThat(recovered(files)).as("the log itself").isEqualTo(kept);
    }

    private void steps(SplittableRandom random, int count) {
        for (int step = 0; step < count; step++) {
            int what = random.nextInt(10);
            if (what < 4) keep(random.nextInt(1, 200));
            else if (what < 8 && !kept.isEmpty()) drop(kept.floorKey(random.nextLong(kept.firstKey(), nextNumber)));
            else if (log.wantsCheckpoint()) log.checkpoint(Replayed.state(0));
            if (random.nextBoolean()) log.seal();
            orders.addAll(log.orders());
            for (int some = random.nextInt(4); some > 0 && !orders.isEmpty(); some--) carryOutOne();
        }
    }

    private void keep(int length) {
        long number = nextNumber++;
        String text = "+" + number + " " + "x".repeat(length);
        kept.put(number, text);
        append(text);
    }

    private void drop(long number) {
        kept.remove(number);
        append("-" + number);
    }

    private void append(String text) {
        Replayed.append(log, text);
        keptAt.put(log.filling(), new TreeMap<>(kept));
    }

    private void carryOutOne() {
        DiskReport report = files.carryOut(orders.remove());
        if (report == null) return;
        log.report(report);
        // A batch of moved records alone changes nothing of what is kept.
        for (long batch = 1; batch <= log.filling(); batch++) keptAt.putIfAbsent(batch, stateBefore(batch));
        orders.addAll(log.orders());
    }

    private TreeMap<Long, String> stateBefore(long batch) {
        var before = keptAt.lowerEntry(batch);
        return before == null ? new TreeMap<>() : before.getValue();
    }

    private void settle() {
        for (boolean more = true; more; more = log.seal() || !orders.isEmpty()) {
            orders.addAll(log.orders());
            while (!orders.isEmpty()) carryOutOne();
        }
    }

    private void fillAndDropHalf() {
        long first = nextNumber;
        for (int count = 0; count < 40; count++) {
            keep(60);
            settle();
        }
        for (long number = first; number < first + 20; number++) drop(number);
        settle();
        checkpoint();
    }

    private void checkpoint() {
        log.checkpoint(Replayed.state(0));
        settle();
    }

    private static boolean deletes(DiskOrder order) {
        return order instanceof DiskOrder.Delete || order instanceof DiskOrder.DeleteCheckpoint;
    }

    private TestFiles copy(Snapshot snapshot) {
        TestFiles copy = new TestFiles();
        snapshot.pieces().forEach(piece -> copy(piece, copy));
        return copy;
    }

    private void copy(Snapshot.Piece piece, TestFiles to) {
        to.segments.put(piece.segment(), Arrays.copyOf(files.segments.get(piece.segment()), piece.length()));
    }

    private void copyCheckpoint(Snapshot snapshot, TestFiles to) {
        to.checkpoints.put(snapshot.checkpoint(), files.checkpoints.get(snapshot.checkpoint()));
    }

    /** What a start on these files keeps, with the text of each as it lies there. */
    private static TreeMap<Long, String> recovered(TestFiles from) {
        TreeMap<Long, String> found = new TreeMap<>();
        LiveRecords live = Recovery.run(from.copy(), OPTIONS, 7, new Replayed()).live();
        live.forEach((number, place) -> {
            ByteBuffer file = from.segment(Place.segmentOf(place));
            int length = RecordFormat.length(live.lengthOf(number));
            ByteBuffer record = file.slice(Place.offsetOf(place), length);
            found.put(
                    number,
                    StandardCharsets.UTF_8.decode(RecordFormat.appended(record)).toString());
        });
        return found;
    }
}
