package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class SendReceiveTest {
    private BelayConnection connection;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        connection = Connections.open("amqp://127.0.0.1:" + broker.amqpPort());
        connection.start();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private static String text(jakarta.jms.Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    @Test
    void what_was_sent_is_received_in_order() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("order"));
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);

        for (int i = 0; i < 50; i++) producer.send(session.createTextMessage("message " + i));

        for (int i = 0; i < 50; i++)
            assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("message " + i);
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void receive_no_wait_finds_what_is_there_without_a_prefetch_too(BrokerProcess broker) throws JMSException {
        ConnectionSettings lazy =
                Connections.settings("amqp://127.0.0.1:" + broker.amqpPort()).with(Setting.PREFETCH, "0");
        try (BelayConnection other = Connections.open(lazy)) {
            other.start();
            Session session = other.createSession();
            Queue queue = session.createQueue(Connections.unique("no-prefetch"));
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            assertThat(consumer.receiveNoWait()).isNull();
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));

            assertThat(text(Connections.now(consumer))).isEqualTo("one");
            assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("two");
            assertThat(consumer.receive(50)).isNull();
        }
    }

    @Test
    void nothing_is_received_before_the_start() throws JMSException {
        connection.stop();
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("stopped"));
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(session.createTextMessage("held"));

        assertThat(consumer.receive(50)).isNull();

        connection.start();
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("held");
    }

    @Test
    void a_rollback_brings_all_back_counted_and_in_order() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(Connections.unique("rollback"));
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 5; i++) producer.send(session.createTextMessage("m" + i));
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m1");

        session.rollback();

        List<String> again = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TextMessage message = (TextMessage) consumer.receive(Connections.WAIT_MS);
            again.add(message.getText());
            counts.add(message.getIntProperty("JMSXDeliveryCount"));
            assertThat(message.getJMSRedelivered()).isEqualTo(i < 2);
        }
        assertThat(again).containsExactly("m0", "m1", "m2", "m3", "m4");
        assertThat(counts).containsExactly(2, 2, 1, 1, 1);
        session.commit();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void what_a_transaction_sent_is_there_only_after_its_commit() throws JMSException {
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        Session reading = connection.createSession();
        Queue queue = transacted.createQueue(Connections.unique("commit"));
        MessageProducer producer = transacted.createProducer(queue);
        MessageConsumer consumer = reading.createConsumer(queue);
        producer.send(transacted.createTextMessage("gone"));
        transacted.rollback();
        producer.send(transacted.createTextMessage("kept"));
        assertThat(consumer.receiveNoWait()).isNull();

        transacted.commit();

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("kept");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void recover_brings_back_what_was_not_acknowledged() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(Connections.unique("recover"));
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 4; i++) producer.send(session.createTextMessage("m" + i));
        consumer.receive(Connections.WAIT_MS).acknowledge();
        consumer.receive(Connections.WAIT_MS);
        consumer.receive(Connections.WAIT_MS);

        session.recover();

        for (int i = 1; i < 4; i++) {
            TextMessage message = (TextMessage) consumer.receive(Connections.WAIT_MS);
            assertThat(message.getText()).isEqualTo("m" + i);
            assertThat(message.getJMSRedelivered()).isEqualTo(i < 3);
            if (i == 3) message.acknowledge();
        }
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void an_individual_acknowledgement_is_for_one_message() throws JMSException {
        Session session = connection.createSession(AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE);
        Queue queue = session.createQueue(Connections.unique("individual"));
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 3; i++) producer.send(session.createTextMessage("m" + i));
        consumer.receive(Connections.WAIT_MS);
        consumer.receive(Connections.WAIT_MS).acknowledge();
        consumer.receive(Connections.WAIT_MS);

        session.recover();

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m2");
    }

    @Test
    void a_browser_sees_all_and_takes_nothing() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("browse"));
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 3; i++) producer.send(session.createTextMessage("m" + i));

        try (BelayQueueBrowser browser = (BelayQueueBrowser) session.createBrowser(queue)) {
            assertThat(Collections.list(browser.getEnumeration())).hasSize(3);
            assertThat(Collections.list(browser.getEnumeration())).hasSize(3);
        }

        assertThat(text(session.createConsumer(queue).receive(Connections.WAIT_MS)))
                .isEqualTo("m0");
    }

    @Test
    void a_topic_brings_each_subscriber_its_copy() throws JMSException {
        Session session = connection.createSession();
        Topic topic = session.createTopic(Connections.unique("topic"));
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = session.createConsumer(topic, "n > 1");
        MessageProducer producer = session.createProducer(topic);
        for (int i = 1; i <= 2; i++) {
            TextMessage message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            producer.send(message);
        }

        assertThat(text(one.receive(Connections.WAIT_MS))).isEqualTo("m1");
        assertThat(text(one.receive(Connections.WAIT_MS))).isEqualTo("m2");
        assertThat(text(two.receive(Connections.WAIT_MS))).isEqualTo("m2");
    }

    @Test
    void a_selector_that_is_none_is_refused_at_once() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("selector"));

        assertThatThrownBy(() -> session.createConsumer(queue, "a ="))
                .isInstanceOf(InvalidSelectorException.class)
                .hasMessageContaining(queue.getQueueName());
    }
}
