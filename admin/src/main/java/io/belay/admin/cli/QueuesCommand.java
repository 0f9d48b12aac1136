package io.belay.admin.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code belay queues}: what waits in the running broker, and for whom. */
@Command(name = "queues", description = "Lists the queues of the running broker.", mixinStandardHelpOptions = true)
public final class QueuesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    private QueuesCommand() {}

    @Override
    public Integer call() throws Exception {
        spec.commandLine().getOut().print(broker.ask("/queues", ""));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
