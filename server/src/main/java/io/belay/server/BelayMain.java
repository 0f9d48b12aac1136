package io.belay.server;

import io.belay.config.ConfigException;
import io.belay.server.cli.CompletionCommand;
import io.belay.server.cli.ConfigCommand;
import io.belay.server.cli.QueueCommand;
import io.belay.server.cli.QueuesCommand;
import io.belay.server.cli.SessionsCommand;
import io.belay.server.cli.SettingFlags;
import io.belay.server.cli.TlsCommand;
import io.belay.server.cli.UserCommand;
import io.belay.server.cli.WhyCommand;
import io.belay.server.text.BadSettingException;
import io.belay.server.text.Version;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 failed, 2 asked for something that cannot be. */
@Command(
        name = "belay",
        description = "A message broker whose sessions outlive their connections.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            SessionsCommand.class,
            WhyCommand.class,
            QueuesCommand.class,
            QueueCommand.class,
            ConfigCommand.class,
            UserCommand.class,
            TlsCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "./belay run starts a broker on loopback, with its data in ./belay-data.",
            "BELAY_JAVA_OPTS adds options for the JVM."
        })
public final class BelayMain implements Runnable {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_SETTING = 2;

    @Spec
    private CommandSpec spec;

    private BelayMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        if (code != RunCommand.STILL_RUNNING) System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine belay = new CommandLine(new BelayMain());
        SettingFlags.addTo(belay.getSubcommands().get("run").getCommandSpec());
        return belay.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
    }

    private static int explain(Exception failure, PrintWriter to) {
        if (!(failure instanceof BadSettingException) && failure.getMessage() == null) failure.printStackTrace(to);
        boolean hasPlaces = failure instanceof ConfigException; // each line of it says where
        to.println((hasPlaces ? "" : "belay: ") + failure.getMessage());
        to.flush();
        return failure instanceof BadSettingException || hasPlaces ? BAD_SETTING : FAILED;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
