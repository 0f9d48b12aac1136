package io.belay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final long WRITTEN_MS = 1_000_000_000_000L;
    private static final long LATER_MS = WRITTEN_MS + 60_000;

    @TempDir
    private Path directory;

    private Path file;
    private Watch watch;

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("f");
        write("one");
        watch = new Watch(file, 100, bytes("one"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(WRITTEN_MS));
    }

    @Test
    void what_stays_as_it_was_read_has_not_changed() throws IOException {
        assertThat(watch.hasChanged(LATER_MS)).isFalse();
        assertThat(watch.hasChanged(LATER_MS)).isFalse();
    }

    @Test
    void another_content_is_told_once() throws IOException {
        write("two");

        assertThat(watch.hasChanged(LATER_MS)).isTrue();
        assertThat(watch.content()).isEqualTo(bytes("two"));
        assertThat(watch.hasChanged(LATER_MS)).isFalse();
    }

    @Test
    void a_file_that_only_has_another_time_has_not_changed() throws IOException {
        watch.hasChanged(LATER_MS);
        Files.setLastModifiedTime(file, FileTime.fromMillis(WRITTEN_MS + 1));

        assertThat(watch.hasChanged(LATER_MS)).isFalse();
    }

    @Test
    void a_change_within_the_grain_of_its_time_is_seen_while_the_time_is_young() throws IOException {
        assertThat(watch.hasChanged(WRITTEN_MS + 2_500)).isFalse();
        write("two");

        assertThat(watch.hasChanged(WRITTEN_MS + 2_501)).isTrue();
    }

    @Test
    void a_file_that_was_put_in_its_place_is_seen() throws IOException {
        watch.hasChanged(LATER_MS);
        Path next = directory.resolve("next");
        Files.writeString(next, "two");
        Files.setLastModifiedTime(next, FileTime.fromMillis(WRITTEN_MS));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(watch.hasChanged(LATER_MS)).isTrue();
    }

    @Test
    void a_file_that_goes_and_comes_is_told_both_times() throws IOException {
        Files.delete(file);

        assertThat(watch.hasChanged(LATER_MS)).isTrue();
        assertThat(watch.content()).isNull();
        assertThat(watch.hasChanged(LATER_MS)).isFalse();
        write("one");
        assertThat(watch.hasChanged(LATER_MS)).isTrue();
    }

    @Test
    void of_a_long_file_only_so_much_is_read_that_it_can_be_told_from_one_at_its_limit() throws IOException {
        write("x".repeat(1_000));

        assertThat(watch.hasChanged(LATER_MS)).isTrue();
        assertThat(watch.content()).hasSize(101);
    }

    @Test
    void what_cannot_be_read_is_tried_again() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);

        assertThatThrownBy(() -> watch.hasChanged(LATER_MS)).isInstanceOf(IOException.class);
        Files.delete(file);
        write("two");
        assertThat(watch.hasChanged(LATER_MS)).isTrue();
    }
}
