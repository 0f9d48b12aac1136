package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a message comes, and to whom: delay, priority, expiry, groups. */
class DeliveryTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        queue = session.createQueue(jms.name("q"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_delayed_message_comes_when_its_time_has_come_and_not_before(boolean toTopic) throws JMSException {
        Destination destination = toTopic ? session.createTopic(jms.name("t")) : queue;
        MessageConsumer consumer = session.createConsumer(destination);
        MessageProducer producer = session.createProducer(destination);
        producer.setDeliveryDelay(1000);
        TextMessage sent = session.createTextMessage("later");
        long sentAtMs = System.currentTimeMillis();
        producer.send(sent);

        Message later = next(consumer);

        assertThat(later.getBody(String.class)).isEqualTo("later");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(sentAtMs + 1000);
        assertThat(later.getJMSDeliveryTime())
                .isEqualTo(sent.getJMSDeliveryTime())
                .isGreaterThanOrEqualTo(sentAtMs + 1000);
    }

    @Test
    void a_delayed_message_holds_up_no_other() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(3_600_000);
        producer.send(session.createTextMessage("in an hour"));

        send(session, queue, "now");

        assertThat(drain(session.createConsumer(queue))).containsExactly("now");
    }

    @Test
    void delayed_messages_come_in_the_order_of_their_times() throws JMSException {
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Map<Long, String> byTime = new TreeMap<>(); // which is the producer's, however slow it is
        for (int delayMs : new int[] {3000, 500, 1000}) {
            TextMessage message = session.createTextMessage("" + delayMs);
            producer.setDeliveryDelay(delayMs);
            producer.send(message);
            byTime.put(message.getJMSDeliveryTime(), message.getText());
        }

        assertThat(nextTexts(consumer, 3)).containsExactlyElementsOf(byTime.values());
    }

    @Test
    void a_delay_counts_from_the_sending_and_not_from_the_commit() throws JMSException {
        Session transacted = jms.session(Session.SESSION_TRANSACTED);
        MessageProducer producer = transacted.createProducer(queue);
        producer.setDeliveryDelay(500);
        producer.send(transacted.createTextMessage("later"));
        transacted.commit();
        MessageConsumer consumer = session.createConsumer(queue);

        Message later = next(consumer);

        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(later.getJMSDeliveryTime());
    }

    @Test
    void the_more_urgent_come_first_and_equals_in_order() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int priority = 0; priority <= 9; priority++) {
                producer.setPriority(priority);
                producer.send(session.createTextMessage(priority + "-" + round));
            }
        }
        for (int priority = 9; priority >= 0; priority--) {
            for (int round = 0; round < 3; round++) expected.add(priority + "-" + round);
        }

        assertThat(drain(session.createConsumer(queue))).containsExactlyElementsOf(expected);
    }

    @Test
    void what_has_expired_does_not_come() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.setTimeToLive(1);
        producer.send(session.createTextMessage("expired"));
        producer.setTimeToLive(3_600_000);
        producer.send(session.createTextMessage("for an hour"));
        producer.setTimeToLive(0);
        producer.setDeliveryDelay(100);
        producer.send(session.createTextMessage("for ever, after a while"));

        // The client would drop expired messages too; here it is told not to.
        Session trusting = jms.connect("jms.localMessageExpiry=false").createSession();
        assertThat(nextTexts(trusting.createConsumer(queue), 2))
                .containsExactly("for an hour", "for ever, after a while");
    }

    @Test
    void what_expires_in_a_durable_subscription_does_not_come() throws JMSException {
        Session subscriber =
                jms.connect("jms.localMessageExpiry=false", jms.name("client")).createSession();
        var topic = session.createTopic(jms.name("t"));
        subscriber.createDurableConsumer(topic, "s").close();
        MessageProducer producer = session.createProducer(topic);
        producer.setTimeToLive(1);
        producer.send(session.createTextMessage("expired"));
        producer.setTimeToLive(0);
        producer.setDeliveryDelay(100);
        producer.send(session.createTextMessage("kept"));

        assertThat(nextText(subscriber.createDurableConsumer(topic, "s"))).isEqualTo("kept");
    }

    @Test
    void a_group_stays_with_one_consumer_as_long_as_it_is_there() throws JMSException {
        Session one = jms.connect("jms.prefetchPolicy.all=100").createSession();
        Session two = jms.connect("jms.prefetchPolicy.all=100").createSession();
        MessageConsumer first = one.createConsumer(queue);
        MessageConsumer second = two.createConsumer(queue);
        for (int number = 0; number < 60; number++) sendOfGroup("group" + number % 6, number);

        Set<String> groupsOfFirst = groups(first);
        Set<String> groupsOfSecond = groups(second);

        assertThat(groupsOfFirst).doesNotContainAnyElementsOf(groupsOfSecond);
        assertThat(groupsOfFirst.size() + groupsOfSecond.size()).isEqualTo(6);
        first.close();
        for (int number = 0; number < 6; number++) sendOfGroup("group" + number, number);
        assertThat(drain(second)).hasSize(6);
    }

    private void sendOfGroup(String group, int number) throws JMSException {
        TextMessage message = session.createTextMessage("" + number);
        message.setStringProperty("JMSXGroupID", group);
        session.createProducer(queue).send(message);
    }

    private static Set<String> groups(MessageConsumer consumer) throws JMSException {
        Set<String> groups = new LinkedHashSet<>();
        for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
            groups.add(message.getStringProperty("JMSXGroupID"));
        }
        return groups;
    }
}
