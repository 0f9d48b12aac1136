package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.ProgressBar;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay purge}, and {@code belay queue purge}: empties a queue. */
@Command(
        name = "purge",
        description = "Drops all that is in a queue, also what consumers have and have not settled.",
        mixinStandardHelpOptions = true)
public final class PurgeCommand implements Callable<Integer> {
    private static final String MESSAGES = "messages";
    private static final long AT_A_TIME = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "NAME", description = "Name of the queue.")
    private String name;

    private PurgeCommand() {}

    @Override
    public Integer call() throws Exception {
        if (name.isEmpty()) throw new BadSettingException(QueueCommand.NAMELESS);
        Map<String, @Nullable Object> done = purged("/api/queues/" + AdminClient.encoded(name));
        String queue = "queue " + Words.printable(name);
        long gone = Moves.number(done, MESSAGES);
        String words = gone == 0 ? queue + " is empty already" : "purged " + queue + " of " + Said.messages(gone);
        Said.say(spec, broker, done, words);
        return ExitCode.OK;
    }

    /** In several goes, so that it is seen how far that is and can be broken off in between. */
    private Map<String, @Nullable Object> purged(String path) throws IOException, BadSettingException {
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
}
