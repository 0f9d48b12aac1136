package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.numbers;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics without durable subscriptions: who is there gets everything, who is not gets nothing. */
class TopicTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Topic topic;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        topic = session.createTopic(jms.name("t"));
    }

    @Test
    void every_subscriber_gets_every_message_in_order() throws JMSException {
        List<MessageConsumer> subscribers = new ArrayList<>();
        for (int i = 0; i < 10; i++) subscribers.add(jms.session().createConsumer(topic));
        send(session, topic, numbers(100));

        for (MessageConsumer subscriber : subscribers) {
            assertThat(nextTexts(subscriber, 100)).containsExactly(numbers(100));
        }
    }

    @Test
    @Clause("OMQ-107")
    void who_comes_later_gets_what_is_published_later() throws JMSException {
        send(session, topic, "early");
        MessageConsumer subscriber = session.createConsumer(topic);
        send(session, topic, "late");

        assertThat(drain(subscriber)).containsExactly("late");
    }

    @Test
    void who_has_left_gets_nothing_when_he_comes_again() throws JMSException {
        session.createConsumer(topic).close();
        send(session, topic, "missed");

        assertThat(drain(session.createConsumer(topic))).isEmpty();
    }

    @Test
    void with_no_local_one_does_not_hear_oneself() throws JMSException {
        Connection connection = jms.connect();
        Session own = connection.createSession();
        MessageConsumer deafToItself = own.createConsumer(topic, null, true);
        MessageConsumer hearing = own.createConsumer(topic);
        send(connection.createSession(), topic, "own");
        send(session, topic, "foreign");

        assertThat(nextTexts(hearing, 2)).containsExactly("own", "foreign");
        assertThat(drain(deafToItself)).containsExactly("foreign");
    }

    @Test
    void non_persistent_messages_come_in_order() throws JMSException {
        MessageConsumer subscriber = jms.session().createConsumer(topic);
        MessageProducer producer = session.createProducer(topic);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (String number : numbers(500)) producer.send(session.createTextMessage(number));

        assertThat(nextTexts(subscriber, 500)).containsExactly(numbers(500));
    }

    @Test
    void a_slow_subscriber_does_not_hold_up_another() throws JMSException {
        MessageConsumer slow =
                jms.connect("jms.prefetchPolicy.all=1").createSession().createConsumer(topic);
        MessageConsumer fast = jms.session().createConsumer(topic);
        send(session, topic, numbers(300));

        assertThat(nextTexts(fast, 300)).containsExactly(numbers(300));
        assertThat(nextText(slow)).isEqualTo("0");
        assertThat(nextTexts(slow, 299)).last().isEqualTo("299");
    }
}
