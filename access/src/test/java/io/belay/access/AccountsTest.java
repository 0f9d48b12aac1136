package io.belay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who there is, and what strangers see of it. */
class AccountsTest {
    private static final Binary SECRET = Binary.of("sixteen bytes or more".getBytes(StandardCharsets.UTF_8));
    private static final Binary SALT = Binary.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    private final List<String> compared = new ArrayList<>();
    private final PasswordCheck hashes = (password, hash) -> {
        compared.add(hash);
        return hash.equals("hash of " + new String(password, StandardCharsets.UTF_8));
    };

    private static Account keyed(String name, ScramHash hash, int iterations) {
        ScramCredential key = ScramCredential.of(hash, "secret", SALT, iterations);
        boolean isShort = hash == ScramHash.SHA_256;
        return new Account(name, isShort ? key : null, isShort ? null : key, "", List.of(), List.of());
    }

    private static Account hashed(String name) {
        return new Account(name, null, null, "hash of secret", List.of(), List.of());
    }

    private static Accounts of(Account... accounts) {
        return new Accounts(List.of(accounts), List.of(), SECRET);
    }

    private boolean isPassword(Accounts accounts, String user, String password) {
        return accounts.isPassword(user, password.getBytes(StandardCharsets.UTF_8), hashes);
    }

    @Test
    void a_password_is_checked_with_the_key_of_scram_if_there_is_one() {
        Accounts accounts = of(keyed("anna", ScramHash.SHA_256, 4_096), keyed("bert", ScramHash.SHA_512, 4_096));

        assertThat(isPassword(accounts, "anna", "secret")).isTrue();
        assertThat(isPassword(accounts, "bert", "secret")).isTrue();
        assertThat(isPassword(accounts, "anna", "Secret")).isFalse();
        assertThat(isPassword(accounts, "bert", "")).isFalse();
        assertThat(compared).isEmpty();
    }

    @Test
    void else_with_its_hash() {
        Accounts accounts = of(hashed("anna"));

        assertThat(isPassword(accounts, "anna", "secret")).isTrue();
        assertThat(isPassword(accounts, "anna", "guess")).isFalse();
    }

    @Test
    void a_stranger_is_checked_like_a_user_and_refused_whatever_it_says() {
        Accounts accounts = of(hashed("anna"));

        assertThat(isPassword(accounts, "nobody", "secret")).isFalse();
        assertThat(compared).as("as long as for anna").containsExactly("hash of secret");
        assertThat(isPassword(of(keyed("anna", ScramHash.SHA_256, 4_096)), "nobody", "secret"))
                .isFalse();
    }

    @Test
    void a_user_with_a_certificate_only_has_no_password() {
        Account machine = new Account("till-7", null, null, "", List.of("CN=till-7"), List.of());

        assertThat(isPassword(of(machine), "till-7", "")).isFalse();
        assertThat(isPassword(of(machine, hashed("anna")), "till-7", "secret")).isFalse();
        assertThat(of(machine).ofCertificate("CN=till-7")).isEqualTo(machine);
        assertThat(of(machine).ofCertificate("CN=till-8")).isNull();
    }

    @Test
    void bytes_that_are_no_text_are_nobodys_password() {
        Accounts accounts = of(keyed("anna", ScramHash.SHA_256, 4_096));

        assertThat(accounts.isPassword("anna", new byte[] {(byte) 0xFF}, hashes))
                .isFalse();
    }

    @Test
    void a_stranger_is_asked_with_the_same_salt_each_time_and_with_the_iterations_of_a_user() {
        Accounts accounts = of(keyed("anna", ScramHash.SHA_256, 5_000));
        Accounts later = of(keyed("anna", ScramHash.SHA_256, 5_000));

        ScramCredential asked = accounts.scram("nobody", ScramHash.SHA_256);

        assertThat(asked.iterations()).isEqualTo(5_000);
        assertThat(asked.salt().length()).isGreaterThanOrEqualTo(8);
        assertThat(later.scram("nobody", ScramHash.SHA_256)).isEqualTo(asked);
        assertThat(accounts.scram("somebody", ScramHash.SHA_256).salt()).isNotEqualTo(asked.salt());
        assertThat(new Accounts(List.of(), List.of(), Binary.of(new byte[16])).scram("nobody", ScramHash.SHA_256))
                .as("another broker's")
                .isNotEqualTo(asked);
    }

    @Test
    void strangers_look_like_all_users_there_are() {
        Accounts accounts = of(keyed("anna", ScramHash.SHA_256, 4_096), keyed("bert", ScramHash.SHA_256, 8_192));

        assertThat(IntStream.range(0, 100)
                        .mapToObj(number -> accounts.scram("stranger " + number, ScramHash.SHA_256)
                                .iterations())
                        .distinct())
                .containsExactlyInAnyOrder(4_096, 8_192);
    }

    @Test
    void a_user_without_a_key_for_this_hash_is_asked_like_a_stranger() {
        Accounts accounts = of(keyed("anna", ScramHash.SHA_256, 4_096));

        assertThat(accounts.scram("anna", ScramHash.SHA_512).iterations()).isEqualTo(4_096);
        assertThat(accounts.scram("anna", ScramHash.SHA_256))
                .isEqualTo(Objects.requireNonNull(accounts.account("anna")).sha256());
    }

    @Test
    void a_name_is_known_in_whichever_form_it_is_written() {
        Accounts accounts = of(hashed("ann\u00E9"));

        assertThat(accounts.account("anne\u0301")).isNotNull();
        assertThat(accounts.account("anne")).isNull();
    }

    @Test
    void a_name_has_a_length() {
        assertThatCode(() -> hashed("a".repeat(255))).doesNotThrowAnyException();
        assertThatCode(() -> hashed("a".repeat(256))).doesNotThrowAnyException();
        assertThatThrownBy(() -> hashed("a".repeat(257))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hashed("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hashed("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(of(hashed("a".repeat(256))).account("a".repeat(257))).isNull();
        assertThat(isPassword(of(hashed("a".repeat(256))), "a".repeat(60_000), "secret"))
                .isFalse();
    }

    @Test
    void nothing_has_two_owners() {
        Role role = new Role("r", List.of());
        Account machine = new Account("a", null, null, "", List.of("CN=x"), List.of());
        Account other = new Account("b", null, null, "", List.of("CN=x"), List.of());

        assertThatThrownBy(() -> of(hashed("anna"), hashed("anna"))).hasMessageContaining("anna");
        assertThatThrownBy(() -> of(machine, other)).hasMessageContaining("CN=x");
        assertThatThrownBy(() -> new Accounts(List.of(), List.of(role, role), SECRET))
                .hasMessageContaining("r");
    }

    @Test
    void the_secret_has_a_least_length() {
        assertThatThrownBy(() -> new Accounts(List.of(), List.of(), Binary.of(new byte[15])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Accounts(List.of(), List.of(), Binary.of(new byte[16])).isOpen())
                .isTrue();
        assertThat(new Accounts(List.of(), List.of(), Binary.of(new byte[17])).isOpen())
                .isTrue();
    }

    @Test
    void an_account_says_nothing_of_its_keys() {
        assertThat(hashed("anna").toString()).contains("anna").doesNotContain("hash of");
        assertThat(of(hashed("anna")).all()).extracting(Account::name).containsExactly("anna");
    }
}
