package io.belay.interop.backlog;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fills one queue with far more than fits into memory, kills the broker, starts it again, and takes everything out: how
 * long the start takes, whether all is there once and in order, and whether it comes as fast as out of small queues, which
 * the same broker has in memory: as many of them before as after, and the rate in the middle of theirs counts.
 */
@Command(
        name = "queue-backlog",
        mixinStandardHelpOptions = true,
        description =
                "Fills a queue, kills the broker, measures the start and the drain, checks that all came in order.")
final class QueueBacklogCheck implements Callable<Integer> {
    private static final int START_S = 300;

    @Option(names = "--messages", defaultValue = "10000000", description = "in the queue (${DEFAULT-VALUE})")
    private long messages;

    @Option(names = "--small", defaultValue = "250000", description = "in each small queue (${DEFAULT-VALUE})")
    private long smallMessages;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "of small queues before, and after (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--payload", defaultValue = "100", description = "bytes, 16 to 255 (${DEFAULT-VALUE})")
    private int payloadLength;

    @Option(names = "--producers", defaultValue = "4", description = "at a time (${DEFAULT-VALUE})")
    private int producers;

    @Option(names = "--start-max", defaultValue = "15000", description = "ms of the start, 0: any (${DEFAULT-VALUE})")
    private long startMaxMs;

    @Option(names = "--drain-min", defaultValue = "80", description = "% of the small queues' rate (${DEFAULT-VALUE})")
    private int drainMin;

    @Option(names = "--program", defaultValue = "BELAY", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private BrokerProgram program;

    @Option(names = "--data", description = "directory of the broker (a temporary one)")
    private Path directory;

    @Option(names = "--broker-option", defaultValue = "-Xmx2g", description = "of the broker's JVM (${DEFAULT-VALUE})")
    private List<String> brokerOptions = List.of();

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QueueBacklogCheck())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path data = directory == null ? Files.createTempDirectory("belay-queue-backlog") : directory;
        try (BrokerProcess broker = BrokerProcess.start(program, data, START_S, brokerOptions)) {
            try {
                return check(broker, data);
            } catch (IOException e) {
                System.out.println(String.join("\n", broker.output()));
                throw e;
            }
        }
    }

    private int check(BrokerProcess broker, Path data) throws IOException {
        int port = broker.amqpPort(); // asked for now, so that a start is over when AMQP is served
        say("empty start %,d ms, %s", broker.startedInMs(), String.join(" ", brokerOptions));
        QueueBacklog big = new QueueBacklog("backlog", producers, messages / producers, payloadLength);
        fill(big, broker);
        say("%,d MiB of data, broker %,d MiB resident", size(data) >> 20, residentKiB(broker) >> 10);
        broker.kill();
        broker.restart();
        long startMs = broker.startedInMs();
        say("killed and started: ready after %,d ms, %,d ms of processor time", startMs, cpuMs(broker));
        for (int round = 1; round <= rounds; round++) small("warm-up-" + round, broker);
        double[] rates = new double[2 * rounds];
        for (int round = 0; round < rounds; round++) rates[round] = small("before-" + (round + 1), broker);
        double rate = drain(big, broker);
        say("broker %,d MiB resident", residentKiB(broker) >> 10);
        for (int round = 0; round < rounds; round++) rates[rounds + round] = small("after-" + (round + 1), broker);
        Arrays.sort(rates);
        double middle = (rates[rounds - 1] + rates[rounds]) / 2;
        double share = rate / middle * 100;
        say("the big queue drains at %.0f %% of the small ones' rate, %,.0f messages/s", share, middle);
        boolean isFast = (startMaxMs == 0 || startMs <= startMaxMs) && share >= drainMin;
        say(isFast ? "all there, once, in order" : "all there, once, in order, but too slow");
        return isFast ? 0 : 1;
    }

    private double small(String queue, BrokerProcess broker) throws IOException {
        QueueBacklog small = new QueueBacklog(queue, producers, smallMessages / producers, payloadLength);
        fill(small, broker);
        return drain(small, broker);
    }

    private static void fill(QueueBacklog backlog, BrokerProcess broker) throws IOException {
        long startNs = System.nanoTime();
        long startCpuMs = cpuMs(broker);
        backlog.fill(broker.amqpPort());
        sayRate("filled", backlog, System.nanoTime() - startNs, cpuMs(broker) - startCpuMs);
    }

    private static double drain(QueueBacklog backlog, BrokerProcess broker) throws IOException {
        long startNs = System.nanoTime();
        long startCpuMs = cpuMs(broker);
        long endNs = backlog.drain(broker.amqpPort());
        return sayRate("drained", backlog, endNs - startNs, cpuMs(broker) - startCpuMs);
    }

    private static double sayRate(String what, QueueBacklog backlog, long elapsedNs, long cpuMs) {
        double perS = backlog.messages() * 1e9 / elapsedNs;
        say(
                "%s %s, %,d messages, in %.1f s: %,.0f messages/s, %.1f us of the broker's for each",
                what, backlog.queue(), backlog.messages(), elapsedNs / 1e9, perS, 1e3 * cpuMs / backlog.messages());
        return perS;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static long residentKiB(BrokerProcess broker) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + broker.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
        return 0;
    }

    /** Processor time of all its threads so far; where other programs run too, it says more than the clock. */
    private static long cpuMs(BrokerProcess broker) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + broker.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from field 3, the state
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10; // in ticks of 10 ms
    }
}
