package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is acknowledged is gone, what is not comes again and says so, in every mode. */
class AcknowledgeTest {
    private static final int INDIVIDUAL = 101; // Qpid JMS's own mode: each message for itself

    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session sender;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        sender = jms.session();
        queue = sender.createQueue(jms.name("q"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void what_was_received_is_acknowledged_by_the_session(int mode) throws JMSException {
        send(sender, queue, "1", "2", "3");
        Connection connection = jms.connect();
        assertThat(nextTexts(connection.createSession(mode).createConsumer(queue), 2))
                .containsExactly("1", "2");

        connection.close();

        assertThat(drain(sender.createConsumer(queue))).containsExactly("3");
    }

    @Test
    void acknowledging_one_acknowledges_all_that_the_session_received() throws JMSException {
        send(sender, queue, "1", "2", "3", "4");
        Connection connection = jms.connect();
        MessageConsumer consumer =
                connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue);
        next(consumer);
        next(consumer).acknowledge();
        next(consumer);

        connection.close();

        assertThat(drain(sender.createConsumer(queue))).containsExactly("3", "4");
    }

    @Test
    void acknowledging_covers_all_consumers_of_the_session() throws JMSException {
        Queue second = sender.createQueue(jms.name("second"));
        send(sender, queue, "1");
        send(sender, second, "2");
        Connection connection = jms.connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        next(session.createConsumer(queue));
        next(session.createConsumer(second)).acknowledge();

        connection.close();

        assertThat(drain(sender.createConsumer(queue))).isEmpty();
        assertThat(drain(sender.createConsumer(second))).isEmpty();
    }

    @Test
    void in_individual_mode_only_the_message_itself_is_acknowledged() throws JMSException {
        send(sender, queue, "1", "2", "3");
        Connection connection = jms.connect();
        MessageConsumer consumer = connection.createSession(INDIVIDUAL).createConsumer(queue);
        next(consumer);
        next(consumer).acknowledge();
        next(consumer);

        connection.close();

        assertThat(drain(sender.createConsumer(queue))).containsExactly("1", "3");
    }

    @Test
    void what_was_received_but_not_acknowledged_comes_again_to_another_and_is_flagged() throws JMSException {
        send(sender, queue, "1", "2");
        Connection connection = jms.connect();
        MessageConsumer consumer =
                connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue);
        assertThat(nextText(consumer)).isEqualTo("1");

        connection.close();

        MessageConsumer heir = sender.createConsumer(queue);
        Message again = next(heir);
        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        Message fresh = next(heir);
        assertThat(fresh.getBody(String.class)).isEqualTo("2");
        assertThat(fresh.getJMSRedelivered()).isFalse();
    }

    @Test
    void recovering_a_session_brings_its_messages_again_in_order_and_flagged() throws JMSException {
        send(sender, queue, "1", "2", "3");
        Session session = jms.session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");

        session.recover();

        for (String text : new String[] {"1", "2"}) {
            Message again = next(consumer);
            assertThat(again.getBody(String.class)).isEqualTo(text);
            assertThat(again.getJMSRedelivered()).isTrue();
            assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        }
        Message third = next(consumer);
        assertThat(third.getBody(String.class)).isEqualTo("3");
        assertThat(third.getJMSRedelivered()).isFalse();
        third.acknowledge();
        session.close();
        assertThat(drain(sender.createConsumer(queue))).isEmpty();
    }

    @Test
    void a_session_that_acknowledges_by_itself_has_its_message_back_when_its_listener_fails() throws Exception {
        BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        jms.session().createConsumer(queue).setMessageListener(message -> {
            inbox.add(message);
            if (calls.incrementAndGet() == 1) throw new IllegalStateException("the first time fails");
        });
        send(sender, queue, "1");

        for (int count = 1; count <= 2; count++) {
            Message message = inbox.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS);
            assertThat(message).isNotNull();
            assertThat(message.getBody(String.class)).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, INDIVIDUAL})
    void every_mode_serves_topics_too(int mode) throws JMSException {
        var topic = sender.createTopic(jms.name("t"));
        MessageConsumer consumer = jms.session(mode).createConsumer(topic);
        send(sender, topic, "1", "2", "3");

        for (String text : new String[] {"1", "2", "3"}) {
            Message message = next(consumer);
            assertThat(message.getBody(String.class)).isEqualTo(text);
            message.acknowledge();
        }
    }
}
