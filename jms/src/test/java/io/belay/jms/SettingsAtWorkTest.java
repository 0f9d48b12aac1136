package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings whose effect is seen in messages. */
@ExtendWith(SharedBroker.class)
class SettingsAtWorkTest {
    private BelayConnectionFactory factory;
    private String queueName;

    @BeforeEach
    void stand(BrokerProcess broker) {
        factory = new BelayConnectionFactory("amqp://127.0.0.1:" + broker.amqpPort() + "?startPasses=-1");
        queueName = Connections.unique("settings");
    }

    private static void awaitHeld(MessageConsumer consumer, int count) {
        Inflow inflow = ((BelayMessageConsumer) consumer).inflow();
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        while (inflow.size() < count && System.nanoTime() < endNs) LockSupport.parkNanos(1_000_000);
        assertThat(inflow.size()).isEqualTo(count);
    }

    @Test
    @Clause({"OMQ-25", "OMQ-26"})
    void the_consumers_of_a_connection_together_hold_no_more_than_it_may() throws JMSException {
        try (Connection sending = factory.createConnection()) {
            factory.set("imqConnectionFlowLimitEnabled", "true");
            factory.set("imqConnectionFlowLimit", "4");
            try (Connection bounded = factory.createConnection()) {
                sending.start();
                bounded.start();
                Session session = sending.createSession();
                Queue queue = session.createQueue(queueName);
                MessageProducer producer = session.createProducer(queue);
                for (int i = 0; i < 20; i++) producer.send(session.createTextMessage("m" + i));
                Session its = bounded.createSession();
                MessageConsumer consumer = its.createConsumer(queue);
                awaitHeld(consumer, 4);
                awaitHeld(its.createConsumer(queue), 1);

                List<String> others = Connections.texts(session, queue, 15);

                assertThat(others).hasSize(15).startsWith("m5");
                assertThat(consumer.receive(Connections.WAIT_MS).getBody(String.class))
                        .isEqualTo("m0");
            }
        }
    }

    private List<Message> throughTransactions(Connection connection) throws JMSException {
        Session sending = connection.createSession(Session.SESSION_TRANSACTED);
        Session receiving = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = sending.createQueue(queueName);
        MessageProducer producer = sending.createProducer(queue);
        MessageConsumer consumer = receiving.createConsumer(queue);
        for (int i = 0; i < 3; i++) {
            producer.send(sending.createTextMessage("m" + i));
            if (i != 0) sending.commit();
        }
        List<Message> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            received.add(consumer.receive(Connections.WAIT_MS));
            if (i != 0) receiving.commit();
        }
        return received;
    }

    @Test
    @Clause("OMQ-35")
    void who_sent_a_message_and_in_which_transaction_is_told_where_it_is_wanted() throws JMSException {
        for (String name : new String[] {"UserID", "AppID", "ProducerTXID", "ConsumerTXID", "RcvTimestamp"})
            factory.set("imqSetJMSX" + name, "true");
        String till = Connections.unique("till");
        factory.setClientID(till);
        long beganMs = System.currentTimeMillis();
        try (Connection connection = factory.createConnection("ann", "secret")) {
            connection.start();

            List<Message> received = throughTransactions(connection);

            for (Message each : received) {
                assertThat(each.getStringProperty("JMSXUserID")).isEqualTo("ann");
                assertThat(each.getStringProperty("JMSXAppID")).isEqualTo(till);
                assertThat(each.getLongProperty("JMSXRcvTimestamp")).isBetween(beganMs, System.currentTimeMillis());
            }
            for (String name : new String[] {"JMSXProducerTXID", "JMSXConsumerTXID"}) {
                String first = received.get(0).getStringProperty(name);
                assertThat(first).isNotEmpty();
                assertThat(received.get(1).getStringProperty(name)).as(name).isEqualTo(first);
                assertThat(received.get(2).getStringProperty(name)).as(name).isNotEqualTo(first);
            }
        }
    }

    @Test
    @Clause("OMQ-35")
    void where_it_is_not_wanted_it_is_not_told() throws JMSException {
        try (Connection connection = factory.createConnection("ann", "secret")) {
            connection.start();

            Message message = throughTransactions(connection).get(0);

            for (String name : new String[] {"UserID", "AppID", "ProducerTXID", "ConsumerTXID", "RcvTimestamp"})
                assertThat(message.propertyExists("JMSX" + name)).as(name).isFalse();
        }
    }

    @Test
    @Clause("OMQ-35")
    void a_received_message_that_is_sent_on_says_who_did() throws JMSException {
        try (Connection sending = factory.createConnection()) {
            factory.set("imqSetJMSXAppID", "true");
            factory.setClientID(Connections.unique("middle"));
            try (Connection connection = factory.createConnection()) {
                connection.start();
                Session session = connection.createSession();
                Queue queue = session.createQueue(queueName);
                MessageConsumer consumer = session.createConsumer(queue);
                Session others = sending.createSession();
                Message sent = others.createTextMessage("x");
                sent.setIntProperty("size", 5);
                others.createProducer(queue).send(sent);
                Message first = consumer.receive(Connections.WAIT_MS);

                session.createProducer(queue).send(first);

                Message second = consumer.receive(Connections.WAIT_MS);
                assertThat(second.getStringProperty("JMSXAppID")).isEqualTo(connection.getClientID());
                assertThat(second.getIntProperty("size")).isEqualTo(5);
                assertThat(first.propertyExists("JMSXAppID")).isFalse();
            }
        }
    }

    @Test
    void a_broker_that_wants_prefixes_gets_them_and_the_application_sees_none() throws JMSException {
        try (Connection plain = factory.createConnection()) {
            factory.set("jms.queuePrefix", "q.");
            factory.set("jms.topicPrefix", "t.");
            try (Connection prefixing = factory.createConnection()) {
                plain.start();
                prefixing.start();
                Session session = prefixing.createSession();
                Queue queue = session.createQueue(queueName);
                Message sent = session.createTextMessage("x");
                sent.setJMSReplyTo(session.createTopic("answers"));
                session.createProducer(queue).send(sent);
                session.createProducer(null).send(queue, sent);
                Session others = plain.createSession();
                MessageConsumer other = others.createConsumer(others.createQueue("q." + queueName));
                Message seen = other.receive(Connections.WAIT_MS);
                other.close(); // the second one is for us

                Message received = session.createConsumer(queue).receive(Connections.WAIT_MS);

                assertThat(seen.getJMSReplyTo()).isEqualTo(others.createTopic("t.answers"));
                assertThat(seen.getJMSDestination()).isEqualTo(others.createQueue("q." + queueName));
                assertThat(received.getJMSDestination()).isEqualTo(queue);
                assertThat(received.getJMSReplyTo()).isEqualTo(session.createTopic("answers"));
            }
        }
    }

    @Test
    void properties_may_be_called_anything_where_names_are_not_checked() throws JMSException {
        try (Connection strict = factory.createConnection()) {
            Message message = strict.createSession().createMessage();
            assertThatThrownBy(() -> message.setStringProperty("content-type", "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        factory.set("jms.validatePropertyNames", "false");
        try (Connection lax = factory.createConnection()) {
            lax.start();
            Session session = lax.createSession();
            Queue queue = session.createQueue(queueName);
            Message message = session.createMessage();
            message.setStringProperty("content-type", "x");
            session.createProducer(queue).send(message);

            Message received = session.createConsumer(queue).receive(Connections.WAIT_MS);

            assertThat(received.getStringProperty("content-type")).isEqualTo("x");
            received.clearProperties();
            received.setStringProperty("a b", "y");
            assertThatThrownBy(() -> received.setStringProperty("", "y")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "daemonThreads, true, true",
        "jms.useDaemonThread, true, true",
        "daemonThreads, false, false",
        ", , false"
    })
    void a_program_goes_on_as_long_as_it_listens_unless_it_says_otherwise(String name, String value, boolean isDaemon)
            throws Exception {
        if (name != null) factory.set(name, value);
        CompletableFuture<Thread> listening = new CompletableFuture<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue(queueName);
            session.createProducer(queue).send(session.createMessage());
            session.createConsumer(queue).setMessageListener(any -> listening.complete(Thread.currentThread()));

            assertThat(listening.get(Connections.WAIT_MS, TimeUnit.MILLISECONDS).isDaemon())
                    .isEqualTo(isDaemon);
        }
        Thread its = listening.get();
        its.join(Connections.WAIT_MS);
        assertThat(its.isAlive()).as("after the end of the connection").isFalse();
    }
}
