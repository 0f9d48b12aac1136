package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final LogOptions OPTIONS = new LogOptions(1024, 256, 1 << 20, 0, 25);
    private static final long LOG_ID = 0x1234_5678_9ABC_DEF0L;

    private final TestFiles files = new TestFiles();
    private final Replayed replayed = new Replayed();

    @Test
    void an_empty_directory_is_a_fresh_log() {
        LogStart start = Recovery.run(files, OPTIONS, LOG_ID, replayed);

        assertThat(start.lastBatch()).isZero();
        assertThat(replayed.records).isEmpty();
    }

    @Test
    void what_was_synced_is_replayed_in_order_with_its_places() {
        Log log = fresh();
        long first = write(log, "+1 one");
        write(log, "two");
        long third = write(log, "+3 three");

        LogStart start = recover();

        assertThat(replayed.records).containsExactly("+1 one", "two", "+3 three");
        assertThat(start.lastBatch()).isEqualTo(3);
        assertThat(start.live().placeOf(1)).isEqualTo(first);
        assertThat(start.live().placeOf(3)).isEqualTo(third);
    }

    @Test
    void a_log_goes_on_over_many_segments_and_starts() {
        List<String> written = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            Log log = new Log(OPTIONS, recover());
            files.run(log);
            for (int record = 0; record < 20; record++) {
                String text = "run " + run + " record " + record + ".".repeat(record * 7);
                written.add(text);
                write(log, text);
            }
        }

        recover();

        assertThat(replayed.records).isEqualTo(written);
        assertThat(files.segments().size()).isGreaterThan(10);
    }

    @Test
    void a_last_batch_torn_at_any_byte_is_cut_and_nothing_else() {
        Log log = fresh();
        write(log, "first");
        byte[] before = files.segments.get(1).clone();
        long place = write(log, "second, which is torn");
        byte[] after = files.segments.get(1);
        int begin = Place.offsetOf(place) - BatchFormat.HEADER;
        int end = begin + 48;
        for (int torn = begin; torn < end; torn++) {
            byte[] file = before.clone();
            System.arraycopy(after, begin, file, begin, torn - begin);
            files.segments.put(1, file);

            LogStart start = recover();

            boolean whole = Arrays.equals(file, after); // what is missing are zeros of the padding
            assertThat(replayed.records).as("torn at %d", torn).hasSize(whole ? 2 : 1);
            assertThat(start.lastBatch()).isEqualTo(whole ? 2 : 1);
        }
    }

    @Test
    void a_last_batch_whose_beginning_is_lost_is_cut_too() {
        Log log = fresh();
        write(log, "first");
        int begin = Place.offsetOf(write(log, "second")) - BatchFormat.HEADER;
        Arrays.fill(files.segments.get(1), begin, begin + 16, (byte) 0);

        Log next = new Log(OPTIONS, recover());
        files.run(next);
        write(next, "third");
        recover();

        assertThat(replayed.records).containsExactly("first", "third");
    }

    @Test
    void after_a_torn_tail_the_segment_is_cut_and_a_new_one_begun() {
        Log log = fresh();
        int end = Place.offsetOf(write(log, "first")) - BatchFormat.HEADER + 40;
        files.segments.get(1)[end + 3] = 99;

        Log next = new Log(OPTIONS, recover());
        files.run(next);
        long place = write(next, "second");

        assertThat(files.segmentLength(1)).isEqualTo(end);
        assertThat(Place.segmentOf(place)).isGreaterThan(1);
    }

    @Test
    void a_prepared_segment_that_was_not_used_is_used_by_the_next_run() {
        Log log = fresh();
        write(log, "first");
        assertThat(files.segments()).containsExactly(1, 2);

        Log next = new Log(OPTIONS, recover());

        assertThat(Place.segmentOf(next.append(new byte[1], 0, 1))).isEqualTo(2);
    }

    @Test
    void the_last_batch_is_written_once_more_before_anything_else() {
        Log log = fresh();
        write(log, "first");
        write(log, "last");

        Log next = new Log(OPTIONS, recover());

        assertThat(next.orders())
                .filteredOn(DiskOrder.Write.class::isInstance)
                .singleElement()
                .satisfies(
                        order -> assertThat(((DiskOrder.Write) order).batch()).isEqualTo(2));
    }

    @Test
    void every_flipped_bit_is_damage_with_its_place_or_lies_in_the_tail_or_where_nothing_lies() {
        Log log = fresh();
        List<String> written = List.of(
                "+1 one",
                "two",
                "x".repeat(200),
                "y".repeat(200),
                "z".repeat(200),
                "v".repeat(200),
                "w".repeat(200),
                "last",
                "end");
        written.forEach(text -> write(log, text));
        assertThat(files.segments()).containsExactly(1, 2, 3);
        for (int segment = 1; segment <= 2; segment++) {
            for (int bit = 0; bit < 8 * 1024; bit++) flip(segment, bit, written);
        }
    }

    private void flip(int segment, int bit, List<String> written) {
        byte[] file = files.segments.get(segment);
        file[bit / 8] ^= (byte) (1 << bit % 8);
        try {
            recover();
            assertThat(replayed.records.size()).isGreaterThanOrEqualTo(written.size() - 1);
            assertThat(replayed.records).isEqualTo(written.subList(0, replayed.records.size()));
        } catch (CorruptLogException damage) {
            assertThat(damage.file()).isEqualTo(FileNames.segment(segment));
            assertThat(damage.offset()).isBetween(0L, (long) bit / 8);
        } finally {
            file[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void a_missing_segment_is_damage() {
        Log log = fresh();
        for (int record = 0; record < 30; record++) write(log, "x".repeat(100));
        files.segments.remove(2);

        assertThatThrownBy(this::recover)
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("segment-00000001")
                .hasMessageContaining("expected, found none");
    }

    @Test
    void a_file_that_ends_within_its_last_batch_was_cut_and_is_damage() {
        Log log = fresh();
        write(log, "first");
        int begin = Place.offsetOf(write(log, "second, which is cut off")) - BatchFormat.HEADER;
        byte[] whole = files.segments.get(1);
        int length = ByteBuffer.wrap(whole).getInt(begin + 8);
        for (int cut = begin + BatchFormat.HEADER; cut < begin + length; cut++) {
            files.segments.put(1, Arrays.copyOf(whole, cut));

            assertThatThrownBy(this::recover)
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("segment-00000001 at byte " + begin)
                    .hasMessageContaining("the file ends at byte " + cut);
        }
    }

    @Test
    void a_segment_before_the_checkpoint_that_is_too_short_for_what_it_holds_is_damage() {
        Log log = fresh();
        for (int record = 1; record <= 30; record++) write(log, "+" + record + " " + "x".repeat(100));
        log.checkpoint(Replayed.state(30));
        files.run(log);
        files.segments.put(2, new byte[0]);

        assertThatThrownBy(this::recover)
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("segment-00000002: ")
                .hasMessageContaining("kept records");
    }

    @Test
    void a_segment_of_another_log_is_damage() {
        write(fresh(), "mine");
        TestFiles others = new TestFiles();
        Log other = new Log(OPTIONS, LogStart.fresh(99));
        others.run(other);
        files.segments.put(2, others.segments.get(2));

        assertThatThrownBy(this::recover)
                .hasMessageContaining("segment-00000002")
                .hasMessageContaining("another log");
    }

    @Test
    void a_segment_of_a_later_format_is_refused_by_name() {
        write(fresh(), "mine");
        files.segments.get(1)[11] = 2;

        assertThatThrownBy(this::recover).hasMessageContaining("format version 1 expected, found 2");
    }

    @Test
    void a_body_that_looks_like_a_batch_of_another_log_is_not_taken_for_one() {
        TestFiles others = new TestFiles();
        Log other = new Log(OPTIONS, LogStart.fresh(99));
        others.run(other);
        TestFiles.append(other, others, "fake".getBytes(StandardCharsets.UTF_8));
        byte[] fake = Arrays.copyOfRange(others.segments.get(1), 32, 32 + 40);
        Log log = fresh();
        write(log, "first");
        byte[] file = files.segments.get(1);
        System.arraycopy(fake, 0, file, 160, fake.length);

        recover();

        assertThat(replayed.records).containsExactly("first");
    }

    private Log fresh() {
        Log log = new Log(OPTIONS, LogStart.fresh(LOG_ID));
        files.run(log);
        return log;
    }

    private long write(Log log, String text) {
        long place = Replayed.append(log, text);
        log.seal();
        files.run(log);
        return place;
    }

    private LogStart recover() {
        replayed.records.clear();
        return Recovery.run(files, OPTIONS, LOG_ID, replayed);
    }
}
