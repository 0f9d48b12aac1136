package io.belay.interop.survival;

import io.belay.demo.Proxy;
import io.belay.interop.Chaos;
import io.belay.interop.Gate;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One program, a sender and a receiver with a connection each through a proxy of its own, tortured once. */
final class Run implements AutoCloseable {
    /** The receiver's line. */
    static final int RECEIVING = 0;

    /** The sender's. */
    static final int SENDING = 1;

    private static final long FINISH_MS = 180_000;
    private static final int UNDER_WAY_MAX = 100; // messages that the sender does not know to be stored

    private final Plan plan;
    private final BrokerProcess broker;
    private final Gate gate;
    private final Tally tally;
    private final List<Proxy> proxies = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Chaos chaos;

    Run(Plan plan, BrokerProcess broker) {
        this.plan = plan;
        this.broker = broker;
        gate = new Gate(1, plan.messages(), plan.cuts() + plan.kills());
        chaos = new Chaos(plan.seed(), proxies, gate, broker, plan.holdMs());
        tally = new Tally(plan.messages(), chaos::wasDeadSince, chaos.strikes());
    }

    /** Runs it to its end. */
    void run() throws Exception {
        Receiver receiver = new Receiver(plan, connect(), tally);
        Sender sender = new Sender(plan, connect(), gate, tally);
        List<Thread> threads = List.of(start("receiver", receiver), start("sender", sender));
        try {
            chaos.run(plan.cuts(), plan.kills(), plan.isSpread() ? this::awaitWork : () -> {});
        } catch (IllegalStateException e) {
            tally.exception("the faults ended early", e);
        }
        if (!tally.awaitAll(FINISH_MS)) tally.exception("the end", new IllegalStateException("not all is settled"));
        sender.stop();
        receiver.stop();
        for (Thread thread : threads) thread.join(FINISH_MS);
    }

    /** Until both are at work again after the last fault. */
    private void awaitWork() throws InterruptedException {
        int slice = plan.messages() / (plan.cuts() + plan.kills() + 1);
        if (!tally.awaitSettledBeyond(Math.min(UNDER_WAY_MAX, slice / 2), FINISH_MS)) {
            throw new IllegalStateException("they do not come back to work");
        }
    }

    Tally tally() {
        return tally;
    }

    boolean isClean() {
        return tally.isClean() && chaos.cuts() >= plan.cuts() && chaos.kills() == plan.kills();
    }

    /** For people: what was done, and what came of it. */
    String report() {
        return plan.provider() + " " + plan.mode() + (plan.isSpread() ? ", spread" : "") + ", seed " + plan.seed()
                + ": " + tally + "\n  " + chaos.tally()
                + tally.told().stream().map(each -> "\n  " + each).reduce("", String::concat);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (JMSException e) {
                tally.exception("closing", e);
            }
        }
        for (Proxy proxy : proxies) proxy.close();
    }

    private Connection connect() throws Exception {
        Proxy proxy = new Proxy(new InetSocketAddress("127.0.0.1", broker.amqpPort()));
        proxies.add(proxy);
        Connection connection =
                plan.provider().factory(proxy.address(), plan.pingMs()).createConnection();
        connections.add(connection);
        connection.start();
        return connection;
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
