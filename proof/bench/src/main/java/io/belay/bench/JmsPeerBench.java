package io.belay.bench;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Belay and Apache Artemis under the same JMS loads, one after the other, several rounds in one run, so that the ratios
 * hold on whatever machine it is. Each broker starts anew, with no data, for each round, and is warmed up; both sync
 * what is persistent to disk before they say so.
 */
@Command(
        name = "jms-peers",
        mixinStandardHelpOptions = true,
        description = "Measures Belay beside Apache Artemis with Qpid JMS; prints medians and ratios.")
public final class JmsPeerBench implements Callable<Integer> {
    @Option(names = "--brokers", split = ",", defaultValue = "BELAY,ARTEMIS", description = "(${DEFAULT-VALUE})")
    private List<BrokerProgram> brokers = List.of();

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "SYNC,SYNC8,ASYNC,TRANSACTED,VOLATILE,TOPIC",
            description = "(${DEFAULT-VALUE})")
    private List<JmsScenario> scenarios = List.of();

    @Option(names = "--payloads", split = ",", defaultValue = "100,1024", description = "bytes (${DEFAULT-VALUE})")
    private List<Integer> payloads = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "of all brokers (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--broker-warmup",
            defaultValue = "10",
            description = "seconds of load on each broker that started (${DEFAULT-VALUE})")
    private int brokerWarmupS;

    @Option(names = "--directory", description = "for data (a temporary one)")
    private Path directory;

    @Option(names = "--jvm-option", defaultValue = "-Xmx1g", description = "of every broker (${DEFAULT-VALUE})")
    private List<String> jvmOptions = List.of();

    @Mixin
    private JmsOptions load = new JmsOptions();

    private final JmsScores scores = new JmsScores();

    /** Creates it with its defaults; picocli fills in the options. */
    public JmsPeerBench() {}

    /**
     * Runs it; exits with 0, or with 1 if a message was lost, came twice or out of order.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JmsPeerBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (directory == null) directory = Files.createTempDirectory("belay-jms-peers");
        for (int round = 1; round <= rounds; round++) {
            for (BrokerProgram program : brokers) round(round, program);
        }
        System.out.println();
        scores.lines(brokers).forEach(System.out::println);
        return scores.isClean() ? 0 : 1;
    }

    private void round(int round, BrokerProgram program) throws Exception {
        Path data = directory.resolve(program.name().toLowerCase(Locale.ROOT) + "-" + round);
        try (BrokerProcess broker = BrokerProcess.start(program, data, jvmOptions.toArray(String[]::new))) {
            String uri = load.uri("127.0.0.1", broker.amqpPort());
            JmsLoad.run(load.plan(uri, "warmup", JmsScenario.ASYNC, 100, 0, brokerWarmupS, 0));
            for (JmsScenario scenario : scenarios) {
                for (int payload : payloads) {
                    String name = "load-" + scenario + "-" + payload;
                    JmsResult result = JmsLoad.run(load.plan(uri, name, scenario, payload, broker.pid()));
                    scores.add(program, scenario, payload, result);
                    System.out.printf("round %d %-8s %-10s %5d %s%n", round, program, scenario, payload, result.line());
                }
            }
        }
    }
}
