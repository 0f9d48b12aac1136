package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final LogOptions OPTIONS = new LogOptions(4096, 1024, 5000, 1000, 25);

    private final TestFiles files = new TestFiles();
    private final Log log = new Log(OPTIONS, LogStart.fresh(7));

    @Test
    void nothing_is_synced_before_the_disk_says_so() {
        files.run(log);
        Replayed.append(log, "one");
        log.seal();
        List<DiskOrder> orders = log.orders();

        assertThat(log.synced()).isZero();
        assertThat(orders).singleElement().isInstanceOf(DiskOrder.Write.class);

        log.report(files.carryOut(orders.get(0)));

        assertThat(log.synced()).isEqualTo(1);
        assertThat(log.filling()).isEqualTo(2);
    }

    @Test
    void an_empty_batch_is_not_sealed() {
        assertThat(log.seal()).isFalse();
        assertThat(log.filling()).isEqualTo(1);
    }

    @Test
    void while_one_batch_is_synced_the_next_is_filled() {
        files.run(log);
        Replayed.append(log, "one");
        assertThat(log.seal()).isTrue();
        Replayed.append(log, "two");
        Replayed.append(log, "three");

        assertThat(log.seal()).isFalse();

        files.run(log);
        assertThat(log.seal()).isTrue();
        files.run(log);
        assertThat(log.synced()).isEqualTo(2);
    }

    @Test
    void a_otherbatch_may_queue_behind_the_one_under_way_but_not_a_third() {
        files.run(log);
        Replayed.append(log, "one");
        log.seal();
        Replayed.append(log, "x".repeat(200));
        assertThat(log.seal()).as("an eighth of the greatest length is long").isTrue();
        Replayed.append(log, "x".repeat(200));

        assertThat(log.seal()).isFalse();
    }

    @Test
    void a_batch_is_full_at_its_limit_and_still_takes_more() {
        files.run(log);
        int header = BatchFormat.HEADER;
        log.append(new byte[1024 - header - 8 - 7], 0, 1024 - header - 8 - 7); // the record's own head is 7
        assertThat(log.isFull()).isFalse();

        log.append(new byte[1], 0, 1);
        assertThat(log.isFull()).isTrue();

        log.append(new byte[100], 0, 100);
        log.seal();
        files.run(log);
        assertThat(log.isFull()).isFalse();
        assertThat(log.synced()).isEqualTo(1);
    }

    @Test
    void a_record_is_as_otheras_its_limit_and_no_longer() {
        files.run(log);
        byte[] bytes = new byte[OPTIONS.recordLengthMax() + 1];

        log.append(bytes, 0, 1);
        log.append(bytes, 0, OPTIONS.recordLengthMax());

        assertThatThrownBy(() -> log.append(bytes, 0, OPTIONS.recordLengthMax() + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record of 1 to 1024 bytes, found 1025");
        assertThatThrownBy(() -> log.append(bytes, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.hasRoom(OPTIONS.recordLengthMax())).isTrue();
        assertThat(log.hasRoom(OPTIONS.recordLengthMax() + 1)).isFalse();
    }

    @Test
    void a_record_that_does_not_fit_begins_a_batch_in_the_next_segment() {
        files.run(log);
        int segment = 1;
        for (int record = 0; record < 5; record++) {
            long before = log.filling();
            segment = Place.segmentOf(log.append(new byte[1000], 0, 1000));
            assertThat(log.filling()).isEqualTo(segment == 1 ? before : before + 1);
        }

        assertThat(segment).isEqualTo(2);
        files.run(log);
        assertThat(log.synced()).as("the batch that was closed needs no seal").isEqualTo(1);
    }

    @Test
    void a_batch_waits_for_its_segment_to_be_prepared() {
        List<DiskOrder> first = log.orders();
        Replayed.append(log, "one");
        log.seal();

        assertThat(log.isFull()).isTrue();
        assertThat(log.orders()).isEmpty();

        first.forEach(order -> log.report(files.carryOut(order)));
        assertThat(log.orders()).hasSize(1).allMatch(DiskOrder.Write.class::isInstance);
        assertThat(log.isFull()).isFalse();
    }

    @Test
    void a_log_is_idle_only_while_nothing_fills_waits_or_flies() {
        List<DiskOrder> prepares = log.orders();
        assertThat(log.isIdle()).as("fresh").isTrue();

        Replayed.append(log, "one");
        assertThat(log.isIdle()).as("filling").isFalse();
        log.seal();
        assertThat(log.isIdle()).as("waiting for its segment").isFalse();
        prepares.forEach(order -> log.report(files.carryOut(order)));
        List<DiskOrder> writes = log.orders();
        assertThat(log.isIdle()).as("flying").isFalse();
        writes.forEach(order -> log.report(files.carryOut(order)));

        assertThat(log.isIdle()).as("synced").isTrue();
    }

    @Test
    void a_log_that_failed_is_never_idle() {
        files.run(log);
        Replayed.append(log, "one");
        log.seal();
        log.orders();

        log.report(new DiskReport.WriteFailed(1, "input/output error"));

        assertThat(log.isIdle()).isFalse();
    }

    @Test
    void segments_for_otherbatches_need_no_zeros_as_otheras_there_is_room_for_more() {
        LogOptions options = new LogOptions(4 << 20, 4 << 20, 1 << 30, 0, 25);
        for (boolean roomy : new boolean[] {true, false}) {
            for (int length : new int[] {300 << 10, 200 << 10}) {
                TestFiles disk = new TestFiles();
                if (!roomy) disk.freeBytes = 4L * options.segmentLength() - 1;
                Log other = new Log(options, LogStart.fresh(7));
                disk.run(other);
                for (int bytes = 0; bytes < 12 << 20; bytes += length) TestFiles.append(other, disk, new byte[length]);

                boolean allFilled = disk.done.stream()
                        .filter(DiskOrder.Prepare.class::isInstance)
                        .allMatch(order -> ((DiskOrder.Prepare) order).filled());
                assertThat(allFilled).as("roomy %s, length %d", roomy, length).isEqualTo(!roomy || length < 256 << 10);
            }
        }
    }

    @Test
    void a_failed_write_is_final() {
        files.run(log);
        Replayed.append(log, "one");
        log.seal();
        log.orders();
        log.report(new DiskReport.WriteFailed(1, "input/output error"));

        assertThat(log.failed()).isTrue();
        assertThat(log.failure()).isEqualTo("batch 1 could not be written: input/output error");
        assertThat(log.isFull()).isTrue();
        assertThat(log.hasRoom(1)).isFalse();
        Replayed.append(log, "two");
        assertThat(log.seal()).isFalse();
        assertThat(log.orders()).isEmpty();
        assertThat(log.synced()).isZero();
    }

    @Test
    void a_disk_with_less_than_the_reserve_takes_settles_but_no_messages_until_there_is_room_again() {
        files.freeBytes = OPTIONS.reserveBytes();
        files.run(log);
        assertThat(log.hasRoom(100))
                .as("exactly the reserve")
                .isFalse(); // less than a segment is free, so none is ahead

        Replayed.append(log, "a settle");
        log.seal();
        files.run(log);
        assertThat(log.failed()).isTrue();
    }

    @Test
    void a_disk_that_was_nearly_full_has_room_again_only_at_its_upper_mark() {
        LogOptions marks = new LogOptions(
                OPTIONS.segmentLength(),
                OPTIONS.batchBytesMax(),
                OPTIONS.checkpointEveryBytes(),
                OPTIONS.reserveBytes(),
                OPTIONS.compactBelowPercent(),
                OPTIONS.reserveBytes() + 1_000);
        Log log = new Log(marks, LogStart.fresh(7));
        log.report(new DiskReport.Prepared(0, Long.MAX_VALUE / 2));
        log.orders().forEach(order -> {
            if (order instanceof DiskOrder.Prepare it)
                log.report(new DiskReport.Prepared(it.segment(), Long.MAX_VALUE / 2));
        });

        long[] free = {1_000, 0, -1, 0, 999, 1_000};
        boolean[] full = {false, false, true, true, true, false};
        for (int index = 0; index < free.length; index++) {
            log.report(new DiskReport.Free(OPTIONS.reserveBytes() + free[index]));
            assertThat(log.isNearlyFull()).as("step %d", index).isEqualTo(full[index]);
        }
        assertThatThrownBy(() -> new LogOptions(1 << 10, 1, 1, 10, 0, 9)).hasMessageContaining("resume");
    }

    @Test
    void free_space_below_the_reserve_is_seen_on_the_next_look() {
        files.run(log);
        for (long free : new long[] {OPTIONS.reserveBytes() - 1, OPTIONS.reserveBytes(), OPTIONS.reserveBytes() + 1}) {
            files.freeBytes = free;
            log.retry();
            files.run(log);
            assertThat(log.hasRoom(100)).as("free %d", free).isEqualTo(free >= OPTIONS.reserveBytes());
        }
        assertThat(log.failed()).isFalse();
    }

    @Test
    void when_the_next_segment_cannot_be_prepared_what_is_left_is_for_small_records_and_then_the_log_fails() {
        List<DiskOrder> orders = log.orders();
        log.report(files.carryOut(orders.get(0)));
        log.report(new DiskReport.PrepareFailed(2, "no space left"));
        assertThat(log.hasRoom(1)).isFalse();

        int fitted = 0;
        for (; !log.failed() && fitted < 10_000; fitted++) Replayed.append(log, "a settle");

        assertThat(fitted).isGreaterThan(200);
        assertThat(log.failure()).contains("the disk is full");
    }

    @Test
    void after_room_was_made_a_segment_is_prepared_again() {
        List<DiskOrder> orders = log.orders();
        log.report(files.carryOut(orders.get(0)));
        log.report(new DiskReport.PrepareFailed(2, "no space left"));

        log.retry();
        files.run(log);

        assertThat(log.hasRoom(1)).isTrue();
        assertThat(files.segments()).hasSize(2);
    }

    @Test
    void a_kept_record_is_read_back_as_it_was_appended() {
        files.run(log);
        Replayed.append(log, "+5 five");
        log.seal();
        files.run(log);

        assertThat(read(5)).isEqualTo("+5 five");
        assertThat(log.placeOf(5)).isPositive();
        assertThat(log.placeOf(6)).isEqualTo(-1);
        assertThatThrownBy(() -> log.span(6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_record_that_is_not_on_disk_yet_is_read_when_it_is() {
        files.run(log);
        Replayed.append(log, "+5 five");
        log.read(5, log.span(5));
        assertThat(log.orders()).isEmpty();

        log.seal();
        log.orders().forEach(order -> log.report(files.carryOut(order)));

        assertThat(log.orders()).singleElement().isInstanceOf(DiskOrder.Read.class);
    }

    @Test
    void neighbours_are_read_together() {
        files.run(log);
        for (String text : List.of("+5 five", "nothing", "+6 six", "-5", "+7 seven")) Replayed.append(log, text);
        log.seal();
        files.run(log);

        Span span = log.span(6);
        assertThat(log.extend(span, 7)).isTrue();
        assertThatThrownBy(() -> log.extend(span, 5)).isInstanceOf(IllegalArgumentException.class);
        log.read(9, span);
        DiskReport.ReadDone done =
                (DiskReport.ReadDone) files.carryOut(log.orders().get(0));

        assertThat(done.request()).isEqualTo(9);
        assertThat(text(log.bodyOf(done, span, 0))).isEqualTo("+6 six");
        assertThat(text(log.bodyOf(done, span, 1))).isEqualTo("+7 seven");
    }

    @Test
    void neighbours_are_read_when_the_last_of_them_is_on_disk() {
        files.run(log);
        Replayed.append(log, "+5 five");
        log.seal();
        files.run(log);
        Replayed.append(log, "+6 six");
        Span span = log.span(5);
        assertThat(log.extend(span, 6)).isTrue();
        log.read(5, span);
        assertThat(log.orders()).isEmpty();

        log.seal();
        log.orders().forEach(order -> log.report(files.carryOut(order)));

        assertThat(log.orders()).containsExactly(span.read(5));
    }

    @Test
    void a_damaged_record_does_not_spoil_its_neighbours() {
        files.run(log);
        Replayed.append(log, "+5 five");
        Replayed.append(log, "+6 six");
        log.seal();
        files.run(log);
        files.segments.get(1)[Place.offsetOf(log.placeOf(6)) - 1] ^= 1;
        Span span = log.span(5);
        log.extend(span, 6);
        log.read(5, span);
        DiskReport.ReadDone done =
                (DiskReport.ReadDone) files.carryOut(log.orders().get(0));

        assertThatThrownBy(() -> log.bodyOf(done, span, 0)).isInstanceOf(CorruptLogException.class);
        assertThat(text(log.bodyOf(done, span, 1))).isEqualTo("+6 six");
    }

    @Test
    void a_damaged_record_is_not_given_out() {
        files.run(log);
        Replayed.append(log, "+5 five");
        log.seal();
        files.run(log);
        int last = Place.offsetOf(log.placeOf(5)) + RecordFormat.length("+5 five".length()) - 1;
        files.segments.get(1)[last] ^= 1;

        assertThatThrownBy(() -> read(5))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(
                        "segment-00000001 at byte " + Place.offsetOf(log.placeOf(5)) + ": the checksum of the record");
    }

    @Test
    void every_report_has_a_branch() {
        files.run(log);
        List<DiskReport> one = List.of(
                new DiskReport.Prepared(2, 1 << 20),
                new DiskReport.PrepareFailed(2, "full"),
                new DiskReport.Written(1),
                new DiskReport.CheckpointWritten(1),
                new DiskReport.CheckpointFailed(1, "full"),
                new DiskReport.Deleted(1),
                new DiskReport.Free(1),
                new DiskReport.ReadDone(1, ByteBuffer.allocate(0)),
                new DiskReport.ReadFailed(1, "unreadable"),
                new DiskReport.WriteFailed(1, "broken"));
        Replayed.append(log, "one");
        log.seal();
        log.orders();

        assertThat(one.stream().map(Object::getClass))
                .as("one sample of each report")
                .containsExactlyInAnyOrder(DiskReport.class.getPermittedSubclasses());
        one.forEach(log::report);
    }

    private String read(long number) {
        Span span = log.span(number);
        log.read(number, span);
        List<DiskReport> done = new ArrayList<>();
        log.orders().forEach(order -> done.add(files.carryOut(order)));
        return text(log.bodyOf((DiskReport.ReadDone) done.get(0), span, 0));
    }

    private static String text(ByteBuffer body) {
        return StandardCharsets.UTF_8.decode(body).toString();
    }
}
