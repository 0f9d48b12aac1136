package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.jms.CutProxy.Fate;
import io.belay.jms.CutProxy.Trap;
import io.belay.jms.CutProxy.Way;
import io.belay.jms.mq.jms.Session;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions in which nothing is acknowledged, as Open Message Queue has them: the broker has done with a message as it sends it. */
@ExtendWith(SharedBroker.class)
class NoAcknowledgementTest {
    private CutProxy proxy;
    private BelayConnection connection;
    private jakarta.jms.Session sending;
    private jakarta.jms.Session session;
    private Queue queue;
    private MessageProducer producer;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException, IOException {
        proxy = new CutProxy(broker.amqpPort());
        connection = Connections.open(proxy.address());
        connection.start();
        sending = connection.createSession();
        session = connection.createSession(Session.NO_ACKNOWLEDGE);
        queue = session.createQueue(Connections.unique("unacknowledged"));
        producer = sending.createProducer(queue);
    }

    @AfterEach
    void close() throws JMSException, IOException {
        connection.close();
        proxy.close();
    }

    private void send(String... texts) throws JMSException {
        for (String text : texts) producer.send(sending.createTextMessage(text));
    }

    private static String text(Message message) throws JMSException {
        if (message == null) return null;
        return ((TextMessage) message).getText() + (message.getJMSRedelivered() ? " again" : "");
    }

    private static List<String> received(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) texts.add(text(consumer.receive(Connections.WAIT_MS)));
        return texts;
    }

    @Test
    void messages_come_in_order_and_are_gone() throws JMSException {
        send("m0", "m1", "m2");

        MessageConsumer consumer = session.createConsumer(queue);

        assertThat(received(consumer, 3)).containsExactly("m0", "m1", "m2");
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(Connections.texts(sending, queue, 0)).isEmpty();
        assertThat(session.getAcknowledgeMode()).isEqualTo(Session.NO_ACKNOWLEDGE);
    }

    @Test
    void what_a_consumer_was_sent_goes_with_it() throws JMSException {
        send("m0", "m1", "m2");
        MessageConsumer consumer = session.createConsumer(queue);
        received(consumer, 1);

        consumer.close();

        assertThat(Connections.texts(sending, queue, 0)).isEmpty();
    }

    @Test
    void without_prefetch_only_what_is_asked_for_is_taken(BrokerProcess broker) throws JMSException {
        send("m0", "m1");
        ConnectionSettings one = Connections.settings("amqp://127.0.0.1:" + broker.amqpPort());
        try (BelayConnection asking = Connections.open(one.with(Setting.PREFETCH, "0"))) {
            asking.start();
            MessageConsumer consumer =
                    asking.createSession(Session.NO_ACKNOWLEDGE).createConsumer(queue);
            assertThat(received(consumer, 1)).containsExactly("m0");
        }

        assertThat(Connections.texts(sending, queue, 1)).containsExactly("m1");
    }

    @Test
    void over_cuts_nothing_comes_twice_and_what_was_not_under_way_comes() throws JMSException {
        MessageConsumer consumer = session.createConsumer(queue);
        for (int round = 0; round < 4; round++) {
            String[] texts = {"a" + round, "b" + round, "c" + round};
            send(texts);

            assertThat(received(consumer, 3)).containsExactly(texts);
            proxy.cut();
        }

        assertThat(consumer.receive(300)).isNull();
        assertThat(Connections.texts(sending, queue, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LOST", "DELIVERED"})
    void what_a_cut_hits_comes_at_most_once(Fate fate) throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        send("m0");
        assertThat(received(consumer, 1)).containsExactly("m0");
        Trap trap = proxy.cutAt(Way.TO_CLIENT, fate, 'm', '1');

        send("m1");
        assertThat(trap.await()).isTrue();
        send("m2");

        if (fate == Fate.DELIVERED) assertThat(received(consumer, 1)).containsExactly("m1");
        assertThat(received(consumer, 1)).containsExactly("m2");
        assertThat(Connections.texts(sending, queue, 0)).isEmpty();
    }

    @Test
    void a_subscription_has_no_gap_while_the_line_is_away() throws JMSException {
        Topic topic = session.createTopic(Connections.unique("topic"));
        MessageConsumer consumer = session.createConsumer(topic);
        MessageProducer publisher = sending.createProducer(topic);
        publisher.send(sending.createTextMessage("m0"));
        assertThat(received(consumer, 1)).containsExactly("m0");

        proxy.cut();
        publisher.send(sending.createTextMessage("m1"));

        assertThat(received(consumer, 1)).containsExactly("m1");
    }

    @Test
    void a_listener_hears_each_once_though_it_throws() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        send("m0", "m1");

        session.createConsumer(queue).setMessageListener(message -> {
            try {
                heard.add(text(message));
            } catch (JMSException e) {
                heard.add(e.toString());
            }
            throw new AssertionError("as a listener may");
        });

        assertThat(heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS)).isEqualTo("m0");
        assertThat(heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS)).isEqualTo("m1");
        session.close();
        assertThat(heard).isEmpty();
        assertThat(Connections.texts(sending, queue, 0)).isEmpty();
    }

    @Test
    void acknowledging_means_nothing_and_recovering_brings_nothing_back() throws JMSException {
        send("m0", "m1");
        MessageConsumer consumer = session.createConsumer(queue);
        Message first = consumer.receive(Connections.WAIT_MS);

        first.acknowledge();
        session.recover();

        assertThat(received(consumer, 1)).containsExactly("m1");
        assertThat(consumer.receiveNoWait()).isNull();
        session.close();
        assertThatThrownBy(first::acknowledge).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_context_has_the_mode_too_and_leaves_a_body_that_does_not_fit(BrokerProcess broker) throws JMSException {
        send("m0");
        var factory = new BelayConnectionFactory("amqp://127.0.0.1:" + broker.amqpPort() + "?startPasses=-1");
        try (var context = factory.createContext(AcknowledgeMode.NO_ACKNOWLEDGE);
                var consumer = context.createConsumer(queue)) {
            assertThatThrownBy(() -> consumer.receiveBody(byte[].class, Connections.WAIT_MS))
                    .isInstanceOf(jakarta.jms.MessageFormatRuntimeException.class);

            assertThat(consumer.receiveBody(String.class, Connections.WAIT_MS)).isEqualTo("m0");
            context.acknowledge();
        }
    }
}
