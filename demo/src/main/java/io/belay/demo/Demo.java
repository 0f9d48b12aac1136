package io.belay.demo;

import io.belay.jms.BelayConnection;
import io.belay.jms.BelayConnectionFactory;
import io.belay.jms.ConnectionEvent;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The course of the demo: a broker, a producer and a consumer, trouble for a while, then peace until everything has
 * arrived.
 */
final class Demo implements AutoCloseable {
    static final String QUEUE = "demo";
    static final int FRAMES_PER_S = 5;

    private static final int PING_MS = 500;
    private static final long PEACE_MS = 30_000;
    private static final long END_MS = 10_000;

    private final int seconds;
    private final PrintStream out;
    private final Screen screen;
    private final Path data;
    private final DemoBroker broker;
    private final List<Proxy> proxies = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Score score = new Score();

    Demo(int seconds, PrintStream out, boolean isTerminal) throws IOException {
        this.seconds = seconds;
        this.out = out;
        this.screen = new Screen(out, isTerminal);
        this.data = Files.createTempDirectory("belay-demo");
        this.broker = new DemoBroker(data);
    }

    /**
     * Runs it.
     *
     * @param seed of the faults
     * @param ratePerS messages
     * @return whether nothing was lost, came twice or was thrown
     */
    boolean run(long seed, int ratePerS) throws IOException, JMSException, InterruptedException {
        out.println("Belay: one broker, one producer, one transacted consumer, and " + seconds
                + " seconds of trouble (seed " + seed + ")");
        broker.start();
        DemoProducer producer = new DemoProducer(connect("producer"), score, ratePerS);
        DemoConsumer consumer = new DemoConsumer(connect("consumer"), score);
        Trouble trouble = new Trouble(seed, proxies, broker);
        Thread troubling = start("trouble", trouble);
        Thread producing = start("producer", producer);
        Thread consuming = start("consumer", consumer);
        watch(trouble);
        trouble.stop();
        troubling.join();
        producer.stop();
        producing.join(PEACE_MS);
        score.awaitAll(PEACE_MS);
        consumer.stop();
        consuming.join(END_MS);
        screen.draw(0, score, trouble);
        tell(trouble);
        return score.isClean();
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (JMSException thrown) {
                score.exception(thrown);
            }
        }
        for (Proxy proxy : proxies) proxy.close();
        broker.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private Connection connect(String who) throws IOException, JMSException {
        Proxy proxy = new Proxy(new InetSocketAddress("127.0.0.1", broker.port()));
        proxies.add(proxy);
        BelayConnectionFactory factory = new BelayConnectionFactory("amqp://127.0.0.1:" + proxy.port());
        factory.setPingMs(PING_MS);
        factory.set("startPasses", "-1"); // a machine that is slow to begin is no trouble of ours
        BelayConnection connection = (BelayConnection) factory.createConnection();
        connections.add(connection);
        connection.addEventListener(event -> heard(who, event)); // for the picture only
        connection.start();
        return connection;
    }

    private void heard(String who, ConnectionEvent event) {
        screen.heard(who, event.text());
    }

    private void watch(Trouble trouble) throws InterruptedException {
        for (int frame = 0; frame < seconds * FRAMES_PER_S; frame++) {
            screen.draw(seconds - frame / FRAMES_PER_S, score, trouble);
            Thread.sleep(1_000 / FRAMES_PER_S);
        }
    }

    private void tell(Trouble trouble) {
        out.println();
        out.println("  " + trouble.tally());
        out.printf(
                Locale.ROOT,
                "  sent %,d, received %,d, lost %d, duplicated %d, exceptions %d; the longest call took %.1f s%n",
                score.sent(),
                score.received(),
                score.lost(),
                score.twice(),
                score.exceptions(),
                score.longestMs() / 1e3);
        if (score.exceptions() > 0) out.println("  the first exception: " + score.firstException());
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
