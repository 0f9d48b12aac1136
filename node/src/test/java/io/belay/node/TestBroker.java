package io.belay.node;

import io.belay.core.Limits;
import io.belay.log.DiskReport;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.message.MessageFilters;
import io.belay.node.mqtt.MqttOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A node, its gateways and a disk, driven in one thread by the law that drivers keep. */
final class TestBroker {
    static final long START_MS = 1_000_000;
    private static final int ROUNDS_MAX = 10_000;
    static final LogOptions LOG = new LogOptions(1 << 20, 1 << 18, 1 << 30, 0, 25);

    final TestDisk disk = new TestDisk();
    Node node;
    NodeOptions options; // from the next start on
    final MqttOptions mqtt;
    Function<Consumer<Verdict>, Authenticator> authenticators; // for a new line, which takes what comes later
    AmqpOptions amqp = AmqpOptions.DEFAULTS;
    final Map<Long, TestLine> clients = new LinkedHashMap<>();
    final List<Request> requests = new ArrayList<>();
    long nowMs = START_MS;
    private long lastLine;

    TestBroker() {
        this(NodeOptions.DEFAULTS, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
    }

    TestBroker(Limits limits) {
        this(
                new NodeOptions(limits, 64 << 20, 512 << 10, 32 << 20, 16 << 20),
                MqttOptions.DEFAULTS,
                Authenticator.ANONYMOUS);
    }

    TestBroker(NodeOptions options, MqttOptions mqtt, Authenticator authenticator) {
        this.mqtt = mqtt;
        this.authenticators = told -> authenticator;
        this.options = options;
        node = start();
        settle();
    }

    /** The program starts on what the disk has. */
    private Node start() {
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        LogStart found = Recovery.run(disk, LOG, 7, recovery);
        Node started = recovery.start(options, LOG, found);
        started.time(nowMs);
        started.restart();
        return started;
    }

    /** The broker dies, and every line with it; it starts again with what has come to the disk. */
    void restart() {
        disk.losePower();
        requests.clear();
        clients.clear();
        node = start();
        settle();
    }

    long nextLine() {
        return ++lastLine;
    }

    /** Time passes for the node and for every line. */
    void pass(long ms) {
        long untilMs = nowMs + ms;
        do {
            long nextMs = node.nextTimeMs();
            standStill(nextMs > nowMs && nextMs < untilMs ? nextMs - nowMs : untilMs - nowMs);
        } while (nowMs < untilMs);
    }

    /** Time passes, and the node does not run. */
    void standStill(long ms) {
        nowMs += ms;
        node.time(nowMs);
        clients.values().forEach(TestLine::tick);
        settle();
    }

    /** Everything that can happen without time passing happens. */
    void settle() {
        for (int round = 0; step() || stepDisk(); round++) {
            if (round > ROUNDS_MAX) throw new AssertionError("it never comes to rest");
        }
    }

    /** All that can happen without the disk. */
    boolean step() {
        boolean moved = false;
        for (Request request : List.copyOf(requests)) {
            requests.remove(0);
            node.handle(request);
            moved = true;
        }
        node.seal();
        disk.take(node.orders());
        for (Reply reply : node.replies()) {
            TestLine client = clients.get(reply.line());
            if (client != null) client.reply(reply);
            moved = true;
        }
        for (TestLine client : clients.values()) moved |= client.exchange();
        return moved;
    }

    /** One disk order is carried out and reported. */
    boolean stepDisk() {
        DiskReport report = disk.step();
        if (report == null) return false;
        node.report(report);
        step();
        return true;
    }
}
