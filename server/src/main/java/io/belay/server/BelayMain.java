package io.belay.server;

import io.belay.admin.cli.AskingCommands;
import io.belay.admin.text.Version;
import io.belay.config.ConfigException;
import io.belay.net.Tls;
import io.belay.server.bench.BenchCommand;
import io.belay.server.cli.CompletionCommand;
import io.belay.server.cli.ConfigCommand;
import io.belay.server.cli.LogCommand;
import io.belay.server.cli.RestoreCommand;
import io.belay.server.cli.SettingFlags;
import io.belay.server.cli.TlsCommand;
import io.belay.server.cli.UserCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 failed, 2 asked for something that cannot be. */
@Command(
        name = "belay",
        description = "A message broker whose sessions outlive their connections.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            ConfigCommand.class,
            UserCommand.class,
            TlsCommand.class,
            RestoreCommand.class,
            LogCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "./belay run starts a broker on loopback, with its data in ./belay-data.",
            "./belay demo, in a checkout, shows what a program notices of cuts and kills: nothing.",
            "BELAY_JAVA_OPTS adds options for the JVM."
        })
public final class BelayMain {
    static final int OK = 0;
    static final int FAILED = AskingCommands.FAILED;
    static final int BAD_SETTING = AskingCommands.BAD_SETTING;

    private BelayMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Tls.refuseRenegotiation(); // before anything speaks TLS
        int code = commandLine().execute(arguments);
        if (code != RunCommand.STILL_RUNNING) System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine belay = new CommandLine(new BelayMain());
        AskingCommands.addTo(belay);
        SettingFlags.addTo(belay.getSubcommands().get("run").getCommandSpec());
        belay.setParameterExceptionHandler((mistake, arguments) -> AskingCommands.explainUsage(mistake));
        return belay.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
    }

    private static int explain(Exception failure, PrintWriter to) {
        if (!(failure instanceof ConfigException)) return AskingCommands.explain(failure, to);
        to.println(failure.getMessage()); // Each line of it says where.
        to.flush();
        return BAD_SETTING;
    }
}
