package io.belay.bench;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Belay and its peers under the same loads, one after the other, several rounds in one run, so that the ratios hold on
 * whatever machine it is. Each broker starts anew for each round; Belay keeps its promise and syncs QoS 1 to disk, the
 * peers do not sync.
 */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "Measures Belay beside Mosquitto and nats-server; prints medians and ratios.")
public final class PeerBench implements Callable<Integer> {
    @Option(names = "--brokers", split = ",", defaultValue = "BELAY,MOSQUITTO,NATS", description = "(${DEFAULT-VALUE})")
    private List<BrokerProgram> brokers = List.of();

    @Option(names = "--scenarios", split = ",", defaultValue = "QOS0,FANOUT,QOS1", description = "(${DEFAULT-VALUE})")
    private List<Scenario> scenarios = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "of all brokers (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warmup",
            defaultValue = "3",
            description = "seconds of each load that do not count (${DEFAULT-VALUE})")
    private int warmupS;

    @Option(names = "--seconds", defaultValue = "5", description = "seconds of each load (${DEFAULT-VALUE})")
    private int measureS;

    @Option(names = "--payload", defaultValue = "100", description = "bytes (${DEFAULT-VALUE})")
    private int payloadLength;

    @Option(
            names = "--paced",
            defaultValue = "10000",
            description = "deliveries a second of the run for latency, 0: none")
    private int pacedPerS;

    @Option(names = "--directory", description = "for data (a temporary one)")
    private Path directory;

    @Option(names = "--belay-option", defaultValue = "-Xmx1g", description = "JVM option of Belay (${DEFAULT-VALUE})")
    private List<String> belayOptions = List.of();

    /** Creates it with its defaults; picocli fills in the options. */
    public PeerBench() {}

    /**
     * Runs it; exits with 0, or with 1 if a QoS 1 message was lost.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PeerBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (directory == null) directory = Files.createTempDirectory("belay-peers");
        Scores scores = new Scores();
        for (int round = 1; round <= rounds; round++) {
            for (BrokerProgram program : brokers) round(round, program, scores);
        }
        System.out.println();
        scores.lines(brokers).forEach(System.out::println);
        return scores.isClean() ? 0 : 1;
    }

    private void round(int round, BrokerProgram program, Scores scores) throws IOException {
        Path data = directory.resolve(program.name().toLowerCase(Locale.ROOT) + "-" + round);
        try (BrokerProcess broker = BrokerProcess.start(program, data, optionsOf(program))) {
            for (Scenario scenario : scenarios) {
                for (int ratePerS : rates(scenario)) {
                    LoadResult result = Load.run(plan(broker, scenario, ratePerS));
                    scores.add(program, scenario, ratePerS > 0, result);
                    System.out.printf(
                            "round %d %-9s %-6s %-5s %s%n",
                            round, program, scenario, ratePerS > 0 ? "paced" : "full", result.line());
                }
            }
        }
    }

    private String[] optionsOf(BrokerProgram program) {
        return program == BrokerProgram.BELAY ? belayOptions.toArray(String[]::new) : new String[0];
    }

    private List<Integer> rates(Scenario scenario) {
        List<Integer> rates = new ArrayList<>(List.of(0));
        if (pacedPerS > 0) rates.add(Math.max(1, pacedPerS / scenario.subscribers));
        return rates;
    }

    private LoadPlan plan(BrokerProcess broker, Scenario scenario, int ratePerS) {
        return new LoadPlan(
                new InetSocketAddress("127.0.0.1", broker.port()),
                scenario,
                payloadLength,
                ratePerS > 0 ? 1 : warmupS,
                measureS,
                ratePerS,
                1000,
                LoadMain.aheadOf(scenario),
                broker.pid());
    }
}
