package io.belay.interop;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fills a broker with a backlog, kills it, starts it again, and takes everything out: how long the start takes, and
 * whether all is there. {@code --broker-option -Xmx512m} shows that the backlog is bounded by disk and not by heap.
 */
@Command(
        name = "backlog",
        mixinStandardHelpOptions = true,
        description = "Fills a broker, kills it, measures the start, drains it and checks that all came in order.")
final class BacklogCheck implements Callable<Integer> {
    private static final int START_S = 300;

    @Option(names = "--sessions", defaultValue = "100", description = "that are away (${DEFAULT-VALUE})")
    private int sessions;

    @Option(names = "--messages", defaultValue = "1000000", description = "for all of them together (${DEFAULT-VALUE})")
    private long messages;

    @Option(names = "--payload", defaultValue = "100", description = "bytes (${DEFAULT-VALUE})")
    private int payloadLength;

    @Option(names = "--keep-running", description = "do not kill the broker before draining")
    private boolean isKept;

    @Option(names = "--start-max", defaultValue = "0", description = "ms that the start may take, 0: any")
    private long startMaxMs;

    @Option(names = "--program", defaultValue = "BELAY", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private BrokerProgram program;

    @Option(names = "--data", description = "directory of the broker (a temporary one)")
    private Path directory;

    @Option(names = "--broker-option", description = "JVM option of the broker, may be repeated")
    private List<String> brokerOptions = List.of();

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BacklogCheck())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path data = directory == null ? Files.createTempDirectory("belay-backlog") : directory;
        Backlog backlog = new Backlog(sessions, (int) (messages / sessions), payloadLength);
        try (BrokerProcess broker = BrokerProcess.start(program, data, START_S, brokerOptions)) {
            try {
                return check(backlog, broker, data);
            } catch (IOException e) {
                System.out.println(String.join("\n", broker.output()));
                throw e;
            }
        }
    }

    private int check(Backlog backlog, BrokerProcess broker, Path data) throws IOException {
        backlog.open(broker.port());
        say(
                "empty start %,d ms; filling %,d messages of %,d bytes for %,d sessions",
                broker.startedInMs(), backlog.messages(), payloadLength, sessions);
        long fillNs = System.nanoTime();
        backlog.fill(broker.port());
        sayRate("filled", backlog, fillNs);
        say("%,d MiB of data, broker %,d MiB resident", size(data) >> 20, residentKiB(broker) >> 10);
        if (!isKept) {
            broker.kill();
            broker.restart();
            say("killed and started: ready after %,d ms", broker.startedInMs());
        }
        long startMs = broker.startedInMs();
        long drainNs = System.nanoTime();
        backlog.drain(broker.port());
        sayRate("drained in order", backlog, drainNs);
        say("broker %,d MiB resident", residentKiB(broker) >> 10);
        boolean isInTime = startMaxMs == 0 || startMs <= startMaxMs;
        say(isInTime ? "all there" : "all there, but the start took too long");
        return isInTime ? 0 : 1;
    }

    private static void sayRate(String what, Backlog backlog, long sinceNs) {
        double elapsedS = (System.nanoTime() - sinceNs) / 1e9;
        say(
                "%s in %.1f s: %,.0f messages/s, %.1f MB/s",
                what,
                elapsedS,
                backlog.messages() / elapsedS,
                backlog.messages() / elapsedS * backlog.payloadLength() / 1e6);
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
}
