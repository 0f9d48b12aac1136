package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.sasl.ScramHash;
import io.belay.server.settings.BelaySchema;
import io.belay.server.users.Users;
import io.belay.server.users.UsersFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about settings and users, which need no broker. */
class SettingCommandsTest {
    @TempDir
    private Path directory;

    private Path config;
    private UsersFile users;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void begin() throws Exception {
        config = directory.resolve("belay.yaml");
        users = new UsersFile(directory.resolve("u.yaml"));
        Files.writeString(config, "security:\n  users-file: \"" + users.path() + "\"\nmqtt:\n  port: 1884\n");
    }

    private int belay(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return BelayMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int belayWith(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return belay(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_good_file_is_checked_with_0() {
        assertThat(belay("config", "check", config.toString())).isZero();
        assertThat(out).hasToString(config + ": nothing wrong, 2 keys set" + System.lineSeparator());
    }

    @Test
    void the_file_may_be_named_as_run_wants_it_but_once() {
        assertThat(belay("config", "check", "--config", config.toString())).isZero();
        assertThat(out).hasToString(config + ": nothing wrong, 2 keys set" + System.lineSeparator());

        assertThat(belay("config", "check", "--config", config.toString(), config.toString()))
                .isEqualTo(BelayMain.BAD_SETTING);
    }

    @Test
    void a_bad_file_is_checked_with_1_and_all_that_is_wrong_on_the_error_output() throws Exception {
        Files.writeString(config, "mqtt:\n  prot: 1\n  port: x\n");

        assertThat(belay("config", "check", config.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line ->
                        line.startsWith(config + ":2:3: \"mqtt.prot\": there is no such key; did you mean mqtt.port"))
                .anyMatch(
                        line -> line.startsWith(config + ":3:9: mqtt.port: expected a port, 0 to 65535; found \"x\""));
    }

    @Test
    void a_file_that_is_not_there_is_checked_with_2() {
        assertThat(belay("config", "check", directory.resolve("gone").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("belay: there is no file ");
    }

    @Test
    void what_holds_is_shown_with_where_it_was_said() {
        assertThat(belay("config", "show", "--config", config.toString())).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("mqtt\\.port +1884 +\\S+belay\\.yaml:4:9"))
                .anyMatch(line -> line.matches("tls\\.key +- +default"))
                .hasSize(1 + BelaySchema.SCHEMA.keys().size());
    }

    @Test
    void what_holds_is_shown_to_programs() {
        assertThat(belay("config", "show", "--json", "--config", config.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("{\"key\":\"mqtt.port\",\"value\":\"1884\",\"from\":\"")
                .contains("{\"key\":\"tls.key\",\"value\":null,\"from\":\"default\"}");
    }

    @Test
    void a_bad_file_is_not_shown_and_starts_no_broker() throws Exception {
        Files.writeString(config, "mqtt: {port: x}");

        assertThat(belay("config", "show", "--config", config.toString())).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(belay("run", "--config", config.toString())).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString())
                .isEqualTo(
                        config + ":1:14: mqtt.port: expected a port, 0 to 65535; found \"x\"" + System.lineSeparator());
    }

    @Test
    void the_example_is_written() {
        assertThat(belay("config", "example")).isZero();
        assertThat(out).hasToString(BelaySchema.example());
    }

    @Test
    void a_user_may_be_known_by_its_certificate_alone() throws Exception {
        String file = config.toString();

        assertThat(belay("user", "add", "till-7", "--certificate", "cn=till-7, o=Shop", "--config", file))
                .isZero();
        assertThat(belay("user", "add", "till-8", "--certificate", "CN=till-7,O=Shop", "--config", file))
                .isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("CN=till-7,O=Shop is a certificate of till-7");
        assertThat(belay("user", "add", "till-9", "--certificate", "till-9", "--config", file))
                .isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("--certificate: expected a subject, CN=till-7,O=Shop; found \"till-9\"");
        assertThat(belay("user", "list", "--config", file)).isZero();
        assertThat(out.toString()).containsPattern("till-7 +- +certificate").doesNotContain("till-8");
    }

    @Test
    void users_are_added_listed_changed_and_removed() throws Exception {
        String file = config.toString();
        assertThat(belay("user", "list", "--config", file)).isZero();
        assertThat(out.toString()).startsWith("no users in ");

        assertThat(belayWith(
                        "pass wörd\nmore\n",
                        "user",
                        "add",
                        "ann",
                        "--role",
                        "till",
                        "--role",
                        "b",
                        "--password-stdin",
                        "--config",
                        file))
                .as(err.toString())
                .isZero();
        Users one = users.read();
        assertThat(one.find("ann").roles()).containsExactly("till", "b");
        assertThat(one.find("ann").sha256().isOf(ScramHash.SHA_256, "pass wörd"))
                .isTrue();

        assertThat(belayWith("other\r\n", "user", "password", "ann", "--password-stdin", "--config", file))
                .isZero();
        assertThat(users.read().find("ann").sha512().isOf(ScramHash.SHA_512, "other"))
                .isTrue();
        assertThat(users.read().find("ann").roles()).containsExactly("till", "b");
        assertThat(users.read().secret()).isEqualTo(one.secret());

        assertThat(belay("user", "list", "--config", file)).isZero();
        assertThat(out.toString().lines())
                .containsExactly("USER  ROLES    COMES IN BY", "ann   till, b  SCRAM, password");
        assertThat(belay("user", "remove", "ann", "--config", file)).isZero();
        assertThat(users.read().all()).isEmpty();
    }

    @Test
    void what_cannot_be_done_to_users_is_refused_with_2_and_changes_nothing() throws Exception {
        String file = config.toString();
        belayWith("x\n", "user", "add", "ann", "--password-stdin", "--config", file);
        byte[] before = users.content();

        assertThat(belayWith("x\n", "user", "add", "ann", "--password-stdin", "--config", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is a user ann already");
        assertThat(belayWith("\n", "user", "add", "bea", "--password-stdin", "--config", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("expected a password of 1 to 1024 bytes; found 0");
        assertThat(belayWith("x", "user", "add", "", "--password-stdin", "--config", file))
                .isEqualTo(2);
        assertThat(belayWith("x", "user", "password", "bea", "--password-stdin", "--config", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no user bea");
        assertThat(belay("user", "remove", "bea", "--config", file)).isEqualTo(2);
        assertThat(belayWith("x", "user", "add", "bea", "--iterations", "4095", "--password-stdin", "--config", file))
                .isEqualTo(2);
        assertThat(belayWith("é".repeat(37), "user", "add", "bea", "--bcrypt", "--password-stdin", "--config", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("at most 72 bytes");
        assertThat(users.content()).isEqualTo(before);
    }

    @Test
    void a_bad_file_of_users_is_refused_with_its_line() throws Exception {
        Files.writeString(users.path(), "users:\n  ann: x\n");

        assertThat(belay("user", "list", "--config", config.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(users.path() + ":2:8: expected what the user is known by");
    }

    @Test
    void the_completion_knows_commands_and_flags() {
        assertThat(belay("completion")).isZero();
        assertThat(out.toString())
                .contains("complete -F _complete_belay", "config", "--websocket-origin", "--password-stdin");
    }
}
