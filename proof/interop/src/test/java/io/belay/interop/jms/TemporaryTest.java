package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Temporary queues and topics, and the requests whose answers they are for. */
class TemporaryTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Connection connection;
    private Session session;
    private Session other;

    @BeforeEach
    void open() throws JMSException {
        connection = jms.connect();
        session = connection.createSession();
        other = jms.session();
    }

    @Test
    void each_has_a_name_of_its_own() throws JMSException {
        assertThat(session.createTemporaryQueue().getQueueName())
                .isNotBlank()
                .isNotEqualTo(session.createTemporaryQueue().getQueueName());
        assertThat(session.createTemporaryTopic().getTopicName())
                .isNotBlank()
                .isNotEqualTo(session.createTemporaryTopic().getTopicName());
    }

    @Test
    void others_send_to_a_temporary_queue_and_its_owner_receives() throws JMSException {
        TemporaryQueue mine = session.createTemporaryQueue();
        send(other, jms.asOthersSeeIt(mine), "1", "2");

        assertThat(drain(session.createConsumer(mine))).containsExactly("1", "2");
    }

    @Test
    void a_temporary_topic_serves_all_its_subscribers() throws JMSException {
        TemporaryTopic mine = session.createTemporaryTopic();
        MessageConsumer one = session.createConsumer(mine);
        MessageConsumer two = session.createConsumer(mine);
        send(other, mine, "1");

        assertThat(nextText(one)).isEqualTo("1");
        assertThat(nextText(two)).isEqualTo("1");
    }

    @Test
    void a_request_is_answered_where_its_sender_waits() throws JMSException {
        Queue requests = session.createQueue(jms.name("requests"));
        other.createConsumer(requests).setMessageListener(this::answer);
        TemporaryQueue answers = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(answers);
        for (int number = 0; number < 20; number++) {
            TextMessage request = session.createTextMessage("request " + number);
            request.setJMSReplyTo(answers);
            session.createProducer(requests).send(request);

            Message answer = next(consumer);

            assertThat(answer.getBody(String.class)).isEqualTo("answer to request " + number);
            assertThat(answer.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
        }
    }

    @Test
    void a_requestor_does_the_same_in_one_call() throws JMSException {
        Queue requests = session.createQueue(jms.name("requests"));
        other.createConsumer(requests).setMessageListener(this::answer);
        QueueConnection asking = jms.factory("").createQueueConnection();
        asking.start();
        QueueRequestor requestor =
                new QueueRequestor(asking.createQueueSession(false, Session.AUTO_ACKNOWLEDGE), requests);

        Message answer = requestor.request(session.createTextMessage("this"));

        assertThat(answer.getBody(String.class)).isEqualTo("answer to this");
        requestor.close();
        asking.close();
    }

    @Test
    void a_deleted_one_takes_nothing_more() throws JMSException {
        TemporaryQueue mine = session.createTemporaryQueue();
        Destination theirs = jms.asOthersSeeIt(mine);
        mine.delete();

        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> send(other, theirs, "late"));
    }

    @Test
    void one_that_is_in_use_is_not_deleted() throws JMSException {
        TemporaryQueue mine = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(mine);

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(mine::delete);

        send(other, mine, "still there");
        assertThat(nextText(consumer)).isEqualTo("still there");
        consumer.close();
        mine.delete();
    }

    @Test
    void it_ends_with_its_connection() throws JMSException {
        Destination queue = jms.asOthersSeeIt(session.createTemporaryQueue());
        Destination topic = jms.asOthersSeeIt(session.createTemporaryTopic());

        connection.close();

        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> send(other, queue, "late"));
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> send(other, topic, "late"));
    }

    @Test
    void it_does_not_end_with_the_session_that_made_it() throws JMSException {
        TemporaryQueue mine = session.createTemporaryQueue();
        session.close();
        send(other, mine, "1");

        assertThat(nextText(connection.createSession().createConsumer(mine))).isEqualTo("1");
    }

    private void answer(Message request) {
        try {
            Message answer = other.createTextMessage("answer to " + request.getBody(String.class));
            answer.setJMSCorrelationID(request.getJMSMessageID());
            other.createProducer(request.getJMSReplyTo()).send(answer);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
