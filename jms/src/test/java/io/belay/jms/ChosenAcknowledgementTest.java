package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.jms.mq.jms.Message;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One message, or those up to one, acknowledged where the application acknowledges: what Open Message Queue adds to the standard. */
@ExtendWith(SharedBroker.class)
class ChosenAcknowledgementTest {
    private CutProxy proxy;
    private BelayConnection connection;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException, IOException {
        proxy = new CutProxy(broker.amqpPort());
        connection = Connections.open(proxy.address());
        connection.start();
    }

    @AfterEach
    void close() throws JMSException, IOException {
        connection.close();
        proxy.close();
    }

    private Queue queue(String stem, int count) throws JMSException {
        try (Session session = connection.createSession()) {
            Queue queue = session.createQueue(Connections.unique(stem));
            MessageProducer producer = session.createProducer(queue);
            for (int i = 0; i < count; i++) producer.send(session.createTextMessage("m" + i));
            return queue;
        }
    }

    private static List<Message> received(MessageConsumer consumer, int count) throws JMSException {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) messages.add((Message) consumer.receive(Connections.WAIT_MS));
        return messages;
    }

    /** What is there for others once a session is closed, in order. */
    private List<String> left(Session closed, Queue queue, int count) throws JMSException {
        closed.close();
        return Connections.texts(connection.createSession(), queue, count);
    }

    private interface Choice {
        void of(List<Message> received) throws JMSException;
    }

    /** Of four messages that a session has received. */
    private void assertLeft(int mode, Choice choice, String... left) throws JMSException {
        Session session = connection.createSession(mode);
        Queue queue = queue("chosen", 4);

        choice.of(received(session.createConsumer(queue), 4));

        assertThat(left(session, queue, left.length)).containsExactly(left);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE})
    void one_message_is_acknowledged_alone(int mode) throws JMSException {
        assertLeft(mode, received -> received.get(2).acknowledgeThisMessage(), "m0", "m1", "m3");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE})
    void messages_are_acknowledged_up_to_one(int mode) throws JMSException {
        assertLeft(mode, received -> received.get(1).acknowledgeUpThroughThisMessage(), "m2", "m3");
    }

    @Test
    void the_order_is_that_of_the_session_whichever_consumer_received() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue one = queue("one", 2);
        Queue two = queue("two", 2);
        MessageConsumer ofOne = session.createConsumer(one);
        MessageConsumer ofTwo = session.createConsumer(two);
        received(ofOne, 1);
        Message last = received(ofTwo, 1).get(0);
        received(ofOne, 1);
        received(ofTwo, 1);

        last.acknowledgeUpThroughThisMessage();

        assertThat(left(session, one, 1)).containsExactly("m1");
        assertThat(Connections.texts(connection.createSession(), two, 1)).containsExactly("m1");
    }

    @Test
    void the_rest_is_acknowledged_as_usual() throws JMSException {
        assertLeft(Session.CLIENT_ACKNOWLEDGE, received -> {
            received.get(2).acknowledgeThisMessage();
            received.get(0).acknowledgeUpThroughThisMessage();
            received.get(3).acknowledge();
        });
    }

    @Test
    void what_is_acknowledged_already_acknowledges_nothing_else() throws JMSException {
        Choice choice = received -> {
            received.get(3).acknowledgeThisMessage();
            received.get(3).acknowledgeUpThroughThisMessage();
            received.get(3).acknowledgeThisMessage();
        };

        assertLeft(Session.CLIENT_ACKNOWLEDGE, choice, "m0", "m1", "m2");
    }

    @Test
    void what_a_recovered_session_had_acknowledges_nothing() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = queue("recovered", 2);
        MessageConsumer consumer = session.createConsumer(queue);
        List<Message> before = received(consumer, 2);
        session.recover();
        received(consumer, 2);

        before.get(0).acknowledgeThisMessage();
        before.get(1).acknowledgeUpThroughThisMessage();

        assertThat(left(session, queue, 2)).containsExactly("m0", "m1");
    }

    @Test
    void what_is_chosen_over_cuts_counts_once_and_the_rest_stays() throws JMSException {
        Choice choice = received -> {
            proxy.cut();
            received.get(2).acknowledgeThisMessage();
            proxy.cut();
            received.get(0).acknowledgeUpThroughThisMessage();
            proxy.cut();
        };

        assertLeft(Session.CLIENT_ACKNOWLEDGE, choice, "m1", "m3");
    }

    @Test
    void a_listener_chooses_too() throws JMSException, InterruptedException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = queue("listener", 3);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        session.createConsumer(queue).setMessageListener(message -> {
            try {
                String text = ((TextMessage) message).getText();
                if (text.equals("m1")) ((Message) message).acknowledgeUpThroughThisMessage();
                heard.add(text);
            } catch (JMSException e) {
                heard.add(e.toString());
            }
        });

        for (int i = 0; i < 3; i++)
            assertThat(heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS)).isEqualTo("m" + i);
        assertThat(left(session, queue, 1)).containsExactly("m2");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void there_is_nothing_to_choose_where_the_session_or_a_transaction_acknowledges(int mode) throws JMSException {
        Choice choice = received -> {
            received.get(0).acknowledgeThisMessage();
            received.get(1).acknowledgeUpThroughThisMessage();
        };

        boolean isTransacted = mode == Session.SESSION_TRANSACTED;
        assertLeft(mode, choice, isTransacted ? new String[] {"m0", "m1", "m2", "m3"} : new String[0]);
    }

    @Test
    void a_message_that_was_not_received_has_nothing_to_acknowledge() throws JMSException {
        Message own = (Message) connection.createSession().createTextMessage("own");

        own.acknowledgeThisMessage();
        own.acknowledgeUpThroughThisMessage();

        assertThat(((TextMessage) own).getText()).isEqualTo("own");
    }

    @Test
    void in_a_closed_session_nothing_can_be_chosen() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Message message =
                received(session.createConsumer(queue("closed", 1)), 1).get(0);
        session.close();

        assertThatThrownBy(message::acknowledgeThisMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(message::acknowledgeUpThroughThisMessage).isInstanceOf(IllegalStateException.class);
    }
}
