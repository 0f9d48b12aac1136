package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleaningTest {
    private static final LogOptions OPTIONS = new LogOptions(1024, 256, 1 << 20, 0, 25);

    private final TestFiles files = new TestFiles();
    private final Replayed replayed = new Replayed();
    private final Log log = new Log(OPTIONS, LogStart.fresh(7));

    @Test
    void a_segment_without_a_kept_record_goes_once_a_checkpoint_lies_behind_it() {
        fill(30);
        for (int number = 1; number <= 30; number++) write("-" + number);
        assertThat(files.segments()).contains(1);

        checkpoint();

        assertThat(files.segments()).doesNotContain(1, 2, 3);
    }

    @Test
    void a_segment_that_loses_its_last_record_after_the_checkpoint_goes_when_that_is_synced() {
        fill(30);
        checkpoint();
        files.done.clear();
        for (int number = 1; number <= 10; number++) Replayed.append(log, "-" + number);
        log.seal();
        List<DiskOrder> orders = log.orders();
        assertThat(orders).noneMatch(DiskOrder.Delete.class::isInstance);

        orders.forEach(order -> log.report(files.carryOut(order)));

        assertThat(log.orders()).contains(new DiskOrder.Delete(1));
    }

    @Test
    void the_few_records_of_an_old_segment_are_moved_and_read_as_before() {
        fill(30);
        for (int number = 1; number <= 9; number++) if (number != 4) write("-" + number);
        long place = log.placeOf(4);

        checkpoint();
        log.seal();
        files.run(log);

        assertThat(log.placeOf(4)).isGreaterThan(place);
        assertThat(files.segments()).doesNotContain(1);
        assertThat(read(4)).isEqualTo(text(4));
        assertThat(log.view().moved()).as("it, and what else lay there").isPositive();
    }

    @Test
    void people_see_which_segments_are_in_use_and_how_much_of_them_is_needed() {
        fill(30);
        write("-1");

        LogView before = log.view();
        checkpoint();
        LogView after = log.view();

        assertThat(before.segments())
                .extracting(LogView.Segment::number)
                .isSorted()
                .startsWith(1);
        assertThat(before.segments().stream()
                        .mapToLong(LogView.Segment::records)
                        .sum())
                .isEqualTo(29);
        assertThat(before.segments())
                .allSatisfy(each -> assertThat(each.liveBytes()).isLessThan(each.usedBytes()));
        assertThat(before.checkpoint()).isZero();
        assertThat(before.covered()).isZero();
        assertThat(after.checkpoint()).isPositive();
        assertThat(after.covered())
                .isEqualTo(before.segments().get(before.segments().size() - 1).number());
        assertThat(after.synced()).isEqualTo(log.synced());
    }

    @Test
    void a_moved_record_is_found_after_a_start_and_can_move_again() {
        fill(30);
        for (int number = 1; number <= 9; number++) if (number != 4) write("-" + number);
        checkpoint();
        log.seal();
        files.run(log);
        long place = log.placeOf(4);

        LogStart start = Recovery.run(files, OPTIONS, 7, replayed);

        assertThat(start.live().placeOf(4)).isEqualTo(place);
        for (int number = 10; number <= 30; number++) write("-" + number);
        fill(31, 60);
        for (int number = 31; number <= 60; number++) write("-" + number);
        checkpoint();
        log.seal();
        files.run(log);
        assertThat(log.placeOf(4)).isGreaterThan(place);
        assertThat(read(4)).isEqualTo(text(4));
    }

    @Test
    void a_record_that_is_dropped_while_it_is_read_for_a_move_is_not_moved() {
        fill(30);
        for (int number = 1; number <= 9; number++) if (number != 4) write("-" + number);
        log.checkpoint(Replayed.state(0));
        List<DiskOrder> reads = new ArrayList<>();
        while (reads.isEmpty()) {
            for (DiskOrder order : log.orders()) {
                if (order instanceof DiskOrder.Read) reads.add(order);
                else log.report(files.carryOut(order));
            }
        }
        Replayed.append(log, "-4");
        log.report(files.carryOut(reads.get(0)));
        log.seal();
        files.run(log);

        assertThat(log.placeOf(4)).isEqualTo(-1);
        assertThat(Recovery.run(files, OPTIONS, 7, replayed).live().placeOf(4)).isEqualTo(-1);
    }

    @Test
    void damage_that_is_met_while_moving_stops_the_log_with_its_place() {
        fill(30);
        for (int number = 1; number <= 9; number++) if (number != 4) write("-" + number);
        int offset = Place.offsetOf(log.placeOf(4));
        files.segments.get(1)[offset + 20] ^= 1;

        checkpoint();

        assertThat(log.failure()).contains("segment-00000001 at byte " + offset).contains("checksum");
    }

    @Test
    void a_segment_that_cannot_be_read_is_left_alone() {
        fill(30);
        for (int number = 1; number <= 9; number++) if (number != 4) write("-" + number);
        byte[] unreadable = files.segments.remove(1);

        checkpoint();
        files.segments.put(1, unreadable);
        write("more");

        assertThat(log.failed()).isFalse();
        assertThat(log.placeOf(4)).isPositive();
    }

    @Test
    void segments_that_cannot_be_read_are_tried_once_each() {
        fill(30);
        List<Integer> segments = List.of(1, 2);
        for (int number = 1; number <= 30; number++) {
            boolean isFew = number == 4 || number == 14;
            if (!isFew && segments.contains(Place.segmentOf(log.placeOf(number)))) write("-" + number);
        }
        files.segments.keySet().removeAll(segments);
        files.done.clear();

        checkpoint();
        for (int more = 0; more < 10; more++) write("more");

        assertThat(files.done)
                .filteredOn(DiskOrder.Read.class::isInstance)
                .extracting(order -> ((DiskOrder.Read) order).segment())
                .containsExactlyInAnyOrderElementsOf(segments);
        assertThat(Place.segmentOf(log.placeOf(4))).isEqualTo(1);
        assertThat(Place.segmentOf(log.placeOf(14))).isEqualTo(2);
    }

    @Test
    void a_segment_that_is_mostly_kept_stays() {
        fill(30);
        for (int number = 1; number <= 3; number++) write("-" + number);
        long place = log.placeOf(4);

        checkpoint();
        log.seal();
        files.run(log);

        assertThat(log.placeOf(4)).isEqualTo(place);
        assertThat(files.segments()).contains(1);
    }

    @Test
    void short_records_come_to_rest_though_their_frames_outweigh_them() {
        files.run(log);
        for (int number = 1; number <= 60; number++) write("+" + number + " x");
        long moves = 0;
        for (int round = 0; round < 10; round++) {
            long[] before = places(60);
            checkpoint();
            while (log.seal()) files.run(log);
            for (int number = 1; number <= 60; number++) if (before[number] != log.placeOf(number)) moves++;
        }

        assertThat(moves)
                .as("records that were moved though nothing was dropped")
                .isZero();
    }

    private long[] places(int count) {
        long[] places = new long[count + 1];
        for (int number = 1; number <= count; number++) places[number] = log.placeOf(number);
        return places;
    }

    private void fill(int count) {
        fill(1, count);
    }

    private void fill(int from, int to) {
        files.run(log);
        for (int number = from; number <= to; number++) write(text(number));
    }

    private static String text(int number) {
        return "+" + number + " " + "x".repeat(60);
    }

    private void checkpoint() {
        log.checkpoint(Replayed.state(0));
        files.run(log);
    }

    private void write(String text) {
        Replayed.append(log, text);
        log.seal();
        files.run(log);
    }

    private String read(long number) {
        Span span = log.span(number);
        log.read(number, span);
        DiskReport done = files.carryOut(log.orders().get(0));
        return StandardCharsets.UTF_8
                .decode(log.bodyOf((DiskReport.ReadDone) done, span, 0))
                .toString();
    }
}
