package io.belay.admin.cli;

import io.belay.admin.cli.Listed.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay topics}: who listens to what. */
@Command(
        name = "topics",
        description = "Lists the topic filters that somebody listens to.",
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("FILTER", "filter"),
            new Column("SUBSCRIPTIONS", "subscriptions"),
            new Column("SHARED", "shared"),
            new Column("QUEUES", "queues"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Only those that begin so.", defaultValue = "")
    private String prefix;

    private TopicsCommand() {}

    @Override
    public Integer call() throws Exception {
        String query = "prefix=" + AdminClient.encoded(prefix);
        new Listed(broker, "/api/topics", query, COLUMNS)
                .show(spec.commandLine().getOut(), "after", Long.MAX_VALUE, "nobody listens to anything");
        return ExitCode.OK;
    }
}
