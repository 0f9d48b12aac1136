package io.belay.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.AdminServer;
import io.belay.admin.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that ask a running broker. */
class AskingCommandsTest {
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = AdminServer.open(0, Samples.SOURCE, Samples.QUEUES, Samples.RELOADS);
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
}
