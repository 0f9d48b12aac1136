package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogCheck.Fault;
import io.belay.log.LogCheck.Findings;
import io.belay.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class LogCheckTest {
    private static final LogOptions OPTIONS = new LogOptions(1024, 256, 1 << 20, 0, 25);

    private final TestFiles files = new TestFiles();
    private final Log log = new Log(OPTIONS, LogStart.fresh(7));

    @Test
    void a_log_that_is_whole_has_no_fault_and_is_counted() {
        fill(30);
        checkpoint();
        fill(5);
        AtomicLong read = new AtomicLong();

        Findings found = LogCheck.run(files, OPTIONS, new Replayed(), read::addAndGet);

        assertThat(found.faults()).isEmpty();
        assertThat(found.lastBatch()).isEqualTo(35);
        assertThat(found.kept()).isEqualTo(30);
        assertThat(found.checkpoints()).hasSize(1).allMatch(each -> each.kept() == 30);
        assertThat(found.segments()).hasSameSizeAs(files.segments());
        assertThat(found.segments().stream()
                        .mapToLong(LogCheck.SegmentFound::batches)
                        .sum())
                .isEqualTo(35);
        assertThat(read)
                .hasValue(files.segments.values().stream()
                                .mapToLong(file -> file.length)
                                .sum()
                        + files.checkpoints.firstEntry().getValue().length);
    }

    @Test
    void an_empty_directory_has_no_fault() {
        assertThat(check()).isEqualTo(new Findings(List.of(), List.of(), List.of(), 0, 0));
    }

    @Test
    void a_torn_last_write_is_told_and_is_no_fault() {
        fill(3);
        int end = (int) check().segments().get(0).used();
        ByteBuffer.wrap(files.segments.get(1)).putLong(end, 0x1122334455667788L);

        Findings found = check();

        assertThat(found.faults()).isEmpty();
        assertThat(found.segments().get(0).tornBytes()).isEqualTo(8);
        assertThat(found.lastBatch()).isEqualTo(3);
    }

    @Test
    void damage_in_the_middle_is_named_with_its_place_and_what_to_do() {
        fill(3);
        files.segments.get(1)[FileHead.LENGTH + 30] ^= 1;

        Findings found = check();

        assertThat(found.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("segment-00000001");
            assertThat(fault.offset()).isEqualTo(FileHead.LENGTH);
            assertThat(fault.expected()).isEqualTo("a batch");
            assertThat(fault.found()).startsWith("none; batch 2 follows at byte ");
            assertThat(fault.remedy()).contains("backup");
        });
        assertThat(found.lastBatch()).as("a start would be refused").isZero();
    }

    @Test
    void damage_before_the_checkpoint_is_found_though_a_start_does_not_read_it() {
        fill(30);
        checkpoint();
        int offset = Place.offsetOf(log.placeOf(2));
        files.segments.get(1)[offset + 20] ^= 1;

        Findings found = check();

        assertThat(found.lastBatch()).as("a start goes well").isEqualTo(30);
        assertThat(found.faults()).extracting(Fault::file).containsOnly("segment-00000001");
        assertThat(found.faults()).extracting(Fault::expected).containsExactly("batch 2", "the record of message 2");
    }

    @Test
    void a_fault_does_not_hide_the_next() {
        fill(30);
        files.segments.get(1)[FileHead.LENGTH + 30] ^= 1;
        files.segments.get(2)[0] ^= 1;
        files.segments.remove(3);

        assertThat(check().faults()).extracting(Fault::file).contains("segment-00000001", "segment-00000002");
    }

    @Test
    void a_missing_segment_is_named() {
        fill(30);
        files.segments.remove(2);

        assertThat(check().faults())
                .isNotEmpty()
                .allMatch(fault -> fault.remedy().contains("backup"));
    }

    @Test
    void a_damaged_checkpoint_is_a_fault_though_the_log_before_it_is_whole() {
        fill(10);
        log.checkpoint(Replayed.state(0));
        files.run(log);
        files.checkpoints.firstEntry().getValue()[40] ^= 1;

        Findings found = check();

        assertThat(found.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).startsWith("checkpoint-");
            assertThat(fault.expected()).isEqualTo("a whole checkpoint");
        });
        assertThat(found.lastBatch()).isEqualTo(10);
    }

    @Test
    void a_file_that_cannot_be_read_is_named_once_and_the_others_are_read() {
        fill(30);
        LogFiles broken = new Unreadable(files, 2);

        Findings found = LogCheck.run(broken, OPTIONS, new Replayed(), bytes -> {});

        assertThat(found.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("segment-00000002");
            assertThat(fault.found()).contains("bad sector");
        });
        assertThat(found.segments()).hasSize(files.segments.size() - 1);
    }

    @Test
    void records_that_cannot_be_applied_are_a_fault() {
        fill(3);
        Replay broken = new Replay() {
            @Override
            public void state(io.belay.base.ByteReader state) {}

            @Override
            public void record(long place, ByteBuffer body, LiveRecords live) {
                throw new IllegalStateException("unknown command 99");
            }
        };

        assertThat(LogCheck.run(files, OPTIONS, broken, bytes -> {}).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.found()).contains("unknown command 99"));
    }

    @ParameterizedTest
    @Seeds(100)
    void whatever_bit_is_turned_over_it_answers_and_nothing_but_a_tail_is_passed_over(long seed) {
        fill(30);
        checkpoint();
        fill(31, 40);
        SplittableRandom random = new SplittableRandom(seed);
        int segment = files.segments().get(random.nextInt(files.segments().size()));
        Findings whole = check();
        LogCheck.SegmentFound its = whole.segments().stream()
                .filter(each -> each.number() == segment)
                .findFirst()
                .orElseThrow();
        boolean isLast = its.lastBatch() == whole.lastBatch();
        int offset = random.nextInt(isLast ? FileHead.LENGTH : (int) its.used());
        files.segments.get(segment)[offset] ^= (byte) (1 << random.nextInt(8));

        Findings found = check();

        assertThat(found.faults())
                .as("byte " + offset + " of segment " + segment)
                .isNotEmpty();
    }

    private Findings check() {
        return LogCheck.run(files, OPTIONS, new Replayed(), bytes -> {});
    }

    private void fill(int count) {
        fill(1, count);
    }

    private void fill(int from, int to) {
        for (int number = from; number <= to; number++) {
            files.run(log);
            Replayed.append(log, "+" + number + " " + "x".repeat(60));
            log.seal();
            files.run(log);
        }
    }

    private void checkpoint() {
        log.checkpoint(Replayed.state(0));
        files.run(log);
    }

    /** Files of which one lies on a bad sector. */
    private record Unreadable(LogFiles files, int broken) implements LogFiles {
        @Override
        public List<Integer> segments() {
            return files.segments();
        }

        @Override
        public List<Long> checkpoints() {
            return files.checkpoints();
        }

        @Override
        public ByteBuffer segment(int number) {
            if (number == broken) throw new UncheckedIOException(new IOException("bad sector"));
            return files.segment(number);
        }

        @Override
        public ByteBuffer checkpoint(long id) {
            return files.checkpoint(id);
        }

        @Override
        public long segmentLength(int number) {
            return files.segmentLength(number);
        }
    }
}
