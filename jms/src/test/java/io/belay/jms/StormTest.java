package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Seeds;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

/** Many cuts at any moment, while messages are sent, moved in transactions and received. */
@ExtendWith(SharedBroker.class)
class StormTest {
    private static final int COUNT = 300;
    private static final int BACK_EVERY = 3;

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @Seeds(3)
    void each_message_comes_through_once_and_in_order(long seed, BrokerProcess broker) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (CutProxy proxy = new CutProxy(broker.amqpPort());
                BelayConnection connection = Connections.open(proxy.address())) {
            connection.start();
            Queue in = connection.createSession().createQueue(Connections.unique("storm-in"));
            Queue out = connection.createSession().createQueue(Connections.unique("storm-out"));
            Random random = new Random(seed);
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);
            Thread storm = new Thread(() -> {
                for (int cut = 1; !isOver.get(); cut++) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(120)));
                    events.clear();
                    proxy.cut();
                    // However slow the machine is, now and then it gets through.
                    if (cut % BACK_EVERY == 0) awaitBack(events);
                }
            });
            storm.start();
            Thread sender = working(() -> send(connection, in));
            Thread mover = working(() -> move(connection, in, out, new Random(seed + 1)));

            List<String> received = received(connection, out);
            sender.join();
            mover.join();
            isOver.set(true);
            storm.join();

            assertThat(failures).isEmpty();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) expected.add("m" + i);
            assertThat(received).containsExactlyElementsOf(expected);
        }
    }

    private void awaitBack(BlockingQueue<ConnectionEvent> events) {
        try {
            Connections.next(events, ConnectionEvent.Resumed.class);
        } catch (InterruptedException | AssertionError away) {
            failures.add(away);
        }
    }

    private interface Work {
        void run() throws JMSException;
    }

    private Thread working(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (JMSException | RuntimeException failure) {
                failures.add(failure);
            }
        });
        thread.start();
        return thread;
    }

    private static void send(BelayConnection connection, Queue to) throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(to);
        for (int i = 0; i < COUNT; i++) producer.send(session.createTextMessage("m" + i));
    }

    /** In transactions of any size, of which some are rolled back. */
    private static void move(BelayConnection connection, Queue from, Queue to, Random random) throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(from);
        MessageProducer producer = session.createProducer(to);
        for (int moved = 0; moved < COUNT; ) {
            int size = Math.min(COUNT - moved, 1 + random.nextInt(8));
            for (int i = 0; i < size; i++) {
                producer.send(session.createTextMessage(((TextMessage) consumer.receive()).getText()));
            }
            if (random.nextInt(10) == 0) {
                session.rollback();
            } else {
                session.commit();
                moved += size;
            }
        }
    }

    private List<String> received(BelayConnection connection, Queue from) throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(from);
        List<String> received = new ArrayList<>();
        while (received.size() < COUNT && failures.isEmpty()) {
            Message message = consumer.receive(Connections.WAIT_MS);
            if (message == null) break;
            received.add(((TextMessage) message).getText() + (message.getJMSRedelivered() ? " again" : ""));
            if (received.size() % 7 == 0) message.acknowledge();
        }
        Message more = consumer.receive(100);
        if (more != null) received.add("and more: " + ((TextMessage) more).getText());
        session.recover();
        return received;
    }
}
