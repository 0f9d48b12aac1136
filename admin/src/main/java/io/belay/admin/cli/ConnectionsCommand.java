package io.belay.admin.cli;

import io.belay.admin.cli.Listed.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay connections}: who is on the line. */
@Command(
        name = "connections",
        description = "Lists the connections of the running broker; end closes one.",
        mixinStandardHelpOptions = true)
public final class ConnectionsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("LINE", "line"),
            new Column("CLIENT", "clientId"),
            new Column("USER", "user"),
            new Column("PROTOCOL", "protocol"),
            new Column("FROM", "remote"),
            new Column("TLS", "tls"),
            new Column("SINCE", "since"),
            new Column("BYTES IN", "bytesIn"),
            new Column("BYTES OUT", "bytesOut"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    private ConnectionsCommand() {}

    @Override
    public Integer call() throws Exception {
        new Listed(broker, "/api/connections", "", COLUMNS)
                .show(spec.commandLine().getOut(), "after", Long.MAX_VALUE, "no connections");
        return ExitCode.OK;
    }

    @Command(
            name = "end",
            description = "Closes a connection; its session stays, and its client may come back.",
            mixinStandardHelpOptions = true)
    int end(
            @Mixin AdminClient asked,
            @Parameters(paramLabel = "LINE", description = "Its number.") long line,
            @Option(
                            names = "--why",
                            paramLabel = "WORDS",
                            description = "What its client is told (default: ${DEFAULT-VALUE}).",
                            defaultValue = "an operator asked for it")
                    String why)
            throws Exception {
        Map<String, Object> done = asked.fields("DELETE", "/api/connections/" + line, Map.of("why", why));
        Said.say(spec, asked, done, "ended connection " + line);
        return ExitCode.OK;
    }
}
