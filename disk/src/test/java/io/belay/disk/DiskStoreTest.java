package io.belay.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.base.ByteWriter;
import io.belay.log.CorruptLogException;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.FileNames;
import io.belay.log.Span;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreTest {
    @TempDir
    Path directory;

    @Test
    void what_was_synced_is_there_after_a_start() throws IOException {
        try (TestStore first = new TestStore(directory)) {
            first.append("one");
            first.append("two");
            first.sync();
        }

        try (TestStore second = new TestStore(directory)) {
            second.append("three");
            second.sync();
        }

        try (TestStore third = new TestStore(directory)) {
            assertThat(third.records).containsExactly("one", "two", "three");
            assertThat(third.log.liveCount()).isEqualTo(3);
        }
    }

    @Test
    void nobody_else_looks_into_what_was_made() throws IOException {
        Path made = directory.resolve("deeper/data");

        new TestStore(made).close();

        assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void what_was_there_keeps_its_rights() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));

        new TestStore(directory).close();

        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void a_second_broker_on_the_same_directory_is_refused_and_told_who_is_there() throws IOException {
        try (TestStore first = new TestStore(directory)) {
            assertThat(first.log.failed()).isFalse();

            assertThatThrownBy(() -> DiskStore.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use by another broker")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        new TestStore(directory).close();
    }

    @Test
    void a_refused_broker_changes_nothing() throws IOException {
        try (TestStore first = new TestStore(directory)) {
            first.append("one");
            first.sync();
            Files.writeString(directory.resolve("segment-00000009" + DataDirectory.UNFINISHED), "being prepared");

            assertThatThrownBy(() -> DiskStore.open(directory)).isInstanceOf(IOException.class);

            assertThat(names()).contains("segment-00000009" + DataDirectory.UNFINISHED);
        }
    }

    @Test
    void what_was_not_finished_is_removed_at_the_next_start() throws IOException {
        new TestStore(directory).close();
        Files.writeString(directory.resolve("segment-00000009" + DataDirectory.UNFINISHED), "half");
        Files.writeString(directory.resolve("checkpoint-0000000000000009" + DataDirectory.UNFINISHED), "half");

        new TestStore(directory).close();

        assertThat(names()).noneMatch(name -> name.endsWith(DataDirectory.UNFINISHED));
    }

    @Test
    void a_segment_is_prepared_whole_ahead_of_need() throws IOException {
        try (TestStore store = new TestStore(directory)) {
            store.until(() -> store.seen.size() == 2);

            assertThat(store.seen).allSatisfy(report -> assertThat(report).isInstanceOf(DiskReport.Prepared.class));
            assertThat(Files.size(directory.resolve(FileNames.segment(1)))).isEqualTo(16 << 10);
            assertThat(Files.size(directory.resolve(FileNames.segment(2)))).isEqualTo(16 << 10);
        }
    }

    @Test
    void a_segment_is_as_long_as_ordered_and_zero_behind_its_head_whether_filled_or_not() throws IOException {
        var reports = new LinkedBlockingQueue<DiskReport>();
        ByteBuffer head = ByteBuffer.wrap(new byte[] {1, 2, 3});
        try (DiskStore store = DiskStore.open(directory)) {
            store.start(reports::add);
            store.execute(new DiskOrder.Prepare(1, (1 << 20) + 3, true, head));
            store.execute(new DiskOrder.Prepare(2, (1 << 20) + 3, false, head));
        }

        byte[] filled = Files.readAllBytes(directory.resolve(FileNames.segment(1)));
        assertThat(filled).hasSize((1 << 20) + 3).startsWith(1, 2, 3, 0);
        assertThat(java.util.Arrays.copyOfRange(filled, 3, filled.length)).containsOnly(0);
        assertThat(Files.readAllBytes(directory.resolve(FileNames.segment(2)))).isEqualTo(filled);
    }

    @Test
    void a_torn_tail_is_cut_from_the_file() throws IOException {
        long whole;
        try (TestStore first = new TestStore(directory)) {
            first.append("one");
            first.sync();
            first.append("torn");
            first.sync();
        }
        Path segment = directory.resolve(FileNames.segment(1));
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            whole = 32 + 40; // the head and the first batch
            file.seek(whole + 30);
            file.write(255);
        }

        try (TestStore second = new TestStore(directory)) {
            assertThat(second.records).containsExactly("one");
            second.append("two");
            second.sync();
        }

        assertThat(Files.size(segment)).isEqualTo(whole);
        try (TestStore third = new TestStore(directory)) {
            assertThat(third.records).containsExactly("one", "two");
        }
    }

    @Test
    void damage_before_the_tail_stops_the_start_with_file_and_place_and_lets_the_lock_go() throws IOException {
        try (TestStore first = new TestStore(directory)) {
            for (int record = 0; record < 3; record++) {
                first.append("record " + record);
                first.sync();
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(FileNames.segment(1)).toFile(), "rw")) {
            file.seek(60);
            file.write(255);
        }

        try (DiskStore store = DiskStore.open(directory)) {
            assertThatThrownBy(() -> store.recover(TestStore.OPTIONS, null))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("segment-00000001 at byte 32")
                    .hasMessageContaining("Restore the data directory from a backup");
        }
        DiskStore.open(directory).close();
    }

    @Test
    void records_are_read_back_from_many_segments() throws IOException {
        try (TestStore store = new TestStore(directory)) {
            for (int record = 1; record <= 400; record++) {
                store.append("record " + record + " " + "x".repeat(record % 300));
                if (record % 7 == 0) store.sync();
            }
            store.sync();

            Span span = store.log.span(300);
            store.log.read(300, span);
            store.until(() -> store.seen.stream().anyMatch(DiskReport.ReadDone.class::isInstance));

            DiskReport.ReadDone done = (DiskReport.ReadDone) store.seen.get(store.seen.size() - 1);
            assertThat(store.log.bodyOf(done, span, 0))
                    .isEqualTo(ByteBuffer.wrap(store.records.get(299).getBytes(StandardCharsets.UTF_8)));
            assertThat(store.store.freeBytes()).isPositive();
        }
    }

    @Test
    void a_checkpoint_takes_the_place_of_what_came_before() throws IOException {
        try (TestStore first = new TestStore(directory)) {
            for (int record = 0; record < 300; record++) {
                first.append("record " + record + "x".repeat(100));
                first.sync();
            }
            for (long number = 1; number <= 300; number++) first.log.drop(number);
            ByteWriter state = new ByteWriter(100);
            first.records.forEach(state::writeString);
            first.log.checkpoint(state.view());
            first.until(() -> first.seen.stream()
                            .filter(DiskReport.Deleted.class::isInstance)
                            .count()
                    > 1);
            first.append("after");
            first.sync();
        }

        assertThat(names()).filteredOn(name -> name.startsWith("checkpoint")).hasSize(1);
        assertThat(names()).doesNotContain(FileNames.segment(1));
        try (TestStore second = new TestStore(directory)) {
            assertThat(second.records).hasSize(301).endsWith("after");
            assertThat(second.log.liveCount()).isEqualTo(1);
        }
    }

    @Test
    void a_failed_write_is_reported_and_nothing_is_written_after_it() throws IOException {
        try (TestStore store = new TestStore(directory)) {
            store.until(() -> store.seen.size() == 2);
            Path segment = directory.resolve(FileNames.segment(1));
            Files.delete(segment);
            Files.createDirectory(segment); // cannot be opened for writing, whoever we are
            store.append("one");
            store.sync();

            assertThat(store.log.failed()).isTrue();
            assertThat(store.log.failure())
                    .contains("batch 1 could not be written")
                    .contains("segment-00000001");
            Files.delete(segment);
            Files.write(segment, new byte[1024]);
            store.store.execute(new DiskOrder.Write(1, 32, ByteBuffer.allocate(8), 2));
            store.until(() ->
                    store.seen.get(store.seen.size() - 1) instanceof DiskReport.WriteFailed late && late.batch() == 2);
            assertThat(Files.readAllBytes(segment)).containsOnly(0);
        }
    }

    @Test
    void what_cannot_be_prepared_or_read_is_reported() throws IOException {
        var reports = new LinkedBlockingQueue<DiskReport>();
        try (DiskStore store = DiskStore.open(directory)) {
            store.start(reports::add);
            Files.createDirectories(directory.resolve(FileNames.segment(5)).resolve("occupied"));
            store.execute(new DiskOrder.Prepare(5, 4096, true, ByteBuffer.allocate(32)));
            store.execute(new DiskOrder.Read(9, 77, 0, 10));
            store.execute(new DiskOrder.Truncate(77, 10));
            store.execute(new DiskOrder.WriteCheckpoint(6, List.of(ByteBuffer.allocate(10))));
            store.execute(new DiskOrder.Delete(5));
            store.execute(new DiskOrder.DeleteCheckpoint(6));
            store.execute(new DiskOrder.Measure());
        }

        assertThat(reports).hasSize(4);
        assertThat(reports.poll()).isInstanceOf(DiskReport.PrepareFailed.class);
        assertThat(reports.poll()).isInstanceOf(DiskReport.ReadFailed.class);
        assertThat(reports.poll()).isEqualTo(new DiskReport.CheckpointWritten(6));
        assertThat(reports.poll()).isInstanceOf(DiskReport.Free.class);
        assertThat(names()).containsExactlyInAnyOrder(DataDirectory.LOCK, FileNames.segment(5));
    }

    @Test
    void every_order_has_a_branch() throws IOException {
        ByteBuffer none = ByteBuffer.allocate(0);
        List<DiskOrder> one = List.of(
                new DiskOrder.Prepare(1, 1024, true, ByteBuffer.allocate(32)),
                new DiskOrder.Write(1, 32, none, 1),
                new DiskOrder.Read(1, 1, 0, 8),
                new DiskOrder.Truncate(1, 64),
                new DiskOrder.WriteCheckpoint(1, List.of()),
                new DiskOrder.DeleteCheckpoint(1),
                new DiskOrder.Delete(1),
                new DiskOrder.Measure());
        var reports = new LinkedBlockingQueue<DiskReport>();

        try (DiskStore store = DiskStore.open(directory)) {
            store.start(reports::add);
            one.forEach(store::execute);
        }

        assertThat(one.stream().map(Object::getClass))
                .as("one sample of each order")
                .containsExactlyInAnyOrder(DiskOrder.class.getPermittedSubclasses());
        assertThat(reports).hasSize(6);
    }

    @Test
    void no_more_files_are_open_for_reading_than_the_limit() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            SegmentReader reader = new SegmentReader(data);
            for (int segment = 1; segment <= SegmentReader.OPEN_MAX + 1; segment++) {
                Files.write(data.segmentPath(segment), new byte[] {(byte) segment});
                assertThat(reader.read(new DiskOrder.Read(0, segment, 0, 1)).get())
                        .isEqualTo((byte) segment);
                assertThat(reader.openCount()).isEqualTo(Math.min(segment, SegmentReader.OPEN_MAX));
            }
            assertThat(reader.read(new DiskOrder.Read(0, 1, 0, 1)).get()).isEqualTo((byte) 1);
            reader.close();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
