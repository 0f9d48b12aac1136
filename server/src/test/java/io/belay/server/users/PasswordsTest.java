package io.belay.server.users;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.belay.amqp.sasl.ScramHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void scram_keys_are_of_the_password_and_salted_each_time() {
        User one = Passwords.scram("ann", List.of("a"), "pässword", 5_000);
        User other = Passwords.scram("ann", List.of("a"), "pässword", 5_000);

        assertThat(one.sha256().isOf(ScramHash.SHA_256, "pässword")).isTrue();
        assertThat(one.sha512().isOf(ScramHash.SHA_512, "pässword")).isTrue();
        assertThat(one.sha512().isOf(ScramHash.SHA_512, "password")).isFalse();
        assertThat(one.sha256().iterations()).isEqualTo(5_000);
        assertThat(one.sha256().salt())
                .isNotEqualTo(other.sha256().salt())
                .isNotEqualTo(one.sha512().salt());
        assertThat(one.bcrypt()).isNull();
    }

    @Test
    void a_bcrypt_hash_is_of_the_password_and_the_only_thing_that_is_kept() throws Exception {
        User user = Passwords.bcrypt("ann", List.of(), "pässword");

        assertThat(user.sha256()).isNull();
        assertThat(user.sha512()).isNull();
        assertThat(BCrypt.verifyer()
                        .verify(
                                "pässword".getBytes(StandardCharsets.UTF_8),
                                user.bcrypt().getBytes(StandardCharsets.UTF_8))
                        .verified)
                .isTrue();
        assertThat(UsersFile.parse(
                                "u",
                                UsersWriter.of(new Users(io.belay.amqp.type.Binary.of(new byte[32]), List.of(user)))
                                        .getBytes(StandardCharsets.UTF_8))
                        .all())
                .containsExactly(user);
    }

    @Test
    void a_password_has_a_length_and_no_control_characters() {
        assertThat(Passwords.objection("")).contains("1 to 1024 bytes; found 0");
        assertThat(Passwords.objection("x")).isNull();
        assertThat(Passwords.objection("é".repeat(512))).isNull();
        assertThat(Passwords.objection("é".repeat(512) + "x")).contains("found 1025");
        assertThat(Passwords.objection("a\tb")).contains("control characters");
    }

    @Test
    void nothing_that_is_secret_is_shown() {
        User user = Passwords.scram("ann", List.of("a"), "pw", 4_096);

        assertThat(user).hasToString("User[name=ann, roles=[a]]");
    }
}
