package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection whose name another took is over: nothing that is asked of it looks as if it were done. */
@ExtendWith(SharedBroker.class)
@Timeout(value = 4L * Connections.WAIT_MS, unit = TimeUnit.MILLISECONDS)
class DisplacedTest {
    private ConnectionSettings settings;
    private BelayConnection first;
    private BelayConnection second;
    private Queue queue;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        settings = Connections.settings("amqp://127.0.0.1:" + broker.amqpPort())
                .with(Setting.CLIENT_ID, Connections.unique("till"));
        first = Connections.open(settings);
        first.start();
        queue = new BelayQueue(Connections.unique("displaced"));
    }

    @AfterEach
    void disconnect() throws JMSException {
        first.close();
        if (second != null) second.close();
    }

    private void displace() throws Exception {
        BlockingQueue<ConnectionEvent> events = Connections.events(first);
        second = Connections.open(settings.with(Setting.DISPLACE, "true"));
        second.start();
        Connections.next(events, ConnectionEvent.Failed.class);
    }

    /** A queue of its own for each session: else one holds what another waits for. */
    private Message received(Session session, Queue queue) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m"));
        if (session.getTransacted()) session.commit();
        Message message = session.createConsumer(queue).receive(Connections.WAIT_MS);
        assertThat(message).isNotNull();
        return message;
    }

    private static void assertOver(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(JMSException.class)
                .isNotInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the connection is over");
    }

    @Test
    void what_is_acknowledged_too_late_is_not_acknowledged() throws Exception {
        Message held = received(first.createSession(Session.CLIENT_ACKNOWLEDGE), queue);

        displace();

        assertOver(held::acknowledge);
        assertOver(held::acknowledge);
        assertThat(Connections.texts(second.createSession(), queue, 1)).containsExactly("m");
    }

    @Test
    void nor_is_one_message_alone() throws Exception {
        Message held = received(first.createSession(AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE), queue);

        displace();

        assertOver(held::acknowledge);
        assertThat(Connections.texts(second.createSession(), queue, 1)).containsExactly("m");
    }

    @Test
    void nothing_is_committed_rolled_back_or_recovered() throws Exception {
        Session transacted = first.createSession(Session.SESSION_TRANSACTED);
        received(transacted, queue);
        Session idle = first.createSession(Session.SESSION_TRANSACTED);
        Session client = first.createSession(Session.CLIENT_ACKNOWLEDGE);

        displace();

        assertOver(transacted::commit);
        assertOver(transacted::rollback);
        assertOver(idle::commit);
        assertOver(idle::rollback);
        assertOver(client::recover);
        assertThat(Connections.texts(second.createSession(), queue, 1)).containsExactly("m");
    }

    @Test
    void nothing_is_made_sent_or_received() throws Exception {
        Session session = first.createSession();
        Topic topic = session.createTopic(Connections.unique("displaced"));
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        QueueBrowser browser = session.createBrowser(queue);
        TemporaryQueue temporary = session.createTemporaryQueue();
        Message message = session.createTextMessage("m");

        displace();

        assertOver(() -> producer.send(message));
        assertOver(() -> producer.send(message, new Completed()));
        assertOver(() -> consumer.receiveNoWait());
        assertOver(() -> consumer.receive(1));
        assertOver(() -> consumer.setMessageListener(any -> {}));
        assertThatThrownBy(() -> browser.getEnumeration().hasMoreElements()).hasMessageContaining("taken the name");
        assertOver(temporary::delete);
        assertOver(() -> session.createProducer(queue));
        assertOver(() -> session.createConsumer(queue));
        assertOver(() -> session.createBrowser(queue));
        assertOver(() -> session.createDurableConsumer(topic, "s"));
        assertOver(() -> session.createSharedConsumer(topic, "s"));
        assertOver(() -> session.createSharedDurableConsumer(topic, "s"));
        assertOver(session::createTemporaryQueue);
        assertOver(session::createTemporaryTopic);
        assertOver(() -> session.unsubscribe("s"));
        assertOver(first::createSession);
        assertOver(first::start);
        assertOver(first::stop);
    }

    @Test
    void all_of_it_can_be_closed() throws Exception {
        Session session = first.createSession(Session.CLIENT_ACKNOWLEDGE);
        received(session, queue);
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        QueueBrowser browser = session.createBrowser(queue);
        Session transacted = first.createSession(Session.SESSION_TRANSACTED);
        Queue other = transacted.createQueue(Connections.unique("displaced"));
        received(transacted, other);

        displace();

        browser.close();
        consumer.close();
        producer.close();
        session.close();
        transacted.close();
        first.close();
        assertThat(Connections.texts(second.createSession(), queue, 1)).containsExactly("m");
        assertThat(Connections.texts(second.createSession(), other, 1)).containsExactly("m");
    }
}
