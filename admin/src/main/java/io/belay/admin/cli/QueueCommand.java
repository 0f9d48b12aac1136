package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay queue}: what an operator does to one queue. */
@Command(
        name = "queue",
        description = "Makes, deletes, purges, pauses or resumes a queue of the running broker.",
        mixinStandardHelpOptions = true,
        subcommands = {QueueCreateCommand.class, PurgeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class QueueCommand {
    private static final String NAME = "Name of the queue.";
    static final String NAMELESS = "the name of a queue must not be empty";

    @Spec
    private CommandSpec spec;

    private QueueCommand() {}

    @Command(
            name = "delete",
            description = "Deletes a queue with all that is in it; who uses it is cut off from it.",
            mixinStandardHelpOptions = true)
    int delete(@Mixin AdminClient broker, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        return say(broker.order("DELETE", path(name), "{}"));
    }

    @Command(
            name = "pause",
            description = "Stops the deliveries of a queue; it still takes messages.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin AdminClient broker, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        return say(broker.order("POST", path(name) + "/pause", "{}"));
    }

    @Command(name = "resume", description = "Lets a paused queue deliver again.", mixinStandardHelpOptions = true)
    int resume(@Mixin AdminClient broker, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        return say(broker.order("POST", path(name) + "/resume", "{}"));
    }

    private int say(String answer) {
        spec.commandLine().getOut().print(answer);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static String path(String name) throws BadSettingException {
        if (name.isEmpty()) throw new BadSettingException(NAMELESS);
        return "/queues/" + AdminClient.encoded(name);
    }
}
