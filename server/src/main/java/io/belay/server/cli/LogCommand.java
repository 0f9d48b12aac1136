package io.belay.server.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.ProgressBar;
import io.belay.config.ConfigException;
import io.belay.disk.OfflineLog;
import io.belay.log.LogCheck;
import io.belay.log.LogOptions;
import io.belay.node.NodeRecovery;
import io.belay.node.message.MessageFilters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay log}: the log of a broker that does not run. */
@Command(
        name = "log",
        description = "Looks at the log of a broker that does not run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class LogCommand {
    private static final int DAMAGED = 1;

    @Spec
    private CommandSpec spec;

    private LogCommand() {}

    @Command(
            name = "check",
            description = {
                "Reads all of a log, or of a backup, and says what is in it and what is wrong.",
                "Ends with 0 if it is whole, 1 if it is damaged, 2 if there is none or a broker runs on it."
            },
            mixinStandardHelpOptions = true)
    int check(@Mixin DataOption data, @Option(names = "--json", description = "Answer in JSON.") boolean json)
            throws IOException, ConfigException, BadSettingException {
        DataOption.Place place = data.place();
        try (OfflineLog log = open(place.directory())) {
            LogReport report = report(log, place.options(), spec.commandLine().getErr());
            spec.commandLine().getOut().print(json ? report.json() : report.text());
            spec.commandLine().getOut().flush();
            return report.isWhole() ? ExitCode.OK : DAMAGED;
        }
    }

    private static OfflineLog open(Path directory) throws BadSettingException {
        try {
            return OfflineLog.open(directory);
        } catch (IOException refused) {
            throw new BadSettingException(refused.getMessage());
        }
    }

    private static LogReport report(OfflineLog log, LogOptions options, PrintWriter errors) throws IOException {
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        long all = log.bytes();
        long[] done = {0};
        try (ProgressBar bar = ProgressBar.of("checking", errors)) {
            bar.at(0, all);
            LogCheck.Findings found =
                    LogCheck.run(log.files(), options, recovery, more -> bar.at(done[0] += more, all));
            return new LogReport(log.isHalfRestored() ? halfRestored(found) : found, recovery.broker());
        }
    }

    private static LogCheck.Findings halfRestored(LogCheck.Findings found) {
        List<LogCheck.Fault> faults = new ArrayList<>(found.faults());
        faults.add(new LogCheck.Fault(
                "restoring",
                -1,
                "a backup that was restored to its end",
                "one whose restore was interrupted",
                "empty the data directory and restore the backup again"));
        return new LogCheck.Findings(found.checkpoints(), found.segments(), faults, found.lastBatch(), found.kept());
    }
}
