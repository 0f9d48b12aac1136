package io.belay.admin.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
    private final StringWriter terminal = new StringWriter();
    private long nowNanos;

    @Test
    void it_shows_how_much_is_done_and_takes_itself_away() {
        try (ProgressBar bar = new ProgressBar("copying", new PrintWriter(terminal), () -> nowNanos)) {
            bar.at(512, 2_048);

            assertThat(terminal).hasToString("\rcopying [#####...............] 25 %, 512 B of 2.0 KiB");
        }
        assertThat(terminal.toString()).endsWith("\r" + " ".repeat(53) + "\r");
    }

    @Test
    void it_is_not_drawn_again_at_once_but_its_end_is() {
        try (ProgressBar bar = new ProgressBar("copying", new PrintWriter(terminal), () -> nowNanos)) {
            bar.at(0, 100);
            bar.at(1, 100);
            nowNanos += 99_999_999;
            bar.at(2, 100);
            assertThat(terminal.toString()).containsOnlyOnce("\r");
            nowNanos++;
            bar.at(3, 100);
            assertThat(terminal.toString()).contains(" 3 %");
            bar.at(100, 100);
            assertThat(terminal.toString()).contains("100 %");
        }
    }

    @Test
    void what_is_not_bytes_is_a_share() {
        try (ProgressBar bar = new ProgressBar("measuring", new PrintWriter(terminal), () -> nowNanos)) {
            bar.atShare(2, 4);

            assertThat(terminal).hasToString("\rmeasuring [##########..........] 50 %");
        }
    }

    @Test
    void what_can_be_counted_is_told_in_numbers_and_never_more_than_all() {
        try (ProgressBar bar = new ProgressBar("move", new PrintWriter(terminal), () -> nowNanos)) {
            bar.atCount(2, 4);
            assertThat(terminal).hasToString("\rmove [##########..........] 50 %, 2 of 4");
            bar.atCount(5, 4);
            assertThat(terminal.toString()).endsWith("\rmove [####################] 100 %, 5 of 5");
        }
    }

    @Test
    void it_is_nothing_where_nobody_looks() {
        try (ProgressBar bar = new ProgressBar("move", null, () -> nowNanos)) {
            bar.atCount(2, 4);
        }

        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void nothing_is_known_of_the_whole_yet() {
        try (ProgressBar bar = new ProgressBar("copying", new PrintWriter(terminal), () -> nowNanos)) {
            bar.at(0, 0);

            assertThat(terminal.toString()).contains("[....................] 0 %, 0 B of 0 B");
        }
    }

    @Test
    void a_file_or_a_pipe_is_no_terminal(@TempDir Path directory) throws Exception {
        Path pipe = Files.createSymbolicLink(directory.resolve("2"), Path.of("pipe:[7]"));
        Path terminal = Files.createSymbolicLink(directory.resolve("3"), Path.of("/dev/pts/7"));

        assertThat(ProgressBar.isTerminal(pipe)).isFalse();
        assertThat(ProgressBar.isTerminal(directory.resolve("none"))).isFalse();
        assertThat(ProgressBar.isTerminal(terminal)).isTrue();
        Path console = Files.createSymbolicLink(directory.resolve("4"), Path.of("/dev/console"));
        assertThat(ProgressBar.isTerminal(console)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1025, 1.0 KiB",
        "1048575, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8388608.0 TiB"
    })
    void lengths_are_told_in_units_that_fit(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }
}
