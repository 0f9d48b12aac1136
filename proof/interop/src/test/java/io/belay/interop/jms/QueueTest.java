package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.numbers;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues: each message to one consumer, in order, and to another if the first goes away. */
class QueueTest {
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
    void messages_come_in_the_order_in_which_they_were_sent() throws JMSException {
        send(session, queue, numbers(200));

        assertThat(nextTexts(session.createConsumer(queue), 200)).containsExactly(numbers(200));
    }

    @Test
    void they_wait_for_a_consumer_longer_than_their_sender_stays() throws JMSException {
        Connection sender = jms.connect();
        send(sender.createSession(), queue, "left behind");
        sender.close();

        assertThat(nextText(session.createConsumer(queue))).isEqualTo("left behind");
    }

    @Test
    void a_consumer_that_waits_gets_what_is_sent_later() throws JMSException {
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(consumer.receive(1)).isNull();

        send(jms.session(), queue, "at last");

        assertThat(nextText(consumer)).isEqualTo("at last");
    }

    @Test
    void each_message_goes_to_one_of_the_consumers_and_both_get_some() throws JMSException {
        Session one = jms.connect("jms.prefetchPolicy.all=10").createSession();
        Session other = jms.connect("jms.prefetchPolicy.all=10").createSession();
        MessageConsumer first = one.createConsumer(queue);
        MessageConsumer second = other.createConsumer(queue);
        send(session, queue, numbers(20));

        List<String> all = new ArrayList<>(nextTexts(first, 5));
        all.addAll(nextTexts(second, 5));
        all.addAll(drain(first));
        all.addAll(drain(second));

        assertThat(all).containsExactlyInAnyOrder(numbers(20));
    }

    @Test
    void what_a_consumer_had_at_hand_when_it_closed_goes_to_the_next_in_order_and_not_flagged() throws JMSException {
        MessageConsumer greedy = session.createConsumer(queue);
        send(session, queue, numbers(50));
        assertThat(nextText(greedy)).isEqualTo("0");

        greedy.close();

        MessageConsumer heir = jms.session().createConsumer(queue);
        for (int number = 1; number < 50; number++) {
            Message message = next(heir);
            assertThat(message.getBody(String.class)).isEqualTo("" + number);
            assertThat(message.getJMSRedelivered()).isFalse();
        }
    }

    @Test
    void a_consumer_without_prefetch_holds_nothing_back() throws JMSException {
        Session modest = jms.connect("jms.prefetchPolicy.all=0").createSession();
        MessageConsumer consumer = modest.createConsumer(queue);
        send(session, queue, "1", "2", "3");

        assertThat(nextText(consumer)).isEqualTo("1");
        assertThat(drain(session.createConsumer(queue))).containsExactly("2", "3");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void a_listener_gets_all_in_order() throws Exception {
        BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(inbox::add);
        send(jms.session(), queue, numbers(100));

        for (String number : numbers(100)) {
            Message message = inbox.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS);
            assertThat(message.getBody(String.class)).isEqualTo(number);
        }
    }

    @Test
    void a_listener_whose_connection_closes_leaves_the_rest_to_others() throws Exception {
        BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
        Connection listening = jms.connect();
        listening.createSession().createConsumer(queue).setMessageListener(message -> inbox.add(message.toString()));
        send(session, queue, numbers(300));
        assertThat(inbox.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS)).isNotNull();

        listening.close();

        assertThat(drain(session.createConsumer(queue))).hasSize(300 - 1 - inbox.size());
    }

    @Test
    void an_anonymous_producer_sends_to_every_destination_it_is_told() throws JMSException {
        MessageProducer anonymous = session.createProducer(null);
        MessageConsumer ofTopic = session.createConsumer(session.createTopic(jms.name("t")));
        Destination temporary = session.createTemporaryQueue();
        for (int number = 0; number < 10; number++) {
            anonymous.send(session.createQueue(jms.name("q" + number)), session.createTextMessage("q" + number));
        }
        anonymous.send(session.createTopic(jms.name("t")), session.createTextMessage("t"));
        anonymous.send(temporary, session.createTextMessage("temporary"));

        for (int number = 0; number < 10; number++) {
            Destination destination = session.createQueue(jms.name("q" + number));
            assertThat(drain(session.createConsumer(destination))).containsExactly("q" + number);
        }
        assertThat(nextText(ofTopic)).isEqualTo("t");
        assertThat(nextText(session.createConsumer(temporary))).isEqualTo("temporary");
    }

    @Test
    void a_queue_and_a_topic_of_one_name_are_two_things() throws JMSException {
        MessageConsumer ofTopic = session.createConsumer(session.createTopic(jms.name("q")));
        send(session, queue, "for the queue");
        send(session, session.createTopic(jms.name("q")), "for the topic");

        assertThat(drain(ofTopic)).containsExactly("for the topic");
        assertThat(drain(session.createConsumer(queue))).containsExactly("for the queue");
    }

    @Test
    void non_persistent_messages_come_too_and_in_order() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (String number : numbers(500)) producer.send(session.createTextMessage(number));

        assertThat(nextTexts(session.createConsumer(queue), 500)).containsExactly(numbers(500));
    }
}
