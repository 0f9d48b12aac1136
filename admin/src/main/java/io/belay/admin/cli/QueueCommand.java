package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.ProgressBar;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        subcommands = QueueCreateCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class QueueCommand implements Runnable {
    private static final String NAME = "Name of the queue.";
    private static final String NAMELESS = "the name of a queue must not be empty";
    private static final String MESSAGES = "messages";
    private static final long AT_A_TIME = 10_000;

    @Spec
    private CommandSpec spec;

    private QueueCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "delete",
            description = "Deletes a queue with all that is in it; who uses it is cut off from it.",
            mixinStandardHelpOptions = true)
    int delete(@Mixin AdminClient broker, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        return say(broker.order("DELETE", path(name), "{}"));
    }

    @Command(
            name = "purge",
            description = "Drops all that is in a queue, also what consumers have and have not settled.",
            mixinStandardHelpOptions = true)
    int purge(@Mixin AdminClient broker, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        if (name.isEmpty()) throw new BadSettingException(NAMELESS);
        Map<String, @Nullable Object> done = purged(broker, "/api/queues/" + AdminClient.encoded(name));
        String queue = "queue " + Words.printable(name);
        long gone = Moves.number(done, MESSAGES);
        Said.say(
                spec,
                broker,
                done,
                gone == 0 ? queue + " is empty already" : "purged " + queue + " of " + Said.messages(gone));
        return ExitCode.OK;
    }

    /** In several goes, so that it is seen how far that is and can be broken off in between. */
    private Map<String, @Nullable Object> purged(AdminClient broker, String path)
            throws IOException, BadSettingException {
        Map<String, @Nullable Object> queue = broker.fields(path, "");
        long there = Moves.number(queue, MESSAGES);
        Map<String, Long> go = Map.of("upTo", Moves.number(queue, "lastId"), "max", AT_A_TIME);
        long gone = 0;
        try (ProgressBar bar = ProgressBar.of("purge", spec.commandLine().getErr())) {
            while (true) {
                Map<String, @Nullable Object> done = broker.fields("POST", path + "/purge", go);
                long now = Moves.number(done, MESSAGES);
                gone += now;
                bar.atCount(gone, there);
                done.put("changed", gone > 0);
                done.put(MESSAGES, gone);
                if (now < AT_A_TIME) return done;
            }
        }
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
