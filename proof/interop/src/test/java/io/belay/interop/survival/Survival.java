package io.belay.interop.survival;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The torture of a JMS program, as a program; exits with 0 if every promise was kept in every run. */
@Command(
        name = "survival",
        mixinStandardHelpOptions = true,
        description = "Numbered messages through a JMS client whose lines break and whose broker is killed.")
final class Survival implements Callable<Integer> {
    @Option(names = "--provider", defaultValue = "BELAY", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Provider provider;

    @Option(names = "--mode", split = ",", description = "${COMPLETION-CANDIDATES} (all)")
    private List<Mode> modes = List.of(Mode.values());

    @Option(names = "--seed", split = ",", description = "of the faults (1)")
    private List<Long> seeds = List.of(1L);

    @Option(names = "--messages", defaultValue = "20000", description = "in each run (${DEFAULT-VALUE})")
    private int messages;

    @Option(names = "--cuts", defaultValue = "50", description = "faults on lines (${DEFAULT-VALUE})")
    private int cuts;

    @Option(names = "--kills", defaultValue = "2", description = "kill -9 of the broker (${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--hold", defaultValue = "3000", description = "ms of a blackhole (${DEFAULT-VALUE})")
    private int holdMs;

    @Option(
            names = "--ping",
            defaultValue = "2000",
            description = "ms between looks at a silent line (${DEFAULT-VALUE})")
    private int pingMs;

    @Option(names = "--spread", description = "each fault waits until both ends are at work again after the last")
    private boolean isSpread;

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Survival())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        boolean isClean = true;
        for (long seed : seeds) {
            for (Mode mode : modes) isClean &= survives(mode, seed);
        }
        System.out.println(isClean ? "clean" : "NOT CLEAN");
        return isClean ? 0 : 1;
    }

    private boolean survives(Mode mode, long seed) throws Exception {
        Path data = Files.createTempDirectory("belay-survival");
        long startNs = System.nanoTime();
        Plan plan = new Plan(provider, mode, messages, cuts, kills, holdMs, pingMs, isSpread, seed);
        try (BrokerProcess broker = BrokerProcess.start(BrokerProgram.BELAY, data);
                Run run = new Run(plan, broker)) {
            run.run();
            System.out.println(run.report());
            System.out.println("  " + (System.nanoTime() - startNs) / 1_000_000_000 + " s, data " + data);
            return run.isClean();
        }
    }
}
