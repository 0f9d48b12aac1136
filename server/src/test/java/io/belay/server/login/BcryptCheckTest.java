package io.belay.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Passwords against hashes that other programs have written. */
class BcryptCheckTest {
    private final BcryptCheck check = new BcryptCheck();

    private boolean matches(String password, String hash) {
        return check.matches(password.getBytes(StandardCharsets.UTF_8), hash);
    }

    @Test
    void a_hash_of_any_usual_version_is_understood() {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());

        assertThat(matches("secret", hash)).isTrue();
        assertThat(matches("secret", hash.replace("$2a$", "$2b$"))).isTrue();
        assertThat(matches("secret", hash.replace("$2a$", "$2y$"))).isTrue();
        assertThat(matches("Secret", hash)).isFalse();
        assertThat(matches("", hash)).isFalse();
    }

    @Test
    void what_is_no_hash_is_nobodys() {
        assertThat(matches("secret", "")).isFalse();
        assertThat(matches("secret", "secret")).isFalse();
        assertThat(matches("secret", "$2a$04$short")).isFalse();
    }

    @Test
    void a_password_that_is_longer_than_bcrypt_takes_is_nobodys() {
        String hash = BCrypt.withDefaults().hashToString(4, "a".repeat(71).toCharArray());

        assertThat(matches("a".repeat(71), hash)).isTrue();
        assertThat(matches("a".repeat(72), hash)).isFalse();
        assertThat(matches("a".repeat(73), hash)).isFalse();
        assertThat(matches("a".repeat(1_000), hash)).isFalse();
    }
}
