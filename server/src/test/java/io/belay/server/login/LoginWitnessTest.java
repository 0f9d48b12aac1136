package io.belay.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What others have said stands in the log as one harmless line. */
class LoginWitnessTest {
    @Test
    void what_would_make_another_line_or_hide_something_is_shown_as_a_question_mark() {
        assertThat(LoginWitness.shown("anna\r\nroot came in")).isEqualTo("anna??root came in");
        assertThat(LoginWitness.shown("\u001b[31m\u202Eanna\u2028\"x\"")).isEqualTo("?[31m?anna??x?");
        assertThat(LoginWitness.shown("\uD800")).isEqualTo("?");
        assertThat(LoginWitness.shown("Zo\u00EB \uD83D\uDE00")).isEqualTo("Zo\u00EB \uD83D\uDE00");
    }

    @Test
    void it_is_cut_off_at_200_characters() {
        assertThat(LoginWitness.shown("a".repeat(199))).hasSize(199);
        assertThat(LoginWitness.shown("a".repeat(200))).hasSize(200);
        assertThat(LoginWitness.shown("a".repeat(201))).isEqualTo("a".repeat(200) + "…");
    }
}
