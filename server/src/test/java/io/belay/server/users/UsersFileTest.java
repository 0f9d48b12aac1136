package io.belay.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.sasl.ScramHash;
import io.belay.config.ConfigException;
import io.belay.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {
    private static final String HEAD = "version: 1\nsecret: \"" + "A".repeat(42) + "8=\"\nusers:\n";
    private static final String BCRYPT = "$2a$12$" + "a".repeat(53);

    @TempDir
    private Path directory;

    private UsersFile file;

    @BeforeEach
    void begin() {
        file = new UsersFile(directory.resolve("users.yaml"));
    }

    private static User ann() {
        return Passwords.scram("ann", List.of("till"), "s3cret", 4_096);
    }

    private void add(User user) throws IOException, ConfigException {
        file.<RuntimeException>change(users -> users.with(user));
    }

    private static Users parse(String text) throws ConfigException {
        return UsersFile.parse("u.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void there_are_no_users_where_there_is_no_file() throws Exception {
        assertThat(file.read()).isNull();
    }

    @Test
    void what_was_added_is_read_again_and_the_secret_stays() throws Exception {
        User ann = ann();
        User bea = new User("bea \"q\" \\ é😀\u2028", List.of(), null, null, BCRYPT, List.of("CN=bea,O=\\\"x\\\""));
        add(ann);
        Users one = file.read();
        add(bea);
        Users both = file.read();

        assertThat(both.all()).containsExactly(ann, bea);
        assertThat(both.secret()).isEqualTo(one.secret());
        assertThat(both.secret().length()).isEqualTo(32);
        assertThat(both.find("ann").sha512().isOf(ScramHash.SHA_512, "s3cret")).isTrue();
        assertThat(both.find("ann").sha256().isOf(ScramHash.SHA_256, "S3cret")).isFalse();
    }

    @Test
    void the_longest_names_are_read_again() throws Exception {
        for (String each : List.of("x", "\u00fc", "\u20ac", "\"")) {
            add(Passwords.scram(each.repeat(256), List.of("till"), "s3cret", 4_096));
        }

        assertThat(file.read().all())
                .extracting(user -> user.name().substring(255))
                .containsExactlyInAnyOrder("x", "\u00fc", "\u20ac", "\"");
    }

    @Test
    void no_password_is_in_the_file_and_its_owner_alone_reads_it() throws Exception {
        add(ann());

        assertThat(Files.readString(file.path())).doesNotContain("s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void the_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() throws Exception {
        add(ann());
        Object before = Files.readAttributes(file.path(), "unix:ino").get("ino");
        Files.writeString(directory.resolve("users.yaml.new"), "left by a crash");
        add(Passwords.scram("bea", List.of(), "x", 4_096));

        assertThat(Files.readAttributes(file.path(), "unix:ino").get("ino")).isNotEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("users.yaml", "users.yaml.lock");
        }
    }

    @Test
    void a_link_to_the_file_stays_one() throws Exception {
        add(ann());
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), file.path());
        new UsersFile(link).<RuntimeException>change(users -> users.without(users.find("ann")));

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file.read().all()).isEmpty();
    }

    @Test
    void a_change_that_cannot_be_made_writes_nothing() throws Exception {
        add(ann());
        byte[] before = file.content();

        assertThatThrownBy(() -> file.<IOException>change(users -> {
                    throw new IOException("no");
                }))
                .hasMessage("no");
        assertThat(file.content()).isEqualTo(before);
    }

    @Test
    void a_bad_file_is_not_written_over() throws Exception {
        Files.writeString(file.path(), "users: [");

        assertThatThrownBy(() -> add(ann())).isInstanceOf(ConfigException.class);
        assertThat(Files.readString(file.path())).isEqualTo("users: [");
    }

    @Test
    void names_that_count_as_the_same_are_one_user() throws Exception {
        add(Passwords.scram("ann\u00A0b", List.of(), "x", 4_096));

        assertThat(file.read().find("ann b")).isNotNull();
        assertThatThrownBy(() -> parse(HEAD + "  \"a\\u00A0b\": {}\n  \"a b\": {}\n"))
                .hasMessage("u.yaml:5:3: expected each user once; found a name that counts as one before");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ">ann: x                    | u.yaml:4:8: expected what the user is known by; found \"x\"",
                ">ann: {pasword: x}         | u.yaml:4:9: expected roles, certificates, scram-sha-256",
                ">ann: {roles: till}        | u.yaml:4:16: expected a list of roles; found \"till\"",
                ">ann: {roles: ['']}        | expected a text",
                ">ann: {bcrypt: s3cret}     | u.yaml:4:17: bcrypt: expected $2a$",
                ">ann: {scram-sha-256: s3cret} | u.yaml:4:24: scram-sha-256: expected iterations:salt$storedKey:serverKey",
                ">ann: {}%n>ann: {}        | u.yaml:5:3: expected each name once",
                ">'': {}                    | u.yaml:4:3: expected a name of 1 to 256 characters",
                ">\"a\\x00\": {}            | expected a name without control characters",
                ">- ann                     | u.yaml:4:3: expected users by name; found a list",
                "%nroles: {}                 | u.yaml:5:1: expected version, secret or users",
            })
    void a_bad_file_is_refused_with_its_line_and_never_says_what_may_be_a_password(String text, String words) {
        assertThatThrownBy(() -> parse(HEAD + text.replace("%n", "\n").replace(">", "  ")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version: 1", "secret: x\nversion: 1", "version: 2\nsecret: AAAA"})
    void a_file_of_another_version_or_without_a_secret_is_refused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ConfigException.class);
    }

    @Test
    void a_file_without_users_is_one() throws ConfigException {
        assertThat(parse(HEAD).all()).isEmpty();
    }

    @Test
    void names_and_iterations_have_their_ends() throws ConfigException {
        String key = ":AAAA$" + "A".repeat(43) + "=:" + "A".repeat(43) + "=";

        assertThat(parse(HEAD + "  \"" + "x".repeat(256) + "\": {}\n").all()).hasSize(1);
        assertThatThrownBy(() -> parse(HEAD + "  \"" + "x".repeat(257) + "\": {}\n"))
                .hasMessageContaining("1 to 256");
        assertThat(ScramLine.read("4096" + key, 32)).isNotNull();
        assertThat(ScramLine.read("1000000" + key, 32)).isNotNull();
        assertThat(ScramLine.read("4095" + key, 32)).isNull();
        assertThat(ScramLine.read("1000001" + key, 32)).isNull();
        assertThat(ScramLine.read("4096" + key, 64)).isNull();
        assertThat(ScramLine.read("4096:$" + "A".repeat(43) + "=:" + "A".repeat(43) + "=", 32))
                .isNull();
        assertThat(ScramLine.read("4096:AAAAA$AAAA:AAAA", 3)).isNull();
    }

    @ParameterizedTest
    @Seeds(10)
    void a_damaged_file_is_refused_and_never_breaks_it(long seed) throws Exception {
        add(ann());
        byte[] whole = file.content();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int each = 0; each < 3; each++) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                assertThat(UsersFile.parse("u", damaged).all().size()).isLessThanOrEqualTo(1);
            } catch (ConfigException refused) {
                assertThat(refused).hasMessageStartingWith("u");
            }
        }
    }
}
