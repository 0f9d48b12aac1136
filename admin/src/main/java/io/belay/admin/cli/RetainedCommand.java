package io.belay.admin.cli;

import io.belay.admin.cli.Listed.Column;
import io.belay.admin.text.Words;
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

/** {@code belay retained}: what waits at topics for whoever comes. */
@Command(
        name = "retained",
        description = "Lists retained messages; clear takes one away.",
        mixinStandardHelpOptions = true)
public final class RetainedCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("TOPIC", "name"),
            new Column("QOS", "qos"),
            new Column("BYTES", "length"),
            new Column("EXPIRES", "expiresAt"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Only topics that begin so.", defaultValue = "")
    private String prefix;

    private RetainedCommand() {}

    @Override
    public Integer call() throws Exception {
        String query = "prefix=" + AdminClient.encoded(prefix);
        new Listed(broker, "/api/retained", query, COLUMNS)
                .show(spec.commandLine().getOut(), "after", Long.MAX_VALUE, "no retained messages");
        return ExitCode.OK;
    }

    @Command(
            name = "clear",
            description = "Takes the retained message of a topic away; who has it already keeps it.",
            mixinStandardHelpOptions = true)
    int clear(@Mixin AdminClient asked, @Parameters(paramLabel = "TOPIC", description = "The topic.") String topic)
            throws Exception {
        Map<String, Object> done = asked.fields("DELETE", "/api/retained/" + AdminClient.encoded(topic), Map.of());
        Said.say(spec, asked, done, "cleared " + Words.printable(topic));
        return ExitCode.OK;
    }
}
