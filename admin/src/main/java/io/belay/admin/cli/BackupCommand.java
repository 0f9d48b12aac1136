package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Json;
import io.belay.admin.text.ProgressBar;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay backup}: has the running broker copy its log, and waits until it has. */
@Command(
        name = "backup",
        description = {
            "Copies the log of the running broker into a directory on its machine, while it goes on.",
            "The backup is what a loss of power at the moment of its beginning would have left."
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    private static final int LOOK_EVERY_MS = 200;
    private static final String PAGE = "/api/backup";

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(paramLabel = "DIR", description = "Absent or empty.")
    private Path target;

    @Option(
            names = "--rate",
            paramLabel = "MIB",
            description = "Copies so many MiB a second at most (default: 32); 0 for as fast as it goes.")
    private @Nullable Integer rate;

    private BackupCommand() {}

    @Override
    public Integer call() throws IOException, BadSettingException, InterruptedException {
        if (rate != null && rate < 0) throw new BadSettingException("--rate: expected 0 or more; found " + rate);
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("to", target.toAbsolutePath().normalize().toString());
        if (rate != null) order.put("bytesPerS", (long) rate << 20);
        Map<String, @Nullable Object> backup = broker.fields("POST", PAGE, order);
        try (ProgressBar bar = ProgressBar.of("copying", spec.commandLine().getErr())) {
            while ("running".equals(backup.get("state"))) {
                bar.at(number(backup, "doneBytes"), number(backup, "allBytes"));
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                backup = broker.fields(PAGE, "");
            }
        }
        return tell(backup);
    }

    private int tell(Map<String, @Nullable Object> backup) throws IOException {
        boolean isDone = "done".equals(backup.get("state"));
        if (!isDone) throw new IOException("there is no backup: " + backup.get("error"));
        String words = "backed up %s to %s, as at %s\n"
                .formatted(
                        Words.bytes(number(backup, "doneBytes")),
                        Words.printable(String.valueOf(backup.get("to"))),
                        Words.time(number(backup, "atMs")));
        spec.commandLine().getOut().print(broker.isJson() ? Json.of(backup) : words);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static long number(Map<String, @Nullable Object> json, String name) {
        return json.get(name) instanceof Long number ? number : 0;
    }
}
