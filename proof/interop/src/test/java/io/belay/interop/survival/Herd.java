package io.belay.interop.survival;

import io.belay.jms.BelayConnection;
import io.belay.jms.BelayConnectionFactory;
import io.belay.jms.ConnectionEvent;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients of one broker that is killed and started again: how long until all are back, and how many came back in the
 * busiest second. Each has a consumer on a queue of its own from before the kill, to which a message is sent after it.
 */
final class Herd implements AutoCloseable {
    private static final int PATIENCE_S = 120;
    private static final int OPENING_THREADS = 8;

    private final int clients;
    private final BrokerProcess broker;
    private final List<BelayConnection> connections = new ArrayList<>();
    private final Queue<Long> backAtNs = new ConcurrentLinkedQueue<>();
    private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
    private final AtomicInteger received = new AtomicInteger();
    private final CountDownLatch away;
    private final CountDownLatch back;
    private final CountDownLatch served;

    /**
     * What was seen.
     *
     * @param clients how many there were
     * @param backMs from the moment that the broker was ready again until the last one was back
     * @param busiest how many came back in the busiest second
     * @param received messages, one for each client is right
     * @param trouble what should not have been, for people
     */
    record Outcome(int clients, long backMs, int busiest, int received, List<String> trouble) {
        @Override
        public String toString() {
            return "%d clients, all back %d ms after the broker was ready, %d in the busiest second; %d messages; %s"
                    .formatted(clients, backMs, busiest, received, trouble.isEmpty() ? "no exception" : trouble);
        }
    }

    Herd(int clients, BrokerProcess broker) {
        this.clients = clients;
        this.broker = broker;
        away = new CountDownLatch(clients);
        back = new CountDownLatch(clients);
        served = new CountDownLatch(clients);
    }

    /** Connects all, kills the broker, starts it, and sends each client a message once all are back. */
    Outcome run() throws Exception {
        open();
        broker.kill();
        await(away, "all to notice");
        broker.restart();
        long readyNs = System.nanoTime();
        await(back, "all to be back");
        long lastNs = backAtNs.stream().mapToLong(Long::longValue).max().orElse(readyNs);
        serve();
        return new Outcome(clients, (lastNs - readyNs) / 1_000_000, busiest(), received.get(), List.copyOf(trouble));
    }

    private void open() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < OPENING_THREADS; i++) {
            Thread thread = new Thread(
                    () -> {
                        for (int n = next.getAndIncrement(); n < clients; n = next.getAndIncrement()) open(n);
                    },
                    "herd " + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) thread.join();
        if (!trouble.isEmpty()) throw new IllegalStateException("not all came in: " + trouble.peek());
    }

    private void open(int number) {
        try {
            BelayConnectionFactory factory = new BelayConnectionFactory("amqp://127.0.0.1:" + broker.amqpPort());
            BelayConnection connection = (BelayConnection) factory.createConnection();
            synchronized (connections) {
                connections.add(connection);
            }
            connection.setExceptionListener(failure -> trouble.add(number + ": " + failure));
            connection.addEventListener(event -> {
                if (event instanceof ConnectionEvent.Interrupted) away.countDown();
                if (event instanceof ConnectionEvent.Resumed) {
                    backAtNs.add(System.nanoTime());
                    back.countDown();
                }
            });
            Session session = connection.createSession();
            session.createConsumer(session.createQueue("herd-" + number)).setMessageListener(message -> {
                received.incrementAndGet();
                served.countDown();
            });
            connection.start();
        } catch (JMSException e) {
            trouble.add(number + ": " + e);
        }
    }

    private void serve() throws JMSException, InterruptedException {
        Session session = connections.get(0).createSession();
        for (int n = 0; n < clients; n++) {
            try (MessageProducer producer = session.createProducer(session.createQueue("herd-" + n))) {
                producer.send(session.createTextMessage("to " + n));
            }
        }
        await(served, "all to be served");
    }

    private int busiest() {
        long[] sorted = backAtNs.stream().mapToLong(Long::longValue).sorted().toArray();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= 1_000_000_000L) first++;
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private void await(CountDownLatch latch, String what) throws InterruptedException {
        if (latch.await(PATIENCE_S, TimeUnit.SECONDS)) return;
        throw new IllegalStateException("waited for " + what + ": " + latch.getCount() + " are missing; " + trouble);
    }

    @Override
    public void close() {
        for (BelayConnection connection : connections) {
            try {
                connection.close();
            } catch (JMSException e) {
                trouble.add("closing: " + e);
            }
        }
    }
}
