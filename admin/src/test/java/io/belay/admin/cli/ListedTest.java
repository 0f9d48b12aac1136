package io.belay.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people are shown of a list. */
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
}
