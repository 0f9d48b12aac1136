package io.belay.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.log.LogCheck;
import io.belay.log.Snapshot;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    private Path room;

    private Path data;
    private Path backup;
    private Path restored;

    @BeforeEach
    void name() {
        data = room.resolve("data");
        backup = room.resolve("backup");
        restored = room.resolve("restored");
    }

    @Test
    void what_was_synced_when_it_began_is_restored_and_what_came_later_is_not() throws IOException {
        backup(100);

        AtomicLong verified = new AtomicLong();
        AtomicLong copied = new AtomicLong();
        Manifest manifest = Manifest.read(backup);
        assertThat(Restore.verify(backup, manifest, verified::addAndGet)).isEmpty();
        try (Restore restore = Restore.begin(restored)) {
            restore.copy(backup, manifest, copied::addAndGet);
            restore.complete("of a test");
        }

        try (TestStore store = new TestStore(restored)) {
            assertThat(store.records).hasSize(100).endsWith("record 99 " + "x".repeat(300));
            store.append("more");
            store.sync();
        }
        assertThat(Restore.mark(restored)).isEqualTo("of a test");
        assertThat(Restore.mark(backup)).isEmpty();
        assertThat(verified).hasValue(manifest.bytes());
        assertThat(copied).hasValue(manifest.bytes());
        assertThat(manifest.version()).isEqualTo("1.2");
        assertThat(manifest.brokerTimeMs()).isEqualTo(42);
    }

    @Test
    void a_backup_is_a_log_without_a_fault_and_is_not_changed_by_looking_at_it() throws IOException {
        backup(100);
        List<String> before = names(backup);

        try (OfflineLog log = OfflineLog.open(backup)) {
            LogCheck.Findings found = LogCheck.run(log.files(), TestStore.OPTIONS, new Nothing(), bytes -> {});

            assertThat(found.faults()).isEmpty();
            assertThat(found.lastBatch()).isEqualTo(Manifest.read(backup).batch());
            assertThat(log.bytes()).isEqualTo(Manifest.read(backup).bytes());
            assertThat(log.isHalfRestored()).isFalse();
        }
        assertThat(names(backup)).isEqualTo(before);
    }

    @Test
    void a_log_on_which_a_broker_runs_is_not_checked() throws IOException {
        try (TestStore store = new TestStore(data)) {
            store.append("one");
            store.sync();

            assertThatThrownBy(() -> OfflineLog.open(data)).hasMessageContaining("in use");
        }
        OfflineLog.open(data).close();
        assertThatThrownBy(() -> OfflineLog.open(room.resolve("none"))).hasMessageContaining("there is no directory");
    }

    @Test
    void all_files_that_are_not_as_they_were_are_named_at_once() throws IOException {
        backup(200);
        Manifest manifest = Manifest.read(backup);
        assertThat(manifest.files()).hasSizeGreaterThan(3);
        Path missing = backup.resolve(manifest.files().get(0).name());
        Path longer = backup.resolve(manifest.files().get(1).name());
        Path changed = backup.resolve(manifest.files().get(2).name());
        Files.delete(missing);
        Files.write(longer, new byte[1], java.nio.file.StandardOpenOption.APPEND);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(changed, bytes);

        assertThat(Restore.verify(backup, manifest, more -> {}))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(missing.getFileName().toString())
                                .contains("found no file"),
                        second -> assertThat(second)
                                .startsWith(longer.getFileName().toString())
                                .contains("found " + Files.size(longer)),
                        third -> assertThat(third)
                                .startsWith(changed.getFileName().toString())
                                .contains("checksum"));
    }

    @Test
    void a_file_that_changes_after_it_was_verified_is_not_restored() throws IOException {
        backup(20);
        Manifest manifest = Manifest.read(backup);
        Path changed = backup.resolve(manifest.files().get(0).name());
        byte[] bytes = Files.readAllBytes(changed);
        bytes[40] ^= 1;
        Files.write(changed, bytes);

        try (Restore restore = Restore.begin(restored)) {
            assertThatThrownBy(() -> restore.copy(backup, manifest, more -> {})).hasMessageContaining("changed");
        }
    }

    @Test
    void a_restore_that_was_interrupted_leaves_no_data_directory_that_a_broker_takes() throws IOException {
        backup(20);
        Manifest manifest = Manifest.read(backup);
        try (Restore restore = Restore.begin(restored)) {
            restore.copy(backup, manifest, more -> {});
        } // and before it was complete, it ended

        assertThatThrownBy(() -> DiskStore.open(restored)).hasMessageContaining("was not restored to its end");
        assertThatThrownBy(() -> Restore.begin(restored)).hasMessageContaining("was not restored to its end");
        try (OfflineLog log = OfflineLog.open(restored)) {
            assertThat(log.isHalfRestored()).isTrue();
        }
    }

    @Test
    void a_directory_in_which_there_is_something_is_neither_restored_to_nor_backed_up_to() throws IOException {
        Files.createDirectories(restored);
        Files.createFile(restored.resolve("mine"));

        assertThatThrownBy(() -> Restore.begin(restored)).hasMessageContaining("not empty (there is mine in it)");
        assertThatThrownBy(() -> BackupCopy.open(room.resolve("data"), restored))
                .isInstanceOf(IOException.class);
        Files.createDirectories(data);
        assertThatThrownBy(() -> BackupCopy.open(data, restored)).hasMessageContaining("not empty");
        assertThatThrownBy(() -> BackupCopy.open(data, restored.resolve("mine")))
                .hasMessageContaining("is no directory");
        assertThat(names(restored)).containsExactly("mine");
    }

    @Test
    void a_backup_does_not_go_into_the_data_directory() throws IOException {
        Files.createDirectories(data);

        assertThatThrownBy(() -> BackupCopy.open(data, data.resolve("backup"))).hasMessageContaining("elsewhere");
        assertThat(names(data)).isEmpty();
    }

    @Test
    void what_is_given_up_looks_like_no_backup_and_leaves_nothing() throws IOException {
        try (TestStore store = fill(50)) {
            Snapshot snapshot = store.log.holding().begin();
            BackupCopy copy = BackupCopy.open(data, backup);
            copy.copy(snapshot, 0, more -> {});

            assertThatThrownBy(() -> Manifest.read(backup)).hasMessageContaining("is no backup, or one that was not");
            copy.discard();

            assertThat(backup).doesNotExist();
        }
    }

    @Test
    void a_file_that_had_to_go_ends_the_backup() throws IOException {
        try (TestStore store = fill(100)) {
            Snapshot snapshot = store.log.holding().begin();
            BackupCopy copy = BackupCopy.open(data, backup);
            Files.delete(data.resolve("segment-00000002"));

            assertThatThrownBy(() -> copy.copy(snapshot, 0, more -> {}))
                    .isInstanceOf(java.nio.file.NoSuchFileException.class)
                    .hasMessageContaining("segment-00000002");
        }
    }

    @Test
    void an_interrupt_ends_it_within_a_piece() throws IOException {
        try (TestStore store = fill(20)) {
            Snapshot snapshot = store.log.holding().begin();
            BackupCopy copy = BackupCopy.open(data, backup);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> copy.copy(snapshot, 0, more -> {})).isInstanceOf(ClosedByInterruptException.class);

            assertThat(Thread.interrupted()).isTrue();
            copy.discard();
            assertThat(backup).doesNotExist();
        }
    }

    private void backup(int records) throws IOException {
        try (TestStore store = fill(records)) {
            Snapshot snapshot = store.log.holding().begin();
            store.append("later");
            store.sync();
            BackupCopy copy = BackupCopy.open(data, backup);
            List<Manifest.Entry> files = copy.copy(snapshot, 0, more -> {});
            copy.complete(new Manifest("1.2", "today", 42, snapshot.batch(), snapshot.checkpoint(), files));
            assertThat(store.log.holding().end()).isTrue();
        }
    }

    private TestStore fill(int records) throws IOException {
        TestStore store = new TestStore(data);
        for (int number = 0; number < records; number++) {
            store.append("record " + number + " " + "x".repeat(300));
            if (number % 7 == 0) store.sync();
        }
        store.sync();
        return store;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Keeps nothing. */
    private static final class Nothing implements io.belay.log.Replay {
        @Override
        public void state(io.belay.base.ByteReader state) {}

        @Override
        public void record(long place, java.nio.ByteBuffer body, io.belay.log.LiveRecords live) {}
    }
}
