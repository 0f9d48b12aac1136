package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Json;
import io.belay.admin.text.Words;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code belay receive}: takes messages from a queue; each is gone once it has been shown. */
@Command(
        name = "receive",
        description =
                "Takes messages from a queue and shows their bodies. Whatever breaks, none is lost: at least once.",
        mixinStandardHelpOptions = true)
public final class ReceiveCommand implements Callable<Integer> {
    private static final int AT_A_TIME = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "QUEUE", description = "Name of the queue.")
    private String queue;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Messages at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long max;

    @Option(
            names = "--wait-ms",
            paramLabel = "MS",
            description = "How long to wait for the first, up to 20000 (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private long waitMs;

    private ReceiveCommand() {}

    @Override
    public Integer call() throws Exception {
        if (max < 1) throw new BadSettingException("--max: expected 1 or more; found " + max);
        long left = max;
        long waits = waitMs;
        long got = 0;
        while (left > 0) {
            Map<String, @Nullable Object> taken = take(Math.min(AT_A_TIME, left), waits);
            List<?> items = (List<?>) taken.getOrDefault("items", List.of());
            if (items.isEmpty()) break;
            for (Object each : items) show((Map<?, ?>) each);
            broker.fields("POST", "/api/receipts/" + taken.get("receipt"), Map.of("arrived", true));
            left -= items.size();
            got += items.size();
            waits = 0;
        }
        if (got == 0) {
            spec.commandLine().getErr().println("queue " + Words.printable(queue) + nothing());
            spec.commandLine().getErr().flush();
        }
        return ExitCode.OK;
    }

    /** Why there is nothing; whoever may take from a queue may look at it. */
    private String nothing() throws Exception {
        Map<String, @Nullable Object> its = broker.fields("/api/queues/" + AdminClient.encoded(queue), "");
        boolean isPaused = Boolean.TRUE.equals(its.get("paused"));
        return isPaused
                ? " is paused; `belay queue resume` lets it go on, it has "
                        + Said.messages(Moves.number(its, "messages"))
                : " has nothing to take";
    }

    private Map<String, @Nullable Object> take(long most, long waits) throws Exception {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("max", most);
        wish.put("waitMs", waits);
        wish.put("confirm", true);
        return broker.fields("POST", "/api/queues/" + AdminClient.encoded(queue) + "/receive", wish);
    }

    private void show(Map<?, ?> item) {
        PrintWriter out = spec.commandLine().getOut();
        Object body = item.get("body");
        Object text = body instanceof Map<?, ?> map ? map.get("text") : null;
        Object base64 = body instanceof Map<?, ?> map ? map.get("base64") : null;
        if (broker.isJson()) out.print(Json.of(item));
        else out.println(text == null ? String.valueOf(base64) : printableLines(text.toString()));
        out.flush();
    }

    /** Lines stay lines; nothing else may command the terminal. */
    private static String printableLines(String text) {
        return String.join("\n", text.lines().map(Words::printable).toList());
    }
}
