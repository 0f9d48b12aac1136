package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.numbers;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.interop.Brokers;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Programs with a failover: address outlive kill -9 of the broker, and find what they left there. */
class RestartTest {
    @TempDir
    static Path directory;

    static BrokerProcess broker;

    private Connection connection;
    private Session session;
    private Queue queue;
    private Topic topic;

    @BeforeAll
    static void start() {
        broker = Brokers.start(directory);
    }

    @AfterAll
    static void stop() {
        if (broker != null) broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws JMSException {
        String name = test.getTestMethod().orElseThrow().getName();
        String address = "amqp://127.0.0.1:" + broker.amqpPort();
        String options = "failover.reconnectDelay=20&failover.useReconnectBackOff=false&jms.clientID=" + name;
        connection = new JmsConnectionFactory("failover:(" + address + ")?" + options).createConnection();
        connection.start();
        session = connection.createSession();
        queue = session.createQueue(name);
        topic = session.createTopic(name + "-news");
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    @Test
    void persistent_messages_are_there_again_in_order() throws JMSException {
        send(session, queue, numbers(100));

        crash();

        assertThat(nextTexts(session.createConsumer(queue), 100)).containsExactly(numbers(100));
    }

    @Test
    void what_was_acknowledged_does_not_come_again() throws JMSException {
        send(session, queue, "1", "2", "3");
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        assertThat(nextTexts(transacted.createConsumer(queue), 2)).containsExactly("1", "2");
        transacted.commit();
        transacted.close();

        crash();

        assertThat(drain(session.createConsumer(queue))).containsExactly("3");
    }

    @Test
    @Clause("OMQ-108")
    void a_durable_subscription_goes_on_with_its_selector() throws JMSException {
        MessageConsumer subscriber = session.createDurableConsumer(topic, "news", "color = 'red'", false);
        publish("red", "1");
        assertThat(nextText(subscriber)).isEqualTo("1");
        subscriber.close();
        publish("red", "2");
        publish("blue", "3");

        crash();

        publish("red", "4");
        publish("blue", "5");
        assertThat(drain(session.createDurableConsumer(topic, "news", "color = 'red'", false)))
                .containsExactly("2", "4");
    }

    @Test
    void open_producers_consumers_and_listeners_go_on_by_themselves() throws Exception {
        BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
        connection.createSession().createConsumer(queue).setMessageListener(message -> inbox.add(text(message)));
        MessageConsumer subscriber = session.createDurableConsumer(topic, "news");
        MessageProducer toQueue = session.createProducer(queue);
        MessageProducer toTopic = session.createProducer(topic);
        toQueue.send(session.createTextMessage("before"));
        assertThat(inbox.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS)).isEqualTo("before");

        crash();

        toQueue.send(session.createTextMessage("after"));
        toTopic.send(session.createTextMessage("news"));
        String next = inbox.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS);
        boolean isAgain = "before".equals(next); // The broker may have died before it knew of the acknowledgement.
        assertThat(isAgain ? inbox.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS) : next)
                .isEqualTo("after");
        assertThat(nextText(subscriber)).isEqualTo("news");
    }

    @Test
    void a_temporary_queue_is_made_again_for_who_waits_at_it() throws JMSException {
        Queue mine = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(mine);

        crash();

        send(session, mine, "answer");
        assertThat(nextText(consumer)).isEqualTo("answer");
    }

    @Test
    @Clause("OMQ-103")
    void a_transaction_under_way_is_rolled_back_and_the_session_goes_on() throws JMSException {
        send(session, queue, "1");
        Queue to = session.createQueue(queue.getQueueName() + "-to");
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = transacted.createConsumer(queue);
        send(transacted, to, nextText(consumer));

        crash();

        assertThatExceptionOfType(TransactionRolledBackException.class).isThrownBy(transacted::commit);
        MessageConsumer moved = session.createConsumer(to);
        assertThat(moved.receiveNoWait()).isNull();
        send(transacted, to, nextText(consumer));
        transacted.commit();
        assertThat(nextText(moved)).isEqualTo("1");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void delays_priorities_and_expiry_are_kept() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("normal"));
        producer.setDeliveryDelay(1500);
        producer.send(session.createTextMessage("delayed"));
        producer.setDeliveryDelay(0);
        producer.setPriority(9);
        producer.send(session.createTextMessage("urgent"));
        producer.setTimeToLive(1);
        producer.send(session.createTextMessage("expired"));

        crash();

        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(nextTexts(consumer, 2)).containsExactly("urgent", "normal");
        Message delayed = next(consumer);
        assertThat(delayed.getBody(String.class)).isEqualTo("delayed");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(delayed.getJMSDeliveryTime());
    }

    @Test
    void deliveries_that_failed_are_still_counted() throws JMSException {
        send(session, queue, "1");
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = transacted.createConsumer(queue);
        for (int i = 0; i < 3; i++) {
            next(consumer);
            transacted.rollback();
        }
        transacted.close();

        crash();

        Message again = next(session.createConsumer(queue));
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void every_send_that_was_confirmed_while_the_broker_died_is_there() throws Exception {
        BlockingQueue<List<String>> confirmed = new LinkedBlockingQueue<>();
        MessageProducer producer = session.createProducer(queue);
        Thread sender = new Thread(() -> {
            try {
                for (String number : numbers(2000)) producer.send(session.createTextMessage(number));
                confirmed.add(List.of(numbers(2000)));
            } catch (JMSException e) {
                confirmed.add(List.of("failed: " + e));
            }
        });
        sender.start();
        Session other = connection.createSession();
        MessageConsumer consumer = other.createConsumer(queue);
        assertThat(nextText(consumer)).isEqualTo("0");

        crash();

        List<String> sent = confirmed.poll(60, TimeUnit.SECONDS);
        assertThat(sent).hasSize(2000);
        List<String> seen = drain(consumer);
        assertThat(seen).containsAll(sent.subList(1, 2000)); // One may be there twice: its answer was lost.
    }

    private static void crash() {
        broker.kill();
        broker.restart();
    }

    private void publish(String color, String text) throws JMSException {
        TextMessage message = session.createTextMessage(text);
        message.setStringProperty("color", color);
        session.createProducer(topic).send(message);
    }

    private static String text(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
