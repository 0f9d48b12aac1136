package io.belay.admin.cli;

import io.belay.admin.text.Words;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay retry}: dead letters back to where they came from. */
@Command(
        name = "retry",
        description = "Moves dead letters back to the queues that they come from, each exactly once.",
        mixinStandardHelpOptions = true)
public final class RetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "QUEUE", description = "Name of the queue with the dead letters.")
    private String queue;

    @Option(names = "--id", paramLabel = "ID", description = "One of them, as browse tells it; may be said many times.")
    private @Nullable List<Long> ids;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--max", paramLabel = "N", description = "With --all, so many at most.")
    private @Nullable Long max;

    private RetryCommand() {}

    @Override
    public Integer call() throws Exception {
        Moves moves = new Moves(spec, broker, queue, "retry", "retried", Map.of());
        return moves.carryOut(ids, all, max, " from " + Words.printable(queue) + " to where they came from");
    }
}
