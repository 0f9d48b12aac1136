package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** All commands that ask a running broker, and what becomes of their failures. */
public final class AskingCommands {
    /** Exit code: the broker is not there, or says no. */
    public static final int FAILED = 1;

    /** Exit code: asked for something that cannot be. */
    public static final int BAD_SETTING = 2;

    private AskingCommands() {}

    /** Adds them to a program. */
    public static void addTo(CommandLine program) {
        program.addSubcommand(SessionsCommand.class);
        program.addSubcommand(WhyCommand.class);
        program.addSubcommand(QueuesCommand.class);
        program.addSubcommand(QueueCommand.class);
        program.addSubcommand(TopicsCommand.class);
        program.addSubcommand(RetainedCommand.class);
        program.addSubcommand(ConnectionsCommand.class);
        program.addSubcommand(SessionCommand.class);
        program.addSubcommand(SendCommand.class);
        program.addSubcommand(ReceiveCommand.class);
        program.addSubcommand(BrowseCommand.class);
        program.addSubcommand(MoveCommand.class);
        program.addSubcommand(RetryCommand.class);
        program.addSubcommand(DrainCommand.class);
        program.addSubcommand(BackupCommand.class);
    }

    /**
     * Tells a failure to whoever sits there.
     *
     * @return the exit code
     */
    public static int explain(Exception failure, PrintWriter to) {
        boolean isAskers = failure instanceof BadSettingException;
        if (!isAskers && failure.getMessage() == null) failure.printStackTrace(to);
        to.println("belay: " + failure.getMessage());
        to.flush();
        return isAskers ? BAD_SETTING : FAILED;
    }
}
