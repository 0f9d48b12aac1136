package io.belay.bench;

import io.belay.testkit.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Brokers and clients under the same JMS loads, one after the other, several rounds in one run, so that the ratios
 * hold on whatever machine it is. Each broker starts anew, with no data, for each round, and is warmed up; both sync
 * what is persistent to disk before they say so.
 */
@Command(
        name = "jms-peers",
        mixinStandardHelpOptions = true,
        description = "Measures brokers and clients under the same JMS load; prints medians and ratios.")
public final class JmsPeerBench implements Callable<Integer> {
    private static final long BARE_NS = 2_000_000_000L;

    @Option(
            names = "--contestants",
            split = ",",
            defaultValue = "BELAY/QPID,ARTEMIS/QPID",
            description = "broker and client, which is one of QPID, BELAY, BELAY_PLAIN, ARTEMIS (${DEFAULT-VALUE})")
    private List<JmsContestant> contestants = List.of();

    @Option(names = "--bare", description = "also time bare synced writes of each payload's length, in each round")
    private boolean isBare;

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
            defaultValue = "120",
            description = "seconds of load on each broker that started, before anything is measured (${DEFAULT-VALUE})")
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

    private final Map<JmsContestant, BrokerProcess> running = new TreeMap<>();
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
                .registerConverter(JmsContestant.class, JmsContestant::of)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (directory == null) directory = Files.createTempDirectory("belay-jms-peers");
        try {
            List<JmsContestant> order = new ArrayList<>(contestants);
            if (isKept) for (JmsContestant contestant : order) start(1, contestant); // All code has been run by then.
            for (int round = 1; round <= rounds; round++) {
                if (isBare) bare(round);
                for (JmsContestant contestant : order) round(round, contestant);
                Collections.reverse(order);
            }
        } finally {
            running.values().forEach(BrokerProcess::close);
        }
        System.out.println();
        scores.lines(contestants).forEach(System.out::println);
        return scores.isClean() ? 0 : 1;
    }

    private void bare(int round) throws IOException {
        for (int payload : payloads) {
            BareSync bare = BareSync.measure(directory, payload, BARE_NS);
            System.out.printf(
                    "round %d %-17s %-10s %5d p50 %,7.0f us  p99 %,7.0f us%n",
                    round, "bare write + sync", "", payload, bare.p50Us(), bare.p99Us());
        }
    }

    private void round(int round, JmsContestant contestant) throws Exception {
        BrokerProcess broker = running.get(contestant);
        if (broker == null) broker = start(round, contestant);
        JmsClient client = contestant.client();
        String uri = load.uri(client, "127.0.0.1", broker.amqpPort());
        for (JmsScenario scenario : scenarios) {
            for (int payload : payloads) {
                String name = "load-" + scenario + "-" + payload + "-" + round;
                JmsResult result = JmsLoad.run(load.plan(client, uri, name, scenario, payload, broker.pid()));
                scores.add(contestant, scenario, payload, result);
                System.out.printf("round %d %-17s %-10s %5d %s%n", round, contestant, scenario, payload, result.line());
            }
        }
        if (isKept) return;
        broker.close();
        running.remove(contestant);
    }

    private BrokerProcess start(int round, JmsContestant contestant) throws Exception {
        String name = contestant.toString().replace('/', '-').toLowerCase(Locale.ROOT);
        Path data = directory.resolve(name + "-" + round);
        BrokerProcess broker = BrokerProcess.start(contestant.broker(), data, jvmOptions.toArray(String[]::new));
        running.put(contestant, broker);
        JmsClient client = contestant.client();
        String uri = load.uri(client, "127.0.0.1", broker.amqpPort());
        for (JmsScenario scenario : scenarios) {
            int seconds = Math.max(1, brokerWarmupS / scenarios.size());
            JmsLoad.run(load.plan(client, uri, "warmup-" + scenario, scenario, 100, 0, seconds, 0));
        }
        return broker;
    }
}
