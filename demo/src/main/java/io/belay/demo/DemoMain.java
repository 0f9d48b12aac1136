package io.belay.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demo as a program; exits with 0 if nothing was lost, came twice or was thrown. */
@Command(
        name = "belay demo",
        mixinStandardHelpOptions = true,
        description = "A producer and a transacted consumer while lines are cut and the broker is killed.")
public final class DemoMain implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "30", description = "of trouble (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rate", defaultValue = "2000", description = "messages a second (${DEFAULT-VALUE})")
    private int ratePerS;

    @Option(names = "--seed", description = "of the faults (drawn and printed)")
    private @Nullable Long seed;

    @Option(names = "--plain", description = "one line a second instead of a picture")
    private boolean isPlain;

    private DemoMain() {}

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        boolean isTerminal = !isPlain && System.console() != null;
        long drawn = seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000);
        try (Demo demo = new Demo(seconds, System.out, isTerminal)) {
            return demo.run(drawn, ratePerS) ? 0 : 1;
        }
    }
}
