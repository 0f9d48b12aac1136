package io.belay.bench;

import com.sun.management.OperatingSystemMXBean;
import io.belay.server.bench.Durations;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The JMS load generator: runs the producers and consumers of a {@link JmsPlan} with the client that it names. */
final class JmsLoad implements AutoCloseable {
    private static final long STALL_NS = 10_000_000_000L;
    private static final long PAUSE_MS = 5;

    /** Where a run stood at one moment. */
    private record Mark(long atNs, long delivered, long serverNs, long clientNs) {}

    private final JmsPlan plan;
    private final JmsTally tally;
    private final List<JmsReceiver> receivers = new ArrayList<>();
    private final List<JmsSender> senders = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private JmsLoad(JmsPlan plan) {
        this.plan = plan;
        tally = new JmsTally(plan);
    }

    /**
     * Connects everybody, runs the plan, waits for what is under way, and says what it saw.
     *
     * @throws IllegalStateException if a client's call fails or the broker stops delivering
     */
    static JmsResult run(JmsPlan plan) throws JMSException, IOException, InterruptedException {
        try (JmsLoad load = new JmsLoad(plan)) {
            load.connect(plan.client().factory(plan.uri()));
            return load.measure();
        }
    }

    @Override
    public void close() throws JMSException {
        tally.stop();
        for (JmsSender sender : senders) sender.close();
        for (JmsReceiver receiver : receivers) receiver.close();
    }

    private void connect(ConnectionFactory factory) throws JMSException {
        JmsScenario scenario = plan.scenario();
        for (int i = 0; i < scenario.consumers; i++) receivers.add(new JmsReceiver(plan, i, factory, tally));
        for (int i = 0; i < scenario.producers; i++) senders.add(new JmsSender(plan, i, factory, tally));
        for (JmsSender sender : senders) threads.add(new Thread(sender, "sender " + threads.size()));
    }

    private JmsResult measure() throws IOException, InterruptedException, JMSException {
        threads.forEach(Thread::start);
        rest(plan.warmupS());
        Mark from = mark();
        tally.count(true);
        rest(plan.measureS());
        awaitSomeCounted();
        tally.count(false);
        Mark until = mark();
        tally.stop();
        for (Thread thread : threads) thread.join();
        tally.check();
        drain();
        close();
        return result(from, until);
    }

    private void rest(int seconds) throws InterruptedException {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < endNs && !tally.isOver()) Thread.sleep(PAUSE_MS);
        tally.check();
    }

    /** On a machine that is busy enough, the first message may take longer than the whole measurement was to last. */
    private void awaitSomeCounted() throws InterruptedException {
        long endNs = System.nanoTime() + STALL_NS;
        while (!tally.hasCounted() && System.nanoTime() < endNs && !tally.isOver()) Thread.sleep(PAUSE_MS);
        tally.check();
    }

    private void drain() throws InterruptedException {
        long wanted = tally.sent() * plan.scenario().copies();
        long delivered = tally.delivered();
        long heardNs = System.nanoTime();
        while (delivered < wanted && System.nanoTime() - heardNs < STALL_NS) {
            Thread.sleep(PAUSE_MS);
            tally.check();
            if (tally.delivered() == delivered) continue;
            delivered = tally.delivered();
            heardNs = System.nanoTime();
        }
    }

    private Mark mark() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Mark(
                System.nanoTime(),
                tally.delivered(),
                ServerStat.cpuNs(plan.serverPid()) - ServerStat.compilerNs(plan.serverPid()),
                system.getProcessCpuTime());
    }

    private JmsResult result(Mark from, Mark until) {
        Durations delivery = new Durations();
        receivers.forEach(receiver -> delivery.addAll(receiver.latencies()));
        Durations sending = new Durations();
        senders.forEach(sender -> sending.addAll(sender.latencies()));
        double elapsedNs = until.atNs() - from.atNs();
        double counted = Math.max(1, until.delivered() - from.delivered());
        double serverNs = until.serverNs() - from.serverNs();
        double clientNs = until.clientNs() - from.clientNs();
        boolean isServerKnown = plan.serverPid() != 0;
        return new JmsResult(
                tally.sent(),
                tally.delivered(),
                together().stream().mapToLong(this::lost).sum(),
                together().stream().mapToLong(JmsLedger::repeated).sum(),
                receivers.stream().mapToLong(each -> each.ledger().disordered()).sum(),
                counted * 1e9 / elapsedNs,
                delivery.atShareNs(0.5) / 1e3,
                delivery.atShareNs(0.99) / 1e3,
                sending.atShareNs(0.5) / 1e3,
                sending.atShareNs(0.99) / 1e3,
                isServerKnown ? serverNs / counted : -1,
                clientNs / counted,
                isServerKnown ? serverNs / elapsedNs : -1,
                clientNs / elapsedNs);
    }

    private long lost(List<JmsLedger> ledgers) {
        return JmsLedger.lost(
                ledgers, senders.stream().mapToLong(JmsSender::sent).toArray());
    }

    /** The ledgers of those that should have got each message once between them: all of a queue, each of a topic. */
    private List<List<JmsLedger>> together() {
        List<JmsLedger> all = receivers.stream().map(JmsReceiver::ledger).toList();
        return plan.scenario().isTopic ? all.stream().map(List::of).toList() : List.of(all);
    }
}
