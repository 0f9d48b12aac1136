package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small print of the standard that programs run into. */
@ExtendWith(SharedBroker.class)
class StandardRulesTest {
    private static final long SOON_NS = TimeUnit.SECONDS.toNanos(30); // a request that waits in vain takes 60 s

    private BelayConnection connection;
    private Session session;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        ConnectionSettings named = Connections.settings("amqp://127.0.0.1:" + broker.amqpPort())
                .with(Setting.CLIENT_ID, Connections.unique("till"));
        connection = Connections.open(named);
        connection.start();
        session = connection.createSession();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    private Queue queue(String stem) throws JMSException {
        return session.createQueue(Connections.unique(stem));
    }

    private static void refusedSoon(Class<? extends Exception> how, ThrowingCallable call) {
        long beganNs = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(how);
        assertThat(System.nanoTime() - beganNs).isLessThan(SOON_NS);
    }

    @Test
    @Clause("JMS-8.3")
    void a_name_that_would_be_taken_for_another_subscription_is_refused() throws JMSException {
        Topic topic = session.createTopic(Connections.unique("t"));
        session.createDurableConsumer(topic, "a").close();

        assertThatThrownBy(() -> session.createDurableConsumer(topic, "a|b"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("a|b");
        assertThatThrownBy(() -> session.createSharedConsumer(topic, "a|b")).isInstanceOf(JMSException.class);
        refusedSoon(InvalidDestinationException.class, () -> session.unsubscribe("a|b"));

        session.unsubscribe("a"); // is still there
    }

    @ParameterizedTest
    @NullAndEmptySource
    @Clause("JMS-8.3.3")
    void a_subscription_without_a_name_cannot_be_ended(String name) {
        refusedSoon(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }

    @Test
    @Clause("JMS-5.2")
    void what_no_broker_can_have_is_an_invalid_destination() throws JMSException {
        Topic wildcard = session.createTopic("shop/#");
        Queue endless = session.createQueue("q".repeat(70_000));
        Message message = session.createMessage();

        assertThatThrownBy(() -> session.createProducer(wildcard)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createConsumer(endless)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createBrowser(endless)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createProducer(null).send(wildcard, message))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Clause("JMS-6.2.15")
    void acknowledging_in_a_closed_session_is_an_error_in_every_mode(int mode) throws JMSException {
        Queue queue = queue("late");
        Session closing = connection.createSession(mode);
        session.createProducer(queue).send(session.createTextMessage("m"));
        Message message = closing.createConsumer(queue).receive(Connections.WAIT_MS);
        message.acknowledge(); // does nothing

        closing.close();

        assertThatThrownBy(message::acknowledge).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Clause("JMS-6.2")
    void who_asks_for_no_transactions_does_not_get_them() {
        assertThatThrownBy(() -> connection.createSession(false, Session.SESSION_TRANSACTED))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("SESSION_TRANSACTED");
        assertThatThrownBy(() -> connection.createQueueSession(false, Session.SESSION_TRANSACTED))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createTopicSession(false, Session.SESSION_TRANSACTED))
                .isInstanceOf(JMSException.class);
    }

    @Test
    @Clause("JMS-7.8")
    void a_message_that_lived_less_than_no_time_is_not_sent() throws JMSException {
        MessageProducer producer = session.createProducer(queue("ttl"));
        Message message = session.createMessage();

        assertThatThrownBy(() -> producer.send(message, DeliveryMode.PERSISTENT, 4, -1))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("-1");
    }

    @Test
    @Clause("JMS-7.8")
    void the_longest_life_there_is_is_long() throws JMSException {
        Queue queue = queue("long");
        MessageProducer producer = session.createProducer(queue);
        Message sent = session.createTextMessage("m");

        producer.send(sent, DeliveryMode.PERSISTENT, 4, Long.MAX_VALUE);

        assertThat(sent.getJMSExpiration()).isEqualTo(Long.MAX_VALUE);
        Message received = session.createConsumer(queue).receive(Connections.WAIT_MS);
        assertThat(received.getJMSExpiration()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Clause("JMS-7.9")
    void the_longest_delay_there_is_is_long() throws JMSException {
        MessageProducer producer = session.createProducer(queue("delay"));
        producer.setDeliveryDelay(Long.MAX_VALUE);
        Message sent = session.createTextMessage("m");

        producer.send(sent);

        assertThat(sent.getJMSDeliveryTime()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Clause("JMS-8.3.3")
    void a_subscription_whose_messages_are_not_done_with_cannot_be_ended(int mode) throws JMSException {
        Topic topic = session.createTopic(Connections.unique("t"));
        Session its = connection.createSession(mode);
        MessageConsumer consumer = its.createDurableConsumer(topic, "s");
        session.createProducer(topic).send(session.createTextMessage("m"));
        Message message = consumer.receive(Connections.WAIT_MS);
        consumer.close();

        refusedSoon(IllegalStateException.class, () -> its.unsubscribe("s"));

        if (mode == Session.SESSION_TRANSACTED) its.commit();
        else message.acknowledge();
        its.unsubscribe("s");
    }

    @Test
    @Clause({"JMS-8.3.3", "JMS-8.3.4"})
    void a_name_is_that_of_a_shared_or_of_an_unshared_subscription_also_while_nobody_consumes() throws JMSException {
        Topic topic = session.createTopic(Connections.unique("t"));
        session.createSharedDurableConsumer(topic, "shared").close();
        session.createDurableConsumer(topic, "alone").close();
        session.createProducer(topic).send(session.createTextMessage("m"));

        refusedSoon(JMSException.class, () -> session.createDurableConsumer(topic, "shared"));
        refusedSoon(JMSException.class, () -> session.createSharedDurableConsumer(topic, "alone"));
        refusedSoon(JMSException.class, () -> session.createSharedDurableConsumer(topic, "alone", "x = 1"));

        for (MessageConsumer each : List.of(
                session.createSharedDurableConsumer(topic, "shared"), session.createDurableConsumer(topic, "alone"))) {
            assertThat(each.receive(Connections.WAIT_MS).getBody(String.class)).isEqualTo("m");
            each.close();
        }
        session.unsubscribe("shared");
        session.createDurableConsumer(topic, "shared").close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Clause("JMS-8.8")
    void who_would_wait_for_himself_to_be_done_with_a_subscription_is_told_so(int mode) throws JMSException {
        Topic topic = session.createTopic(Connections.unique("t"));
        Session its = connection.createSession(mode);
        MessageConsumer consumer = its.createDurableConsumer(topic, "s");
        MessageProducer producer = session.createProducer(topic);
        producer.send(session.createTextMessage("m0"));
        producer.send(session.createTextMessage("m1"));
        Message first = consumer.receive(Connections.WAIT_MS);
        consumer.close();

        refusedSoon(IllegalStateException.class, () -> its.createDurableConsumer(topic, "s"));

        if (mode == Session.SESSION_TRANSACTED) its.commit();
        else first.acknowledge();
        MessageConsumer next = its.createDurableConsumer(topic, "s");
        assertThat(next.receive(Connections.WAIT_MS).getBody(String.class)).isEqualTo("m1");
    }

    @Test
    @Clause("JMS-4.1")
    void an_enumeration_that_was_broken_off_does_not_say_that_it_has_seen_all() throws JMSException {
        Queue queue = queue("browsed");
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 3; i++) producer.send(session.createTextMessage("m" + i));
        QueueBrowser browser = session.createBrowser(queue);
        Enumeration<?> first = browser.getEnumeration();
        first.nextElement();

        Enumeration<?> second = browser.getEnumeration();

        assertThatThrownBy(first::hasMoreElements).hasMessageContaining("another enumeration");
        assertThatThrownBy(first::nextElement).isNotInstanceOf(NoSuchElementException.class);
        assertThat(Collections.list(second)).hasSize(3);
        Enumeration<?> third = browser.getEnumeration();
        third.nextElement();
        browser.close();
        assertThatThrownBy(third::hasMoreElements).hasMessageContaining("closed");
        assertThat(second.hasMoreElements()).isFalse();
    }
}
