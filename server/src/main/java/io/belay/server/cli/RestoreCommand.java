package io.belay.server.cli;

import io.belay.admin.text.ProgressBar;
import io.belay.admin.text.Words;
import io.belay.config.ConfigException;
import io.belay.disk.Manifest;
import io.belay.disk.Restore;
import io.belay.log.LogCheck;
import io.belay.log.LogOptions;
import io.belay.node.NodeRecovery;
import io.belay.node.message.MessageFilters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay restore}: makes a data directory of a backup. */
@Command(
        name = "restore",
        description = {
            "Makes a data directory of a backup: reads all of it first, copies it, and tries whether a broker would start.",
            "The data directory must be absent or empty."
        },
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "DIR", description = "The backup.")
    private Path backup;

    private RestoreCommand() {}

    @Override
    public Integer call() throws IOException, ConfigException {
        DataOption.Place place = data.place();
        Manifest manifest = Manifest.read(backup);
        Restore.requireFree(place.directory());
        verify(manifest);
        LogReport report = restore(manifest, place);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "restored " + Words.bytes(manifest.bytes()) + " to " + place.directory() + ": " + report.contents());
        out.println("the backup was taken " + Words.printable(manifest.taken()) + " by Belay "
                + Words.printable(manifest.version()) + "; start the broker on it: ./belay run --data "
                + place.directory());
        out.flush();
        return ExitCode.OK;
    }

    private void verify(Manifest manifest) throws IOException {
        try (ProgressBar bar = bar("verifying")) {
            List<String> faults = Restore.verify(backup, manifest, drawing(bar, manifest));
            if (faults.isEmpty()) return;
            throw new IOException(
                    backup + " is not as it was written, and nothing was restored\n  " + String.join("\n  ", faults));
        }
    }

    private LogReport restore(Manifest manifest, DataOption.Place place) throws IOException {
        try (Restore restore = Restore.begin(place.directory())) {
            try (ProgressBar bar = bar("copying")) {
                restore.copy(backup, manifest, drawing(bar, manifest));
            }
            LogReport report = tryOut(restore, manifest, place.options());
            restore.complete("backup of " + manifest.taken() + ", restored " + Instant.now());
            return report;
        }
    }

    private LogReport tryOut(Restore restore, Manifest manifest, LogOptions options) throws IOException {
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        try (ProgressBar bar = bar("trying out")) {
            LogCheck.Findings found = LogCheck.run(restore.files(), options, recovery, drawing(bar, manifest));
            LogReport report = new LogReport(found, recovery.broker());
            if (!report.isWhole())
                throw new IOException(
                        "the backup is as it was written, but the log in it is damaged\n" + report.faults());
            if (found.lastBatch() != manifest.batch())
                throw new IOException(
                        "the log ends with batch " + found.lastBatch() + ", but the manifest says " + manifest.batch());
            return report;
        }
    }

    private ProgressBar bar(String what) {
        return ProgressBar.of(what, spec.commandLine().getErr());
    }

    private static LongConsumer drawing(ProgressBar bar, Manifest manifest) {
        long all = manifest.bytes();
        long[] done = {0};
        return more -> bar.at(done[0] += more, all);
    }
}
