package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message that fails again and again does not hold up the others for ever: it goes to the dead letters. */
class DeadLetterTest {
    private static final int DELIVERIES_MAX = 10; // the default of every queue

    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        queue = session.createQueue(jms.name("q"));
    }

    @Test
    void after_ten_rollbacks_the_next_message_has_its_turn() throws JMSException {
        send(session, queue, "poison", "good");
        Session transacted = jms.session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = transacted.createConsumer(queue);
        for (int count = 1; count <= DELIVERIES_MAX; count++) {
            Message message = next(consumer);
            assertThat(message.getBody(String.class)).isEqualTo("poison");
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(count);
            transacted.rollback();
        }

        assertThat(nextText(consumer)).isEqualTo("good");
    }

    @Test
    void a_dead_letter_says_why_where_and_when() throws JMSException {
        long beforeMs = System.currentTimeMillis();
        Message sent = session.createTextMessage("poison");
        sent.setStringProperty("own", "kept");
        session.createProducer(queue).send(sent);
        fail(DELIVERIES_MAX);

        Message dead = next(deadLetters());

        assertThat(dead.getBody(String.class)).isEqualTo("poison");
        assertThat(dead.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(dead.getStringProperty("own")).isEqualTo("kept");
        assertThat(dead.getStringProperty("belay_dead_origin")).isEqualTo(queue.getQueueName());
        assertThat(dead.getStringProperty("belay_dead_reason")).isNotBlank();
        assertThat(dead.getLongProperty("belay_dead_time")).isBetween(beforeMs - 1000, beforeMs + 60_000);
    }

    @Test
    void one_failure_less_and_it_is_not_dead() throws JMSException {
        send(session, queue, "nearly");
        fail(DELIVERIES_MAX - 1);

        Message last = next(session.createConsumer(queue));

        assertThat(last.getIntProperty("JMSXDeliveryCount")).isEqualTo(DELIVERIES_MAX);
        assertThat(drain(deadLetters())).isEmpty();
    }

    @Test
    void what_its_consumer_rejects_is_dead_at_once() throws JMSException {
        send(session, queue, "rejected", "good");
        Session individual = jms.session(101);
        MessageConsumer consumer = individual.createConsumer(queue);
        Message message = next(consumer);
        message.setIntProperty("JMS_AMQP_ACK_TYPE", 2); // Qpid JMS: answer with Rejected
        message.acknowledge();

        assertThat(nextText(consumer)).isEqualTo("good");
        assertThat(nextText(deadLetters())).isEqualTo("rejected");
    }

    private void fail(int count) throws JMSException {
        Session transacted = jms.session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = transacted.createConsumer(queue);
        for (int i = 0; i < count; i++) {
            next(consumer);
            transacted.rollback();
        }
        consumer.close();
    }

    private MessageConsumer deadLetters() throws JMSException {
        String mine = "belay_dead_origin = '" + queue.getQueueName() + "'";
        return session.createConsumer(session.createQueue("DLQ"), mine);
    }
}
