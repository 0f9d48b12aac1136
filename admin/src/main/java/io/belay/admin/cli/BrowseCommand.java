package io.belay.admin.cli;

import io.belay.admin.cli.Listed.Column;
import io.belay.admin.text.BadSettingException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay browse}: what waits in a queue. */
@Command(
        name = "browse",
        description = "Shows the messages of a queue, and leaves them there.",
        mixinStandardHelpOptions = true)
public final class BrowseCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", "id"),
            new Column("STATE", "state"),
            new Column("PRIORITY", "priority"),
            new Column("DELIVERIES", "deliveryCount"),
            new Column("BYTES", "length"),
            new Column("DEAD BECAUSE", "deadLetter", "reason"),
            new Column("BODY", "body", "text"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "QUEUE", description = "Name of the queue.")
    private String queue;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Messages at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private long max;

    @Option(
            names = "--from",
            paramLabel = "ID",
            description = "The first of them (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long from;

    private BrowseCommand() {}

    @Override
    public Integer call() throws Exception {
        if (max < 1) throw new BadSettingException("--max: expected 1 or more; found " + max);
        String path = "/api/queues/" + AdminClient.encoded(queue) + "/messages";
        new Listed(broker, path, "", COLUMNS).showFrom(spec.commandLine().getOut(), "from", from, max, "no messages");
        return ExitCode.OK;
    }
}
