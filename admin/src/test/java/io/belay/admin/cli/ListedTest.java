package io.belay.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What people are shown of a list, and of how far long work is. */
class ListedTest {
    @Test
    void a_field_is_shown_so_that_it_commands_no_terminal_and_breaks_no_table() {
        assertThat(Listed.shown(null)).isEqualTo("-");
        assertThat(Listed.shown("")).isEqualTo("-");
        assertThat(Listed.shown(true)).isEqualTo("yes");
        assertThat(Listed.shown(7L)).isEqualTo("7");
        assertThat(Listed.shown("a\n\u001b[2J\u202e")).isEqualTo("a\\u000A\\u001B[2J\\u202E");
        assertThat(Listed.shown("x".repeat(60))).isEqualTo("x".repeat(60));
        assertThat(Listed.shown("x".repeat(61))).isEqualTo("x".repeat(59) + "…");
    }

    @Test
    void progress_is_a_line_that_is_wiped_at_the_end() {
        StringWriter shown = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(shown), true, "move", 4)) {
            progress.done(0);
            progress.done(2);
            progress.done(4);
        }

        assertThat(shown.toString())
                .isEqualTo("\rmove [" + ".".repeat(30) + "] 0 of 4\rmove [" + "#".repeat(15) + ".".repeat(15)
                        + "] 2 of 4\rmove [" + "#".repeat(30) + "] 4 of 4\r\u001b[K");
    }

    @Test
    void progress_is_nothing_where_nobody_looks() {
        StringWriter shown = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(shown), false, "move", 4)) {
            progress.done(2);
        }

        assertThat(shown.toString()).isEmpty();
    }
}
