package io.belay.interop;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The torture as a program; exits with 0 if every promise was kept. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description =
                "Numbered messages at QoS 1 and 2 through lines that break and a broker that is killed: nothing may be"
                        + " lost, at QoS 2 nothing may come twice.")
final class Torture implements Callable<Integer> {
    @Option(names = "--messages", defaultValue = "20000", description = "at each QoS (${DEFAULT-VALUE})")
    private int messages;

    @Option(names = "--cuts", defaultValue = "50", description = "faults on lines (${DEFAULT-VALUE})")
    private int cuts;

    @Option(names = "--kills", defaultValue = "5", description = "kill -9 of the broker (${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "of the faults (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--hold", defaultValue = "3000", description = "ms of a blackhole (${DEFAULT-VALUE})")
    private int holdMs;

    @Option(names = "--broker", description = "HOST:PORT of a broker that runs; it is not killed")
    private String external;

    @Option(names = "--program", defaultValue = "BELAY", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private BrokerProgram program;

    @Option(names = "--data", description = "directory of the broker (a temporary one)")
    private Path directory;

    @Option(names = "--broker-option", description = "JVM option of the broker, may be repeated")
    private List<String> brokerOptions = List.of();

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Torture())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (external != null) {
            String[] parts = external.split(":");
            return torture(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), null, 0);
        }
        Path data = directory == null ? Files.createTempDirectory("belay-torture") : directory;
        try (BrokerProcess broker = BrokerProcess.start(program, data, brokerOptions.toArray(String[]::new))) {
            int exit = torture(new InetSocketAddress("127.0.0.1", broker.port()), broker, kills);
            if (exit != 0) System.out.println("data: " + data + "\n" + String.join("\n", broker.output()));
            return exit;
        }
    }

    private int torture(InetSocketAddress address, BrokerProcess broker, int killCount) throws Exception {
        TorturePlan plan = new TorturePlan(messages, cuts, killCount, holdMs, seed);
        System.out.println(plan);
        long startNs = System.nanoTime();
        try (TortureRun run = new TortureRun(plan, address, broker)) {
            run.run();
            System.out.println(run.tally());
            System.out.println((System.nanoTime() - startNs) / 1_000_000_000 + " s");
            return run.isClean() ? 0 : 1;
        }
    }
}
