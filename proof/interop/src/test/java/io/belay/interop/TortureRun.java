package io.belay.interop;

import io.belay.demo.Proxy;
import io.belay.testkit.BrokerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of the torture: at QoS 1 and at QoS 2 a publisher and a subscriber whose session stays, each behind a proxy of
 * its own that breaks its line, and a broker that is killed under them.
 */
final class TortureRun implements AutoCloseable {
    private static final int PAYLOAD_LENGTH = 100;
    private static final long FINISH_MS = 120_000;

    private final TorturePlan plan;
    private final InetSocketAddress address;
    private final BrokerProcess broker;
    private final Gate gate;
    private final List<Proxy> proxies = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<SteadyClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Chaos chaos;

    /** Against a broker that may be killed, or with {@code broker} null one at {@code address} that may not. */
    TortureRun(TorturePlan plan, InetSocketAddress address, BrokerProcess broker) {
        this.plan = plan;
        this.address = address;
        this.broker = broker;
        gate = new Gate(2, plan.messages(), plan.cuts() + plan.kills());
    }

    /** Runs it to its end; what it saw is in {@link #ledgers} and {@link #tally}. */
    void run() throws IOException, InterruptedException {
        for (int qos = 1; qos <= 2; qos++) {
            Ledger ledger = new Ledger("QoS " + qos, qos, plan.messages());
            ledgers.add(ledger);
            SteadySubscriber subscriber = new SteadySubscriber(proxy(), topic(qos), qos, ledger);
            start(subscriber);
            awaitReady(subscriber);
            clients.add(new SteadyPublisher(proxy(), topic(qos), qos, PAYLOAD_LENGTH, plan.messages(), gate, ledger));
        }
        clients.stream().filter(client -> client instanceof SteadyPublisher).forEach(this::start);
        chaos = new Chaos(plan.seed(), proxies, gate, broker, plan.holdMs());
        try {
            chaos.run(plan.cuts(), plan.kills());
        } catch (IllegalStateException e) {
            ledgers.get(0).problem(e.toString());
        }
        finish();
    }

    List<Ledger> ledgers() {
        return ledgers;
    }

    boolean isClean() {
        return ledgers.stream().allMatch(Ledger::isClean)
                && chaos.cuts() >= plan.cuts()
                && chaos.kills() == plan.kills();
    }

    String tally() {
        int breaks = clients.stream().mapToInt(SteadyClient::breaks).sum();
        StringBuilder text = new StringBuilder(chaos.tally() + "; the clients saw " + breaks + " breaks");
        for (Ledger ledger : ledgers) text.append('\n').append(ledger);
        for (Ledger ledger : ledgers)
            ledger.problems().forEach(problem -> text.append("\n  ").append(problem));
        return text.append(isClean() ? "\nclean" : "\nNOT CLEAN").toString();
    }

    @Override
    public void close() throws IOException {
        clients.forEach(SteadyClient::stop);
        for (Proxy proxy : proxies) proxy.close();
    }

    private static String topic(int qos) {
        return "torture/" + qos;
    }

    private InetSocketAddress proxy() throws IOException {
        Proxy proxy = new Proxy(address);
        proxies.add(proxy);
        return proxy.address();
    }

    private void start(SteadyClient client) {
        if (!clients.contains(client)) clients.add(client);
        Thread thread = new Thread(client, client.getClass().getSimpleName());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void awaitReady(SteadySubscriber subscriber) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FINISH_MS);
        while (!subscriber.isReady() && System.nanoTime() < endNs) LockSupport.parkNanos(1_000_000);
    }

    private void finish() throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FINISH_MS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime())));
            if (thread.isAlive()) ledgers.get(0).problem(thread.getName() + " does not come to an end");
        }
        clients.forEach(SteadyClient::stop);
        for (int qos = 1; qos <= 2; qos++) {
            try {
                checkNothingIsLeft(qos);
            } catch (IOException e) {
                ledgers.get(qos - 1).problem("the session does not work at the end: " + e);
            }
        }
    }

    /**
     * Comes back once more to the subscriber's session: what comes before a message that is published now can only be the
     * repetition of something whose last acknowledgement fell with the line.
     */
    private void checkNothingIsLeft(int qos) throws IOException {
        Ledger ledger = ledgers.get(qos - 1);
        try (RawClient subscriber = RawClient.returning(5, address.getPort(), "subscriber-" + topic(qos));
                RawClient publisher = RawClient.clean(5, address.getPort(), "epilogue")) {
            publisher.publish(topic(qos), qos, false, "epilogue");
            while (true) {
                RawPacket next = subscriber.read();
                if (next.type() == RawPacket.PUBLISH && next.text().equals("epilogue")) return;
                if (next.type() == PacketBytes.PUBREL) {
                    subscriber.send(PacketBytes.answer(PacketBytes.PUBCOMP, next.packetId()));
                } else {
                    ledger.received(next.number(), next.isDup());
                    subscriber.send(
                            PacketBytes.answer(qos == 1 ? PacketBytes.PUBACK : PacketBytes.PUBREC, next.packetId()));
                }
            }
        }
    }
}
