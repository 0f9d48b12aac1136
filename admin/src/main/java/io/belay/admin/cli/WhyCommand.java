package io.belay.admin.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay why}: the timeline of one session. */
@Command(
        name = "why",
        description = {
            "Tells what happened to a client's session: when it came, why it was lost, what it got back.",
            "Of an address (10.0.0.7) it tells the lines from there that never got a session."
        },
        mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(
            index = "0",
            paramLabel = "CLIENT-ID",
            description = "Client identifier of the session; amqp:CONTAINER for AMQP.")
    private String clientId;

    private WhyCommand() {}

    @Override
    public Integer call() throws Exception {
        String query = "client=" + URLEncoder.encode(clientId, StandardCharsets.UTF_8);
        spec.commandLine().getOut().print(broker.ask("/why", query));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
