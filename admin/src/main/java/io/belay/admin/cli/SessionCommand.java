package io.belay.admin.cli;

import io.belay.admin.text.Words;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay session}: what an operator does to one session. */
@Command(
        name = "session",
        description = "Ends, disconnects or gives away a session of the running broker.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class SessionCommand {
    private static final String CLIENT = "Client identifier of the session.";
    private static final String WHY = "What its client is told (default: ${DEFAULT-VALUE}).";
    private static final String ASKED = "an operator asked for it";

    @Spec
    private CommandSpec spec;

    private SessionCommand() {}

    @Command(
            name = "end",
            description = "Ends a session at once, with all that it holds.",
            mixinStandardHelpOptions = true)
    int end(
            @Mixin AdminClient broker,
            @Parameters(paramLabel = "CLIENT-ID", description = CLIENT) String client,
            @Option(names = "--why", paramLabel = "WORDS", description = WHY, defaultValue = ASKED) String why)
            throws Exception {
        Map<String, Object> done = broker.fields("DELETE", path(client), Map.of("why", why));
        Said.say(spec, broker, done, "ended the session of " + Words.printable(client));
        return ExitCode.OK;
    }

    @Command(
            name = "disconnect",
            description = "Closes the connection of a session, which stays.",
            mixinStandardHelpOptions = true)
    int disconnect(
            @Mixin AdminClient broker,
            @Parameters(paramLabel = "CLIENT-ID", description = CLIENT) String client,
            @Option(names = "--why", paramLabel = "WORDS", description = WHY, defaultValue = ASKED) String why)
            throws Exception {
        Map<String, Object> done = broker.fields("POST", path(client) + "/disconnect", Map.of("why", why));
        Said.say(spec, broker, done, "disconnected " + Words.printable(client));
        return ExitCode.OK;
    }

    @Command(
            name = "give",
            description = "Gives the session of a client that is away to another user.",
            mixinStandardHelpOptions = true)
    int give(
            @Mixin AdminClient broker,
            @Parameters(paramLabel = "CLIENT-ID", description = CLIENT) String client,
            @Parameters(paramLabel = "USER", description = "User that may come back to it, and nobody else.")
                    String user)
            throws Exception {
        Map<String, Object> done = broker.fields("POST", path(client) + "/give", Map.of("user", user));
        Said.say(spec, broker, done, "gave the session of " + Words.printable(client) + " to " + Words.printable(user));
        return ExitCode.OK;
    }

    private static String path(String client) {
        return "/api/sessions/" + AdminClient.encoded(client);
    }
}
