package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What producers, consumers and sessions grant and refuse. */
@ExtendWith(SharedBroker.class)
class SessionRulesTest {
    private String address;
    private BelayConnection connection;
    private Session session;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        address = "amqp://127.0.0.1:" + broker.amqpPort();
        connection = Connections.open(address);
        connection.start();
        session = connection.createSession();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private static String text(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    private Queue queue(String stem) throws JMSException {
        return session.createQueue(Connections.unique(stem));
    }

    private static void refused(Class<? extends Exception> how, ThrowingCallable... calls) {
        for (ThrowingCallable each : calls) assertThatThrownBy(each).isInstanceOf(how);
    }

    @Test
    @Clause("JMS-6.1.8")
    void what_is_closed_says_so_and_closes_again_in_peace() throws JMSException {
        Queue queue = queue("closed");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        producer.close();
        producer.close();
        consumer.close();
        consumer.close();
        refused(IllegalStateException.class, () -> producer.send(message), consumer::receive, consumer::receiveNoWait);
        refused(IllegalStateException.class, producer::getPriority, consumer::getMessageSelector);

        session.close();
        session.close();
        refused(IllegalStateException.class, session::createMessage, () -> session.createProducer(queue));
        refused(
                IllegalStateException.class,
                session::recover,
                () -> session.createConsumer(queue),
                session::getTransacted);

        connection.close();
        connection.close();
        refused(IllegalStateException.class, connection::start, connection::createSession, connection::getClientID);
    }

    @Test
    void modes_and_transactions_do_not_mix() throws JMSException {
        Session transacted = connection.createSession(true, Session.AUTO_ACKNOWLEDGE);

        assertThat(transacted.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
        assertThat(transacted.getTransacted()).isTrue();
        refused(IllegalStateException.class, session::commit, session::rollback, transacted::recover);
        refused(JMSException.class, () -> connection.createSession(77));
    }

    @Test
    @Clause("JMS-6.1.2")
    void a_client_id_is_set_first_or_not_at_all() throws JMSException {
        refused(IllegalStateException.class, () -> connection.setClientID("late"));
        String name = Connections.unique("fixed");
        try (BelayConnection other = Connections.open(address);
                BelayConnection fixed =
                        Connections.open(Connections.settings(address).with(Setting.CLIENT_ID_FIXED, "true"));
                BelayConnection named =
                        Connections.open(Connections.settings(address).with(Setting.CLIENT_ID, name))) {
            refused(InvalidClientIDException.class, () -> other.setClientID(""), () -> other.setClientID(null));
            refused(IllegalStateException.class, () -> fixed.setClientID("mine"), () -> named.setClientID("mine"));
            assertThat(named.getClientID()).isEqualTo(name);
            assertThat(other.getClientID()).isNull();
        }
    }

    @Test
    void a_producer_names_its_destination_once() throws JMSException {
        Queue queue = queue("fixed");
        Message message = session.createMessage();
        MessageProducer fixed = session.createProducer(queue);
        MessageProducer free = session.createProducer(null);

        refused(UnsupportedOperationException.class, () -> fixed.send(queue, message), () -> free.send(message));
        refused(InvalidDestinationException.class, () -> free.send((Queue) null, message));
        refused(MessageFormatException.class, () -> fixed.send(null));
        refused(IllegalArgumentException.class, () -> fixed.send(message, null));
        refused(JMSException.class, () -> fixed.setPriority(10), () -> fixed.setPriority(-1));
        refused(JMSException.class, () -> fixed.setDeliveryMode(3), () -> fixed.setTimeToLive(-1));
        free.send(queue, session.createTextMessage("anywhere"));
        assertThat(text(session.createConsumer(queue).receive(Connections.WAIT_MS)))
                .isEqualTo("anywhere");
    }

    @Test
    @Clause("JMS-7.6")
    void a_sent_message_bears_what_the_producer_says() throws JMSException {
        Queue queue = queue("headers");
        MessageProducer producer = session.createProducer(queue);
        producer.setPriority(7);
        producer.setTimeToLive(60_000);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Message sent = session.createTextMessage("m0");

        producer.send(sent);

        Message received = session.createConsumer(queue).receive(Connections.WAIT_MS);
        assertThat(received.getJMSMessageID()).startsWith("ID:").isEqualTo(sent.getJMSMessageID());
        assertThat(received.getJMSTimestamp()).isEqualTo(sent.getJMSTimestamp()).isPositive();
        assertThat(received.getJMSExpiration()).isEqualTo(sent.getJMSTimestamp() + 60_000);
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSDestination()).isEqualTo(queue);
    }

    @Test
    void ids_and_times_can_be_left_out() throws JMSException {
        Queue queue = queue("plain");
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);

        producer.send(session.createTextMessage("m0"));

        Message received = session.createConsumer(queue).receive(Connections.WAIT_MS);
        assertThat(received.getJMSMessageID()).isNull();
        assertThat(received.getJMSTimestamp()).isZero();
    }

    @Test
    @Clause("JMS-7.9")
    void a_delayed_message_comes_later() throws JMSException {
        Queue queue = queue("delayed");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        producer.setDeliveryDelay(600);

        long beganNs = System.nanoTime();
        producer.send(session.createTextMessage("m0"));

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        assertThat(System.nanoTime() - beganNs)
                .as("by two clocks, the broker's and ours")
                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void what_expires_while_it_is_held_here_is_not_given_out() throws Exception {
        Queue queue = queue("expired");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        producer.send(session.createTextMessage("brief"), DeliveryMode.PERSISTENT, 4, 150);
        producer.send(session.createTextMessage("long"));
        long endMs = System.currentTimeMillis() + 300;
        while (System.currentTimeMillis() < endMs) Thread.onSpinWait();

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("long");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void a_session_that_ends_gives_back_what_is_not_done(int mode) throws JMSException {
        Queue queue = queue("ends-" + mode);
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 3; i++) producer.send(session.createTextMessage("m" + i));
        Session ending = connection.createSession(mode);
        assertThat(text(ending.createConsumer(queue).receive(Connections.WAIT_MS)))
                .isEqualTo("m0");

        ending.close();

        MessageConsumer consumer = session.createConsumer(queue);
        if (mode != Session.AUTO_ACKNOWLEDGE) {
            Message again = consumer.receive(Connections.WAIT_MS);
            assertThat(text(again)).isEqualTo("m0");
            assertThat(again.getJMSRedelivered()).isTrue();
        }
        for (int i = 1; i < 3; i++) {
            Message fresh = consumer.receive(Connections.WAIT_MS);
            assertThat(text(fresh)).isEqualTo("m" + i);
            assertThat(fresh.getJMSRedelivered()).isFalse();
        }
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void what_a_closed_consumer_gave_out_can_still_be_acknowledged() throws JMSException {
        Queue queue = queue("outlives");
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m0"));
        producer.send(session.createTextMessage("m1"));
        Session client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        Message first = consumer.receive(Connections.WAIT_MS);

        consumer.close();
        first.acknowledge();

        MessageConsumer next = client.createConsumer(queue);
        assertThat(text(next.receive(Connections.WAIT_MS))).isEqualTo("m1");
        assertThat(next.receiveNoWait()).isNull();
        client.close();
        refused(IllegalStateException.class, first::acknowledge);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_small_prefetch_leaves_the_rest_to_others(int prefetch) throws JMSException {
        Queue queue = queue("share-" + prefetch);
        MessageProducer producer = session.createProducer(queue);
        ConnectionSettings few = Connections.settings(address).with(Setting.PREFETCH, Integer.toString(prefetch));
        try (BelayConnection other = Connections.open(few)) {
            other.start();
            MessageConsumer one = other.createSession().createConsumer(queue);
            for (int i = 0; i < 6; i++) producer.send(session.createTextMessage("m" + i));

            assertThat(text(one.receive(Connections.WAIT_MS))).isEqualTo("m0");
            int left = 0;
            MessageConsumer two = session.createConsumer(queue);
            for (; left < 5 - prefetch; left++) assertThat(Connections.now(two)).isNotNull();
            while (two.receiveNoWait() != null) left++;

            // The credit for what follows m0 goes over one's own line: two may be quicker.
            assertThat(left).isBetween(5 - prefetch, 5);
            for (int i = left; i < 5; i++)
                assertThat(one.receive(Connections.WAIT_MS)).isNotNull();
            assertThat(one.receiveNoWait()).isNull();
        }
    }

    @Test
    @Clause("JMS-6.2.2")
    void only_its_connection_consumes_from_a_temporary_queue_and_deletes_it() throws JMSException {
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(replies);
        try (BelayConnection other = Connections.open(address)) {
            Session others = other.createSession();
            others.createProducer(replies).send(others.createTextMessage("reply"));
            refused(JMSException.class, () -> others.createConsumer(replies));
        }
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("reply");
        refused(JMSException.class, replies::delete);

        consumer.close();
        replies.delete();

        refused(JMSException.class, () -> session.createConsumer(replies));
        refused(JMSException.class, () -> session.createProducer(replies).send(session.createMessage()));
    }

    @Test
    @Clause("JMS-8.3")
    void a_durable_subscription_waits_for_its_consumer() throws JMSException {
        refused(IllegalStateException.class, () -> session.createDurableConsumer(session.createTopic("t"), "s"));
        Topic topic = session.createTopic(Connections.unique("durable"));
        ConnectionSettings named =
                Connections.settings(address).with(Setting.CLIENT_ID, Connections.unique("subscriber"));
        try (BelayConnection other = Connections.open(named)) {
            other.start();
            Session subscribing = other.createSession();
            MessageConsumer consumer = subscribing.createDurableConsumer(topic, "mine");
            refused(JMSException.class, () -> subscribing.createDurableConsumer(topic, "mine"));
            refused(JMSException.class, () -> subscribing.unsubscribe("mine"));
            consumer.close();
        }
        session.createProducer(topic).send(session.createTextMessage("missed"));
        try (BelayConnection other = Connections.open(named)) {
            other.start();
            Session subscribing = other.createSession();
            MessageConsumer consumer = subscribing.createDurableConsumer(topic, "mine");
            assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("missed");
            consumer.close();

            subscribing.unsubscribe("mine");

            refused(InvalidDestinationException.class, () -> subscribing.unsubscribe("mine"));
        }
    }

    @Test
    void a_shared_subscription_gives_each_message_to_one_of_its_consumers() throws JMSException {
        Topic topic = session.createTopic(Connections.unique("shared"));
        String name = Connections.unique("group");
        MessageConsumer one = session.createSharedConsumer(topic, name);
        MessageConsumer two = connection.createSession().createSharedConsumer(topic, name);
        MessageProducer producer = session.createProducer(topic);
        for (int i = 0; i < 10; i++) producer.send(session.createTextMessage("m" + i));

        int received = 0;
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        while (received < 10 && System.nanoTime() < endNs)
            for (MessageConsumer each : List.of(one, two)) while (each.receiveNoWait() != null) received++;

        assertThat(received).isEqualTo(10);
        for (MessageConsumer each : List.of(one, two))
            assertThat(each.receiveNoWait()).isNull();
    }

    @Test
    void no_local_keeps_what_the_connection_itself_sends_away() throws JMSException {
        Topic topic = session.createTopic(Connections.unique("local"));
        MessageConsumer consumer = session.createConsumer(topic, null, true);
        session.createProducer(topic).send(session.createTextMessage("own"));
        try (BelayConnection other = Connections.open(address)) {
            Session others = other.createSession();
            others.createProducer(topic).send(others.createTextMessage("other"));
        }

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("other");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void closing_a_connection_puts_what_was_sent_and_acknowledged_on_record() throws JMSException {
        Queue queue = queue("goodbye");
        BelayConnection other = Connections.open(address);
        other.start();
        Session its = other.createSession();
        MessageProducer producer = its.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT); // nobody waits for these
        for (int i = 0; i < 200; i++) producer.send(its.createTextMessage("m" + i));
        MessageConsumer consumer = its.createConsumer(queue);
        for (int i = 0; i < 100; i++)
            assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m" + i);

        other.close();

        MessageConsumer rest = session.createConsumer(queue);
        for (int i = 100; i < 200; i++)
            assertThat(text(rest.receive(Connections.WAIT_MS))).isEqualTo("m" + i);
        assertThat(rest.receiveNoWait()).isNull();
    }

    @Test
    void a_queue_session_knows_no_topics_and_a_topic_session_no_queues() throws JMSException {
        Session queues = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        Session topics = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = session.createTopic("t");
        Queue queue = session.createQueue("q");

        refused(IllegalStateException.class, () -> queues.createTopic("t"), queues::createTemporaryTopic);
        refused(
                IllegalStateException.class,
                () -> queues.unsubscribe("s"),
                () -> queues.createSharedConsumer(topic, "s"));
        refused(IllegalStateException.class, () -> topics.createQueue("q"), topics::createTemporaryQueue);
        refused(IllegalStateException.class, () -> topics.createBrowser(queue));
    }

    @Test
    @Clause("JMS-9.2")
    void a_queue_connection_knows_no_subscriptions_and_no_connection_consumers() throws JMSException {
        Topic topic = session.createTopic("t");
        try (QueueConnection queues = new BelayConnectionFactory(address).createQueueConnection()) {
            refused(
                    IllegalStateException.class,
                    () -> queues.createSharedConnectionConsumer(topic, "s", null, null, 1),
                    () -> queues.createDurableConnectionConsumer(topic, "s", null, null, 1),
                    () -> queues.createSharedDurableConnectionConsumer(topic, "s", null, null, 1));
            assertThatThrownBy(() -> queues.createConnectionConsumer(session.createQueue("q"), null, null, 1))
                    .isExactlyInstanceOf(JMSException.class)
                    .hasMessageContaining("not supported");
        }
    }

    @Test
    @Clause("JMS-8.3.3")
    void that_there_is_no_topic_is_told_before_that_there_is_no_client_id() {
        refused(
                InvalidDestinationException.class,
                () -> session.createDurableConsumer(null, "s"),
                () -> session.createDurableSubscriber(null, "s", "x = 1", true));
    }

    @Test
    void this_provider_says_what_it_is() throws JMSException {
        assertThat(connection.getMetaData().getJMSVersion()).isEqualTo("3.1");
        assertThat(connection.getMetaData().getJMSMajorVersion()).isEqualTo(3);
        assertThat(connection.getMetaData().getJMSMinorVersion()).isEqualTo(1);
        assertThat(connection.getMetaData().getJMSProviderName()).isEqualTo("Belay");
        assertThat(connection.brokerAddress()).isEqualTo(address);
    }
}
