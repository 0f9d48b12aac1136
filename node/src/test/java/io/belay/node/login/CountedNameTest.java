package io.belay.node.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Account;
import org.junit.jupiter.api.Test;

/** Under which name failed attempts are remembered, of whoever. */
final class CountedNameTest {
    @Test
    void it_is_no_longer_than_a_name_may_be_whatever_its_characters_are_made_of() {
        assertThat(LineLogins.counted("\uFDFA".repeat(1_000))).hasSize(Account.NAME_LENGTH_MAX);
        assertThat(LineLogins.counted("anna")).isEqualTo("anna");
    }
}
