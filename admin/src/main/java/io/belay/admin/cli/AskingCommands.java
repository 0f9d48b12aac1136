package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
        program.addSubcommand(PurgeCommand.class);
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
        to.println("belay: " + words(failure));
        to.flush();
        return isAskers ? BAD_SETTING : FAILED;
    }

    /** Of a file Java often says no more than its name. */
    private static @Nullable String words(Exception failure) {
        if (failure instanceof NoSuchFileException file) return "there is no " + file.getFile();
        if (failure instanceof AccessDeniedException file) return "no permission for " + file.getFile();
        if (failure instanceof FileAlreadyExistsException file) return file.getFile() + " is there, and no directory";
        return failure.getMessage();
    }

    /**
     * Tells whoever sits there what is wrong with what was typed, and where to read on.
     *
     * @return the exit code
     */
    public static int explainUsage(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter to = command.getErr();
        to.println("belay: " + mistake.getMessage());
        boolean lacksCommand = mistake.getClass() == ParameterException.class
                && !command.getSubcommands().isEmpty();
        if (lacksCommand) command.usage(to);
        else if (!UnmatchedArgumentException.printSuggestions(mistake, to))
            to.println(command.getCommandSpec().qualifiedName() + " --help says more");
        to.flush();
        return BAD_SETTING;
    }
}
