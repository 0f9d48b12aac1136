package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final LogOptions OPTIONS = new LogOptions(1024, 256, 2000, 0, 25);

    private final TestFiles files = new TestFiles();
    private final Replayed replayed = new Replayed();
    private Log log = new Log(OPTIONS, LogStart.fresh(7));

    @Test
    void one_is_wanted_when_so_many_bytes_were_written_and_not_before() {
        files.run(log);
        int batches = 0;
        while (!log.wantsCheckpoint()) {
            write("x".repeat(100 - BatchFormat.HEADER - 6)); // a batch of 104 bytes: header, record, padding
            batches++;
        }

        assertThat(batches * 104).isBetween(2000, 2000 + 104);

        log.checkpoint(Replayed.state(batches));
        files.run(log);
        assertThat(log.wantsCheckpoint()).isFalse();
    }

    @Test
    void a_start_replays_only_what_came_after_it_and_knows_the_kept_records() {
        files.run(log);
        long place = write("+1 one");
        write("+2 two");
        write("-2");
        log.checkpoint(Replayed.state(3));
        write("+3 three");

        LogStart start = recover();

        assertThat(replayed.stateCount).isEqualTo(3);
        assertThat(replayed.records).containsExactly("+3 three");
        assertThat(start.live().count()).isEqualTo(2);
        assertThat(start.live().placeOf(1)).isEqualTo(place);
        assertThat(start.live().placeOf(2)).isEqualTo(-1);
        assertThat(start.lastBatch()).isEqualTo(4);
    }

    @Test
    void it_is_not_written_before_what_it_covers_is_synced() {
        files.run(log);
        Replayed.append(log, "one");
        log.checkpoint(Replayed.state(1));

        List<DiskOrder> orders = log.orders();
        assertThat(orders).singleElement().isInstanceOf(DiskOrder.Write.class);

        log.report(files.carryOut(orders.get(0)));
        assertThat(log.orders()).singleElement().isInstanceOf(DiskOrder.WriteCheckpoint.class);
    }

    @Test
    void the_newest_takes_the_place_of_the_one_before() {
        files.run(log);
        write("one");
        checkpoint(1);
        write("two");
        checkpoint(2);

        assertThat(files.checkpoints()).containsExactly(3L);
        recover();
        assertThat(replayed.stateCount).isEqualTo(2);
    }

    @Test
    void without_a_new_record_none_is_taken() {
        files.run(log);
        checkpoint(0);
        assertThat(files.checkpoints()).isEmpty();

        write("one");
        checkpoint(1);
        files.done.clear();
        checkpoint(1);
        assertThat(files.done).isEmpty();
    }

    @Test
    void after_a_failed_one_the_log_goes_on_and_another_is_wanted_later_or_when_told() {
        files.run(log);
        while (!log.wantsCheckpoint()) write("x".repeat(100));
        log.checkpoint(Replayed.state(1));
        log.orders();
        log.report(new DiskReport.CheckpointFailed(9, "no space left"));

        assertThat(log.failed()).isFalse();
        assertThat(log.wantsCheckpoint()).isFalse();
        log.retry();
        assertThat(log.wantsCheckpoint()).isTrue();
    }

    @Test
    void a_damaged_one_is_passed_over_if_the_log_before_it_is_whole() {
        files.run(log);
        write("+1 one");
        checkpoint(1);
        write("two");
        byte[] damaged = files.checkpoints.firstEntry().getValue();
        damaged[damaged.length - 1] ^= 1;

        recover();

        assertThat(replayed.stateCount).isEqualTo(-1);
        assertThat(replayed.records).containsExactly("+1 one", "two");
    }

    @Test
    void every_flipped_bit_of_it_is_found() {
        files.run(log);
        write("+1 one");
        write("+2 two");
        checkpoint(2);
        byte[] file = files.checkpoints.firstEntry().getValue();
        for (int bit = 0; bit < 8 * file.length; bit++) {
            file[bit / 8] ^= (byte) (1 << bit % 8);

            recover();

            assertThat(replayed.stateCount).as("bit %d", bit).isEqualTo(-1);
            assertThat(replayed.records).containsExactly("+1 one", "+2 two");
            file[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void a_damaged_one_whose_log_is_gone_stops_the_start_and_is_named() {
        files.run(log);
        for (int record = 0; record < 30; record++) write("x".repeat(100));
        checkpoint(30);
        assertThat(files.segments().get(0)).isGreaterThan(1);
        byte[] damaged = files.checkpoints.firstEntry().getValue();
        damaged[40] ^= 1;
        write("after");

        assertThatThrownBy(this::recover)
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("checkpoint-000000000000001f is damaged as well");
    }

    @Test
    void one_without_its_segments_stops_the_start() {
        files.run(log);
        write("one");
        checkpoint(1);
        files.segments.clear();

        assertThatThrownBy(this::recover)
                .hasMessageContaining("segment-00000001")
                .hasMessageContaining("missing");

        byte[] damaged = files.checkpoints.firstEntry().getValue();
        damaged[40] ^= 1;
        assertThatThrownBy(this::recover).hasMessageContaining("covers all batches before 2");
    }

    @Test
    void a_missing_segment_with_a_kept_record_stops_the_start() {
        files.run(log);
        write("+1 one");
        for (int record = 0; record < 30; record++) write("x".repeat(100));
        checkpoint(30);
        files.segments.remove(1);

        assertThatThrownBy(this::recover)
                .hasMessageContaining("segment-00000001")
                .hasMessageContaining("1 kept records lie in it");
    }

    @Test
    void a_million_kept_records_come_back() {
        LiveRecords live = new LiveRecords();
        for (int number = 1; number <= 1_000_000; number++) {
            live.keep(number, Place.of(1 + number / 500_000, number % 500_000 * 128), 100 + number % 50);
        }

        List<java.nio.ByteBuffer> bytes = CheckpointFormat.write(7, 9, Place.of(3, 32), live, Replayed.state(1));
        java.nio.ByteBuffer file = java.nio.ByteBuffer.allocate(
                bytes.stream().mapToInt(java.nio.ByteBuffer::remaining).sum());
        bytes.forEach(file::put);
        file.flip();

        assertThat(CheckpointFormat.fault(file, 9)).isEmpty();
        LiveRecords back = CheckpointFormat.read(file).live();
        assertThat(back.count()).isEqualTo(1_000_000);
        assertThat(back.placeOf(777_777)).isEqualTo(live.placeOf(777_777));
        assertThat(back.lengthOf(777_777)).isEqualTo(live.lengthOf(777_777));
        assertThat(back.bytesIn(2)).isEqualTo(live.bytesIn(2));
        assertThat(file.limit()).as("bytes of the file").isLessThan(6_000_000);
    }

    private void checkpoint(int count) {
        log.checkpoint(Replayed.state(count));
        files.run(log);
    }

    private long write(String text) {
        long place = Replayed.append(log, text);
        log.seal();
        files.run(log);
        return place;
    }

    private LogStart recover() {
        replayed.records.clear();
        replayed.stateCount = -1;
        return Recovery.run(files, OPTIONS, 7, replayed);
    }
}
