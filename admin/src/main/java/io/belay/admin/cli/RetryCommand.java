package io.belay.admin.cli;

import io.belay.admin.text.Words;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private WhichMessages which;

    private RetryCommand() {}

    @Override
    public Integer call() throws Exception {
        Moves moves = new Moves(spec, broker, queue, "retry", "retried", Map.of());
        return moves.carryOut(
                which.ids, which.all, which.max, " from " + Words.printable(queue) + " to where they came from");
    }
}
