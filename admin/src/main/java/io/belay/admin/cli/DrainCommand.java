package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.ProgressBar;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay drain}: empties the broker of its clients before a stop. */
@Command(
        name = "drain",
        description = "Lets no more clients in, and asks those that are there to leave, until all have left.",
        mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {
    private static final int LOOK_MS = 250;
    private static final String LEFT =
            "all have left; nobody comes in until the broker starts anew, or `belay drain --undo`";

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Option(
            names = "--within-s",
            paramLabel = "S",
            description = "Seconds after which those that are left are closed (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private long withinS;

    @Option(names = "--stop", description = "The broker stops then.")
    private boolean stop;

    @Option(names = "--undo", description = "Lets clients in again.")
    private boolean undo;

    private DrainCommand() {}

    @Override
    public Integer call() throws Exception {
        if (undo && stop) throw new BadSettingException("expected --stop or --undo; found both");
        if (undo) {
            Said.say(spec, broker, broker.fields("DELETE", "/api/drain", Map.of()), "clients may come in again");
            return ExitCode.OK;
        }
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("withinMs", Math.multiplyExact(withinS, 1_000L));
        wish.put("stop", stop);
        Map<String, @Nullable Object> now = broker.fields("POST", "/api/drain", wish);
        Said.say(spec, broker, wait(now), stop ? "all have left; the broker stops" : LEFT);
        return ExitCode.OK;
    }

    private Map<String, @Nullable Object> wait(Map<String, @Nullable Object> began) throws Exception {
        long all = left(began);
        Map<String, @Nullable Object> now = began;
        try (ProgressBar bar = ProgressBar.of("drain", spec.commandLine().getErr())) {
            while (left(now) > 0) {
                bar.atCount(Math.max(0, all - left(now)), all);
                Thread.sleep(LOOK_MS);
                now = look(now);
                boolean isUndone = Boolean.FALSE.equals(now.get("draining"));
                if (isUndone) throw new IOException("somebody has let clients in again");
            }
        }
        return now;
    }

    /** A broker that stops may be gone before it is asked again. */
    private Map<String, @Nullable Object> look(Map<String, @Nullable Object> before) throws Exception {
        try {
            return broker.fields("/api/drain", "");
        } catch (IOException gone) {
            if (!stop) throw gone;
            before.put("left", 0L);
            return before;
        }
    }

    private static long left(Map<String, @Nullable Object> answer) {
        return answer.get("left") instanceof Long left ? left : 0;
    }
}
