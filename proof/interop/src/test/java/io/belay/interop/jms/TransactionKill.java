package io.belay.interop.jms;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills the broker in the middle of transactions, as a program; exits with 0 if none was torn apart. */
@Command(
        name = "transaction-kill",
        mixinStandardHelpOptions = true,
        description = "Moves messages in transactions and kills the broker at random moments: after each restart every"
                + " transaction must be wholly there or wholly not, and those that were committed must be there.")
final class TransactionKill implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "100", description = "one kill -9 in each (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seed", description = "of the moments (the clock)")
    private long seed = System.nanoTime();

    @Option(names = "--program", defaultValue = "BELAY", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private BrokerProgram program;

    @Option(names = "--broker-option", description = "JVM option of the broker, may be repeated")
    private List<String> brokerOptions = List.of();

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TransactionKill())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("belay-transaction-kill");
        System.out.println("seed " + seed + ", data " + data);
        try (BrokerProcess broker = BrokerProcess.start(program, data, brokerOptions.toArray(String[]::new))) {
            TransactionKillRun run = new TransactionKillRun(broker, seed);
            for (int round = 0; round < rounds; round++) {
                List<String> wrong = run.round(round);
                System.out.println("round " + round + ": " + run.tally());
                if (wrong.isEmpty()) continue;
                System.out.println(String.join("\n", wrong) + "\n" + String.join("\n", broker.output()));
                return 1;
            }
        }
        System.out.println(rounds + " kills, no transaction was torn apart");
        return 0;
    }
}
