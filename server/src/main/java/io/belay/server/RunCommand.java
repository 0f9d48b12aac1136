package io.belay.server;

import io.belay.admin.text.BadSettingException;
import io.belay.config.Settings;
import io.belay.server.cli.SettingFlags;
import io.belay.server.settings.BelaySchema;
import io.belay.server.settings.Inputs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay run}: the broker, until it is told to stop. Its other flags are those of {@link SettingFlags}. */
@Command(
        name = "run",
        description = "Starts the broker; Ctrl-C or SIGTERM stops it cleanly.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** The command has returned, and the broker lives in its own threads. */
    static final int STILL_RUNNING = -1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; without it belay.yaml in the working directory, if there is one.")
    private @Nullable Path config;

    private RunCommand() {}

    /** @throws BadSettingException if a flag says nothing */
    Inputs inputs() throws BadSettingException {
        return Inputs.of(config, SettingFlags.said(spec.commandLine().getParseResult()));
    }

    @Override
    public Integer call() throws Exception {
        Inputs inputs = inputs();
        byte[] content = inputs.content();
        Settings settings = inputs.settings(content);
        settings.remarks().forEach(this::remark);
        LogOutput.format(settings.value(BelaySchema.LOG_FORMAT));
        LogOutput.level(settings.value(BelaySchema.LOG_LEVEL));
        start(inputs, content, settings);
        return STILL_RUNNING;
    }

    private void remark(Object remark) {
        spec.commandLine().getErr().println("belay: " + remark);
        spec.commandLine().getErr().flush();
    }

    private void start(Inputs inputs, byte @Nullable [] content, Settings settings) throws Exception {
        RunSettings run = RunSettings.of(settings);
        UsersAtStart users = UsersAtStart.of(settings);
        Roster roster = Roster.of(users.users(), settings);
        Loopback.require(run.listen(), roster);
        Loopback.requireForHttp(run, roster);
        roster.remarks().forEach(this::remark);
        TokensAtStart.read(roster, settings, this::remark);
        BelayServer server = BelayServer.start(run, roster, spec.commandLine().getOut(), new DiskStorage(run.data()));
        server.reloadBy(Reloads.start(inputs, content, settings, users, server, Reloads.LOOK_EVERY_MS));
        server.stopAtExit();
        Systemd.ready();
    }
}
