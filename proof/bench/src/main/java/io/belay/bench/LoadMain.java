package io.belay.bench;

import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The load generator as a program: puts one kind of load on a broker that runs, and prints what it saw. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Puts load on an MQTT broker on this machine and prints rate, latency and loss.")
public final class LoadMain implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "address of the broker (${DEFAULT-VALUE})")
    private String host;

    @Option(names = "--port", defaultValue = "1883", description = "its MQTT port (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--scenario", defaultValue = "QOS0", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Scenario scenario;

    @Option(names = "--payload", defaultValue = "100", description = "bytes (${DEFAULT-VALUE})")
    private int payloadLength;

    @Option(names = "--warmup", defaultValue = "3", description = "seconds before counting (${DEFAULT-VALUE})")
    private int warmupS;

    @Option(names = "--seconds", defaultValue = "10", description = "seconds that count (${DEFAULT-VALUE})")
    private int measureS;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "messages a second, 0 for all that go (${DEFAULT-VALUE})")
    private int ratePerS;

    @Option(names = "--window", defaultValue = "1000", description = "QoS 1 under way (${DEFAULT-VALUE})")
    private int unacknowledgedMax;

    @Option(names = "--ahead", defaultValue = "0", description = "undelivered at most; 0: 20000, fan-out 200")
    private int undeliveredMax;

    @Option(names = "--server-pid", defaultValue = "0", description = "whose processor time is counted")
    private long serverPid;

    /** Creates it with its defaults; picocli fills in the options. */
    public LoadMain() {}

    /**
     * Runs it; exits with 0, or with 1 if a QoS 1 message was lost.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int ahead = undeliveredMax > 0 ? undeliveredMax : aheadOf(scenario);
        LoadResult result = Load.run(new LoadPlan(
                new InetSocketAddress(host, port),
                scenario,
                payloadLength,
                warmupS,
                measureS,
                ratePerS,
                unacknowledgedMax,
                ahead,
                serverPid));
        System.out.println(scenario + " " + result.line());
        return scenario.qos > 0 && result.lost() > 0 ? 1 : 0;
    }

    /** How far the publisher may be ahead of each subscriber unless it is said: 20,000 deliveries in all. */
    static int aheadOf(Scenario scenario) {
        return 20_000 / scenario.subscribers;
    }
}
