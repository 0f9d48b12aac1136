package io.belay.bench;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            defaultValue = "15",
            description = "seconds of load on each broker that started (${DEFAULT-VALUE})")
    private int brokerWarmupS;

    @Option(names = "--directory", description = "for data (a temporary one)")
    private Path directory;

    @Option(names = "--keep", description = "start each broker once, not for each round")
    private boolean isKept;

    @Option(
            names = "--jvm-options",
            split = ",",
            defaultValue = "-Xmx1g,-XX:-UseDynamicNumberOfCompilerThreads",
            description = "of every broker (${DEFAULT-VALUE})")
    private List<String> jvmOptions = List.of();

    @Mixin
    private JmsOptions load = new JmsOptions();

    private final Map<BrokerProgram, BrokerProcess> running = new EnumMap<>(BrokerProgram.class);
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
        try {
            for (int round = 1; round <= rounds; round++) {
                for (BrokerProgram program : brokers) round(round, program);
            }
        } finally {
            running.values().forEach(BrokerProcess::close);
        }
        System.out.println();
        scores.lines(brokers).forEach(System.out::println);
        return scores.isClean() ? 0 : 1;
    }

    private void round(int round, BrokerProgram program) throws Exception {
        BrokerProcess broker = running.get(program);
        if (broker == null) broker = start(round, program);
        String uri = load.uri("127.0.0.1", broker.amqpPort());
        for (JmsScenario scenario : scenarios) {
            for (int payload : payloads) {
                String name = "load-" + scenario + "-" + payload + "-" + round;
                JmsResult result = JmsLoad.run(load.plan(uri, name, scenario, payload, broker.pid()));
                scores.add(program, scenario, payload, result);
                System.out.printf("round %d %-8s %-10s %5d %s%n", round, program, scenario, payload, result.line());
            }
        }
        if (isKept) return;
        broker.close();
        running.remove(program);
    }

    private BrokerProcess start(int round, BrokerProgram program) throws Exception {
        Path data = directory.resolve(program.name().toLowerCase(Locale.ROOT) + "-" + round);
        BrokerProcess broker = BrokerProcess.start(program, data, jvmOptions.toArray(String[]::new));
        running.put(program, broker);
        String uri = load.uri("127.0.0.1", broker.amqpPort());
        for (JmsScenario scenario : scenarios) {
            int seconds = Math.max(1, brokerWarmupS / scenarios.size());
            JmsLoad.run(load.plan(uri, "warmup-" + scenario, scenario, 100, 0, seconds, 0));
        }
        return broker;
    }
}
