package io.belay.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.text.BadSettingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** As whom commands ask. */
class CredentialsTest {
    private final Map<String, String> environment = new LinkedHashMap<>();

    @TempDir
    private Path directory;

    @Command(name = "ask")
    private static final class Ask {
        @Mixin
        private final Credentials credentials = new Credentials();
    }

    private String header(String... flags) throws Exception {
        Ask ask = new Ask();
        new CommandLine(ask).parseArgs(flags);
        return ask.credentials.header(environment::get, null);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String content, String modes) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }

    @Test
    void nobody_in_particular_asks_a_broker_without_users() throws Exception {
        assertThat(header()).isNull();
    }

    @Test
    void the_environment_says_who_asks() throws Exception {
        environment.put("BELAY_USER", "ann");
        environment.put("BELAY_PASSWORD", "se:cret");

        assertThat(header()).isEqualTo(basic("ann:se:cret"));
        assertThat(header("--user", "zoë")).isEqualTo(basic("zoë:se:cret"));
    }

    @Test
    void a_token_is_enough_unless_a_user_is_named() throws Exception {
        environment.put("BELAY_TOKEN", "abc\n");
        environment.put("BELAY_PASSWORD", "secret");

        assertThat(header()).isEqualTo("Bearer abc");
        assertThat(header("--user", "ann")).isEqualTo(basic("ann:secret"));
    }

    @Test
    void a_file_has_the_password_in_its_first_line() throws Exception {
        environment.put("BELAY_PASSWORD", "another");
        Path file = file("secret\r\nwhatever", "rw-------");

        assertThat(header("--user", "ann", "--password-file", file.toString())).isEqualTo(basic("ann:secret"));
    }

    @Test
    void a_file_that_others_may_read_is_refused() throws Exception {
        Path file = file("secret", "rw-r-----");

        assertThatThrownBy(() -> header("--user", "ann", "--password-file", file.toString()))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("others may read")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> header("--user", "ann", "--password-file", directory + "/none"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("cannot read");
    }

    @Test
    void without_a_terminal_nobody_is_asked() {
        assertThatThrownBy(() -> header("--user", "a\u001bnn"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("no password for a\\u001Bnn");
    }

    @Test
    void a_name_with_a_colon_cannot_be_said_over_http() {
        assertThatThrownBy(() -> header("--user", "a:b")).isInstanceOf(BadSettingException.class);
    }
}
