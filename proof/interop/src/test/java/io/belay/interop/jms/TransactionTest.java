package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.numbers;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sends and acknowledgements of one transaction happen together or not at all. */
class TransactionTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session other;
    private Connection connection;
    private Session session;
    private Queue from;
    private Queue to;

    @BeforeEach
    void open() throws JMSException {
        other = jms.session();
        connection = jms.connect();
        session = connection.createSession(Session.SESSION_TRANSACTED);
        from = session.createQueue(jms.name("from"));
        to = session.createQueue(jms.name("to"));
    }

    @Test
    void what_is_sent_is_seen_when_it_is_committed_and_not_before() throws JMSException {
        MessageConsumer consumer = other.createConsumer(to);
        send(session, to, "1", "2");
        assertThat(drain(consumer)).isEmpty();

        session.commit();

        assertThat(drain(consumer)).containsExactly("1", "2");
    }

    @Test
    void what_is_rolled_back_was_never_sent() throws JMSException {
        send(session, to, "never");
        session.rollback();

        send(session, to, "later");
        session.commit();

        assertThat(drain(other.createConsumer(to))).containsExactly("later");
    }

    @Test
    void what_was_received_and_committed_is_gone() throws JMSException {
        send(other, from, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(from);
        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");

        session.commit();
        connection.close();

        assertThat(drain(other.createConsumer(from))).containsExactly("3");
    }

    @Test
    void what_was_received_and_rolled_back_comes_again_in_order_flagged_and_counted() throws JMSException {
        send(other, from, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(from);
        for (int count = 1; count <= 4; count++) {
            for (String text : new String[] {"1", "2"}) {
                Message message = next(consumer);
                assertThat(message.getBody(String.class)).isEqualTo(text);
                assertThat(message.getJMSRedelivered()).isEqualTo(count > 1);
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(count);
            }
            session.rollback();
        }

        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");
        Message third = next(consumer);
        assertThat(third.getJMSRedelivered()).isFalse();
        session.commit();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void moving_from_one_queue_to_another_is_one_step() throws JMSException {
        send(other, from, "moved", "moved back");
        MessageConsumer consumer = session.createConsumer(from);
        send(session, to, nextText(consumer));
        session.commit();
        send(session, to, nextText(consumer));
        session.rollback();
        connection.close();

        assertThat(drain(other.createConsumer(to))).containsExactly("moved");
        assertThat(drain(other.createConsumer(from))).containsExactly("moved back");
    }

    @Test
    void several_consumers_and_producers_and_both_kinds_of_destination_take_part_in_one() throws JMSException {
        Topic topic = session.createTopic(jms.name("t"));
        MessageConsumer listener = other.createConsumer(topic);
        Queue second = session.createQueue(jms.name("second"));
        send(other, from, "1");
        send(other, second, "2");
        MessageConsumer ofFirst = session.createConsumer(from);
        MessageConsumer ofSecond = session.createConsumer(second);
        for (boolean commits : new boolean[] {false, true}) {
            send(session, to, nextText(ofFirst));
            send(session, topic, nextText(ofSecond));
            assertThat(listener.receiveNoWait()).isNull();
            if (commits) session.commit();
            else session.rollback();
        }

        assertThat(drain(other.createConsumer(to))).containsExactly("1");
        assertThat(drain(listener)).containsExactly("2");
        connection.close();
        assertThat(drain(other.createConsumer(from))).isEmpty();
        assertThat(drain(other.createConsumer(second))).isEmpty();
    }

    @Test
    @Clause("OMQ-46")
    void thousands_of_messages_in_one() throws JMSException {
        MessageConsumer consumer = other.createConsumer(to);
        send(session, to, numbers(3000));
        assertThat(consumer.receiveNoWait()).isNull();

        session.commit();

        assertThat(nextTexts(consumer, 3000)).containsExactly(numbers(3000));
    }

    @Test
    void an_anonymous_producer_takes_part() throws JMSException {
        MessageProducer anonymous = session.createProducer(null);
        anonymous.send(from, session.createTextMessage("1"));
        anonymous.send(to, session.createTextMessage("2"));
        MessageConsumer consumer = other.createConsumer(to);
        assertThat(consumer.receiveNoWait()).isNull();

        session.commit();

        assertThat(nextText(other.createConsumer(from))).isEqualTo("1");
        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    void non_persistent_messages_take_part() throws JMSException {
        MessageProducer producer = session.createProducer(to);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createTextMessage("never"));
        session.rollback();
        producer.send(session.createTextMessage("once"));
        session.commit();

        assertThat(drain(other.createConsumer(to))).containsExactly("once");
    }

    @Test
    void closing_the_consumer_before_the_commit_changes_nothing() throws JMSException {
        send(other, from, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(from);
        assertThat(nextText(consumer)).isEqualTo("1");
        consumer.close();

        session.commit();

        assertThat(drain(other.createConsumer(from))).containsExactly("2", "3");
    }

    @Test
    void closing_the_consumer_before_the_rollback_brings_its_messages_back() throws JMSException {
        send(other, from, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(from);
        assertThat(nextText(consumer)).isEqualTo("1");
        consumer.close();

        session.rollback();

        assertThat(nextTexts(session.createConsumer(from), 3)).containsExactly("1", "2", "3");
    }

    @Test
    @Clause("OMQ-103")
    void closing_the_session_or_the_connection_rolls_back() throws JMSException {
        send(other, from, "1");
        MessageConsumer consumer = session.createConsumer(from);
        send(session, to, nextText(consumer));
        session.close();
        Session second = connection.createSession(Session.SESSION_TRANSACTED);
        send(second, to, nextText(second.createConsumer(from)));
        connection.close();

        assertThat(drain(other.createConsumer(to))).isEmpty();
        Message again = next(other.createConsumer(from));
        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    void a_session_may_commit_what_is_empty_and_go_on() throws JMSException {
        for (int round = 0; round < 20; round++) session.commit();
        session.rollback();
        send(session, to, "1");
        session.commit();

        assertThat(drain(other.createConsumer(to))).containsExactly("1");
    }
}
