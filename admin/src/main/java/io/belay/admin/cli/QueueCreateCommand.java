package io.belay.admin.cli;

import io.belay.admin.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay queue create}: a queue with limits of its own, which stands until it is deleted. */
@Command(
        name = "create",
        description =
                "Makes a queue that stands until it is deleted. What is not said is as in a queue that makes itself.",
        mixinStandardHelpOptions = true)
public final class QueueCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "NAME", description = "Name of the queue.")
    private String name;

    @Option(names = "--messages-max", paramLabel = "N", description = "Messages it holds at most, 1 or more.")
    private @Nullable Long messagesMax;

    @Option(names = "--bytes-max", paramLabel = "N", description = "Bytes of messages it holds at most, 1 or more.")
    private @Nullable Long bytesMax;

    @Option(
            names = "--when-full",
            paramLabel = "HOW",
            description = "refuse: one more is refused; drop-oldest: the oldest goes; block: senders wait.")
    private @Nullable String whenFull;

    @Option(
            names = "--deliveries-max",
            paramLabel = "N",
            description = "Failed deliveries after which a message is a dead letter; 0 never.")
    private @Nullable Long deliveriesMax;

    @Option(
            names = "--dead-letter",
            paramLabel = "NAME",
            description = "Queue that takes dead letters, made when it is needed; '' drops them.")
    private @Nullable String deadLetter;

    @Option(names = "--exclusive", description = "One consumer gets all; the next when it leaves.")
    private boolean exclusive;

    private QueueCreateCommand() {}

    @Override
    public Integer call() throws Exception {
        spec.commandLine().getOut().print(broker.order("POST", "/queues", Json.of(wish())));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    /** As the admin endpoint reads it. */
    private Map<String, Object> wish() {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("name", name);
        if (messagesMax != null) wish.put("messagesMax", messagesMax);
        if (bytesMax != null) wish.put("bytesMax", bytesMax);
        if (whenFull != null) wish.put("whenFull", whenFull);
        if (deliveriesMax != null) wish.put("deliveriesMax", deliveriesMax);
        if (deadLetter != null) wish.put("deadLetter", deadLetter);
        if (exclusive) wish.put("exclusive", true);
        return wish;
    }
}
