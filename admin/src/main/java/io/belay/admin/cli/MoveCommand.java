package io.belay.admin.cli;

import io.belay.admin.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay move}: messages from one queue to another. */
@Command(
        name = "move",
        description = "Moves messages from one queue to the end of another, each exactly once.",
        mixinStandardHelpOptions = true)
public final class MoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminClient broker;

    @Parameters(index = "0", paramLabel = "FROM", description = "Name of the queue that they are in.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "Name of the queue that they go to.")
    private String to;

    @Mixin
    private WhichMessages which;

    private MoveCommand() {}

    @Override
    public Integer call() throws Exception {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("to", to);
        Moves moves = new Moves(spec, broker, from, "move", "moved", wish);
        String where = " from " + Words.printable(from) + " to " + Words.printable(to);
        return moves.carryOut(which.ids, which.all, which.max, where);
    }
}
