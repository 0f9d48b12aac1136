package io.belay.admin.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code belay sessions}: what the running broker remembers. */
@Command(name = "sessions", description = "Lists the sessions of the running broker.", mixinStandardHelpOptions = true)
public final class SessionsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    private SessionsCommand() {}

    @Override
    public Integer call() throws Exception {
        spec.commandLine().getOut().print(broker.ask("/sessions", ""));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
