package io.belay.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.AdminPlace;
import io.belay.admin.AdminServer;
import io.belay.admin.KnownUsers;
import io.belay.admin.Samples;
import io.belay.admin.login.Entrance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that ask a running broker. */
class AskingCommandsTest {
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = AdminServer.open(AdminPlace.local(0), Entrance.OPEN, Samples.SOURCE, Samples.QUEUES, Samples.RELOADS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Command(name = "belay")
    private static final class Belay {}

    private static CommandLine commandLine() {
        CommandLine belay = new CommandLine(new Belay());
        AskingCommands.addTo(belay);
        return belay.setExecutionExceptionHandler(
                (failure, command, parsed) -> AskingCommands.explain(failure, command.getErr()));
    }

    @Test
    void the_command_line_prints_what_the_broker_answers() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String port = Integer.toString(server.port());

        int listed = commandLine().setOut(new PrintWriter(out)).execute("sessions", "--http", port);
        int told = commandLine().setOut(new PrintWriter(out)).execute("why", "till 7&x", "--http", port);
        int unknown = commandLine().setErr(new PrintWriter(err)).execute("why", "nobody", "--http", port);

        assertThat(listed).isZero();
        assertThat(told).isZero();
        assertThat(out.toString()).contains("CLIENT", "till-7", "connection reset by peer");
        assertThat(unknown).isEqualTo(AskingCommands.FAILED);
        assertThat(err.toString()).contains("belay: nothing is known of client nobody");
    }

    @Test
    void a_command_says_as_whom_it_asks(@TempDir Path directory) throws IOException {
        server.close();
        server = AdminServer.open(
                AdminPlace.local(0), new KnownUsers(), Samples.SOURCE, Samples.QUEUES, Samples.RELOADS);
        Path password = Files.writeString(directory.resolve("password"), "annann");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        String url = "http://localhost:" + server.port();
        StringWriter err = new StringWriter();

        int asAnn = commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute("sessions", "--url", url, "--user", "ann", "--password-file", password.toString());
        int asRob = commandLine()
                .setErr(new PrintWriter(err))
                .execute("sessions", "--url", url, "--user", "rob", "--password-file", password.toString());
        int asNobody = commandLine().setErr(new PrintWriter(err)).execute("sessions", "--url", url);

        assertThat(asAnn).isZero();
        assertThat(asRob).isEqualTo(AskingCommands.FAILED);
        assertThat(asNobody).isEqualTo(AskingCommands.FAILED);
        assertThat(err.toString())
                .contains(
                        "belay: wrong user name, password or proof", "belay: log in first; --user NAME says who asks");
    }

    @Test
    void what_is_wrong_with_a_file_is_said() {
        assertThat(explained(new NoSuchFileException("/none/x"))).isEqualTo("belay: there is no /none/x\n");
        assertThat(explained(new AccessDeniedException("/x"))).isEqualTo("belay: no permission for /x\n");
        assertThat(explained(new FileAlreadyExistsException("/x"))).isEqualTo("belay: /x is there, and no directory\n");
        assertThat(explained(new IOException("disk on fire"))).isEqualTo("belay: disk on fire\n");
    }

    private static String explained(Exception failure) {
        StringWriter err = new StringWriter();
        assertThat(AskingCommands.explain(failure, new PrintWriter(err))).isEqualTo(AskingCommands.FAILED);
        return err.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://broker.example:8080",
                "ftp://localhost",
                "localhost:8080",
                "https:///sessions",
                "http://127.0.0.1:8080@broker.example",
                "http://localhost:80@localhost:81@broker.example:8080"
            })
    void a_password_goes_nowhere_where_others_could_read_it(String url) {
        StringWriter err = new StringWriter();

        int code = commandLine().setErr(new PrintWriter(err)).execute("sessions", "--url", url);

        assertThat(code).isEqualTo(AskingCommands.BAD_SETTING);
        assertThat(err.toString()).contains("--url: expected https://HOST:PORT");
    }

    @Test
    void a_file_of_authorities_has_certificates(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");
        StringWriter err = new StringWriter();

        int code = commandLine()
                .setErr(new PrintWriter(err))
                .execute("sessions", "--url", "https://localhost:1", "--ca", file.toString());

        assertThat(code).isEqualTo(AskingCommands.BAD_SETTING);
        assertThat(err.toString()).contains("expected certificates");
    }
}
