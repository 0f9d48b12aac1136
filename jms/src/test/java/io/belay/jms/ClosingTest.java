package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is closed while messages flow to it gives back what nobody has taken. */
@ExtendWith(SharedBroker.class)
class ClosingTest {
    private static final int WAIT_MS = 60_000;
    private static final int MESSAGES = 300;

    private BelayConnection connection;
    private String address;
    private Session session;
    private Queue queue;

    @BeforeEach
    void open(BrokerProcess broker) throws JMSException {
        address = "amqp://127.0.0.1:" + broker.amqpPort();
        connection = Connections.open(address);
        connection.start();
        session = connection.createSession();
        queue = session.createQueue(Connections.unique("closing"));
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private void send(String... texts) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        for (String text : texts) producer.send(session.createTextMessage(text));
        producer.close();
    }

    @Test
    @Clause("JMS-6.2.15")
    void a_session_that_is_closed_while_messages_come_gives_them_back() throws JMSException {
        String[] texts = new String[MESSAGES];
        for (int index = 0; index < MESSAGES; index++) texts[index] = Integer.toString(index);
        send(texts);

        for (int index = 0; index < 40; index++) {
            try (BelayConnection other = Connections.open(address)) {
                other.start();
                MessageConsumer consumer = other.createSession().createConsumer(queue);
                assertThat(((TextMessage) consumer.receive(WAIT_MS)).getText()).isEqualTo(Integer.toString(index));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "session"})
    @Clause("JMS-8.8")
    void what_a_receive_gives_out_while_it_is_closed_by_another_thread_does_not_come_again(String what)
            throws Exception {
        for (int round = 0; round < 8; round++) {
            send("a", "b", "c");
            Session its = connection.createSession();
            MessageConsumer consumer = its.createConsumer(queue);
            List<String> given = new ArrayList<>();
            Thread receiver = new Thread(() -> receiveAll(consumer, given));
            receiver.start();
            if (round % 2 == 0) awaitFirst(given);
            if (what.equals("session")) its.close();
            else consumer.close();
            receiver.join(WAIT_MS);
            its.close();

            List<String> all = new ArrayList<>(given);
            all.addAll(Connections.texts(session, queue, 3 - given.size()));
            assertThat(all).as("round " + round).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    private static void receiveAll(MessageConsumer consumer, List<String> given) {
        try {
            for (Message next = consumer.receive(); next != null; next = consumer.receive()) {
                synchronized (given) {
                    given.add(((TextMessage) next).getText());
                }
            }
        } catch (JMSException closed) {
            // It was closed between two of them.
        }
    }

    private static void awaitFirst(List<String> given) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        while (isEmpty(given) && System.nanoTime() - endNs < 0) LockSupport.parkNanos(50_000);
    }

    private static boolean isEmpty(List<String> given) {
        synchronized (given) {
            return given.isEmpty();
        }
    }

    @Test
    @Clause("JMS-6.2.7")
    void a_consumer_that_is_closed_after_a_rollback_gives_back_what_came_again() throws JMSException {
        send("nearly");
        for (int round = 0; round < 9; round++) {
            Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = transacted.createConsumer(queue);
            assertThat(consumer.receive(WAIT_MS).getIntProperty("JMSXDeliveryCount"))
                    .isEqualTo(round + 1);
            transacted.rollback();
            consumer.close();
        }

        assertThat(session.createConsumer(queue).receive(WAIT_MS).getIntProperty("JMSXDeliveryCount"))
                .isEqualTo(10);
    }

    @Test
    void a_consumer_whose_closing_is_interrupted_ends_all_the_same() throws JMSException {
        MessageConsumer consumer = session.createConsumer(queue);

        Thread.currentThread().interrupt();
        assertThatThrownBy(consumer::close).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        send("m0");

        Session other = connection.createSession();
        assertThat(((TextMessage) other.createConsumer(queue).receive(WAIT_MS)).getText())
                .isEqualTo("m0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "connection"})
    @Clause("JMS-6.1.8")
    void a_listener_that_runs_meanwhile_has_all_it_needs_to_finish_its_work(String what) throws Exception {
        Queue replies = session.createQueue(Connections.unique("replies"));
        List<Exception> troubles = new CopyOnWriteArrayList<>();
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        try (BelayConnection other = Connections.open(address)) {
            Session its = other.createSession(Session.SESSION_TRANSACTED);
            its.createConsumer(queue).setMessageListener(message -> {
                isIn.countDown();
                try {
                    mayGo.await();
                    its.createProducer(replies).send(other.createSession().createTextMessage("reply"));
                    its.commit();
                } catch (Exception refused) {
                    troubles.add(refused);
                }
            });
            other.start();
            send("m0");
            isIn.await();

            Thread closing = closing(what.equals("session") ? its : other, troubles);
            while (closing.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait(); // for the listener
            mayGo.countDown();
            closing.join(WAIT_MS);

            assertThatThrownBy(its::createMessage).isInstanceOf(IllegalStateException.class);
        }
        assertThat(troubles).isEmpty();
        assertThat(Connections.texts(session, replies, 1)).containsExactly("reply");
        assertThat(session.createConsumer(queue).receiveNoWait()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause("JMS-6.1.8")
    void a_listener_that_waits_for_a_message_is_told_that_none_comes_and_finishes(boolean isWaiting) throws Exception {
        Queue replies = session.createQueue(Connections.unique("replies"));
        Queue empty = session.createQueue(Connections.unique("empty"));
        List<Exception> troubles = new CopyOnWriteArrayList<>();
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(isWaiting ? 0 : 1);
        BelayConnection other = Connections.open(address);
        Session its = other.createSession(Session.SESSION_TRANSACTED);
        its.createConsumer(queue).setMessageListener(message -> {
            isIn.countDown();
            try {
                mayGo.await();
                Message none = other.createSession().createConsumer(empty).receive();
                its.createProducer(replies).send(its.createTextMessage("reply " + none));
                its.commit();
            } catch (Exception refused) {
                troubles.add(refused);
            }
        });
        other.start();
        send("m0");
        isIn.await();

        Thread closing = closing(other, troubles);
        if (!isWaiting) {
            while (closing.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait(); // for the listener
            mayGo.countDown();
        }
        closing.join(2 * WAIT_MS);

        assertThat(troubles).isEmpty();
        assertThat(Connections.texts(session, replies, 1)).containsExactly("reply null");
    }

    private static Thread closing(AutoCloseable what, List<Exception> troubles) {
        Thread closing = new Thread(() -> {
            try {
                what.close();
            } catch (Exception trouble) {
                troubles.add(trouble);
            }
        });
        closing.start();
        return closing;
    }

    @Test
    void an_interrupted_thread_closes_its_connection_properly_and_stays_interrupted() throws JMSException {
        BelayConnection other = Connections.open(address);
        Session its = other.createSession();
        MessageProducer producer = its.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT); // nobody waits for these
        for (int index = 0; index < MESSAGES; index++) producer.send(its.createTextMessage("" + index));

        Thread.currentThread().interrupt();
        other.close();
        assertThat(Thread.interrupted()).isTrue();

        MessageConsumer consumer = session.createConsumer(queue);
        for (int index = 0; index < MESSAGES; index++) {
            assertThat(((TextMessage) consumer.receive(WAIT_MS)).getText()).isEqualTo("" + index);
        }
    }

    @Test
    @Clause("JMS-6.2.2")
    void a_temporary_queue_that_is_consumed_from_is_not_deleted() throws JMSException {
        TemporaryQueue temporary = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(temporary);

        assertThatThrownBy(temporary::delete).isInstanceOf(IllegalStateException.class);
        consumer.close();
        temporary.delete();

        assertThatThrownBy(() -> session.createConsumer(temporary)).isInstanceOf(JMSException.class);
    }
}
