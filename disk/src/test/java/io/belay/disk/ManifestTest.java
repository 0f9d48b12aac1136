package io.belay.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final Manifest MANIFEST = new Manifest(
            "0.1.0",
            "2026-11-22T15:04:05Z",
            1_795_359_845_000L,
            812,
            700,
            List.of(
                    new Manifest.Entry("checkpoint-00000000000002bc", 88_120, Digest.of("a")),
                    new Manifest.Entry("segment-00000003", 64 << 20, Digest.of("b"))));

    @Test
    void what_was_written_is_read() {
        assertThat(Manifest.parse(MANIFEST.text())).isEqualTo(MANIFEST);
        assertThat(MANIFEST.bytes()).isEqualTo(88_120 + (64 << 20));
    }

    @Test
    void one_of_nothing_is_read_too() {
        Manifest empty = new Manifest("0", "now", 0, 0, 0, List.of());

        assertThat(Manifest.parse(empty.text())).isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "10", "x", ""})
    void another_format_is_refused(String format) {
        String text = MANIFEST.text().replaceFirst("belay-backup 1", "belay-backup " + format);

        assertThatThrownBy(() -> Manifest.parse(text)).hasMessageContaining("expected format 1, found " + format);
    }

    @ParameterizedTest
    @Seeds(50)
    void whatever_character_is_another_it_is_refused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(MANIFEST.text());
        int index = random.nextInt(text.length());
        text.setCharAt(index, (char) (text.charAt(index) ^ 1 << random.nextInt(6)));

        assertThatThrownBy(() -> Manifest.parse(text.toString())).hasMessageStartingWith("expected ");
    }

    @ParameterizedTest
    @Seeds(50)
    void whatever_is_cut_off_it_is_refused(long seed) {
        String text = MANIFEST.text();
        String cut = text.substring(0, new SplittableRandom(seed).nextInt(text.length()));

        assertThatThrownBy(() -> Manifest.parse(cut)).hasMessageStartingWith("expected ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file ../segment-00000003 1 00",
                "file /etc/passwd 1 00",
                "file lock 1 00",
                "file segment-00000003 -1 00",
                "file segment-00000003 many 00",
                "file segment-00000003 1",
                "files segment-00000003 1 00"
            })
    void a_line_that_is_no_file_of_a_log_is_refused_though_the_checksum_is_right(String line) {
        String above = MANIFEST.text().substring(0, MANIFEST.text().indexOf("file ")) + line + "\n";
        String text = above + "end " + Digest.of(above) + "\n";

        assertThatThrownBy(() -> Manifest.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_twice_is_refused() {
        Manifest twice = new Manifest(
                "0",
                "now",
                0,
                0,
                0,
                List.of(MANIFEST.files().get(1), MANIFEST.files().get(1)));

        assertThatThrownBy(() -> Manifest.parse(twice.text())).hasMessageContaining("twice");
    }
}
