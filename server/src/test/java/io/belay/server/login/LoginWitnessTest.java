package io.belay.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What others have said stands in the log as one harmless line. */
class LoginWitnessTest {
    @Test
    void what_would_make_another_line_or_hide_something_is_shown_as_a_question_mark() {
        assertThat(Shown.text("anna\r\nroot came in")).isEqualTo("anna??root came in");
        assertThat(Shown.text("\u001b[31m\u202Eanna\u2028\"x\"")).isEqualTo("?[31m?anna??x?");
        assertThat(Shown.text("\uD800")).isEqualTo("?");
        assertThat(Shown.text("Zo\u00EB \uD83D\uDE00")).isEqualTo("Zo\u00EB \uD83D\uDE00");
    }

    @Test
    void fifty_lines_are_written_in_a_second_and_the_next_second_begins_anew() {
        long[] nowNanos = {7};
        LoginWitness.Budget budget = new LoginWitness.Budget(() -> nowNanos[0]);
        for (int count = 1; count <= LoginWitness.LINES_PER_SECOND; count++) {
            assertThat(budget.mayWrite()).as("line %d", count).isTrue();
        }

        boolean oneMore = budget.mayWrite();
        nowNanos[0] += 999_999_999;
        boolean stillTooMany = budget.mayWrite();
        nowNanos[0]++;

        assertThat(oneMore).isFalse();
        assertThat(stillTooMany).isFalse();
        assertThat(budget.mayWrite()).isTrue();
    }

    @Test
    void it_is_cut_off_at_200_characters() {
        assertThat(Shown.text("a".repeat(199))).hasSize(199);
        assertThat(Shown.text("a".repeat(200))).hasSize(200);
        assertThat(Shown.text("a".repeat(201))).isEqualTo("a".repeat(200) + "…");
    }
}
