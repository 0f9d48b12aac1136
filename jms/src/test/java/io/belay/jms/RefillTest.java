package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.client.Answer;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever became of what a consumer held, it gets messages again. */
@ExtendWith(SharedBroker.class)
class RefillTest {
    private CutProxy proxy;
    private BelayConnection connection;

    @BeforeEach
    void stand(BrokerProcess broker) throws IOException {
        proxy = new CutProxy(broker.amqpPort());
    }

    @AfterEach
    void fall() throws JMSException, IOException {
        if (connection != null) connection.close();
        proxy.close();
    }

    private ConnectionSettings few() {
        return Connections.settings(proxy.address()).with(Setting.PREFETCH, "2");
    }

    private void open(ConnectionSettings settings) throws JMSException {
        connection = Connections.open(settings);
        connection.start();
    }

    private static String text(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    private static void send(Session session, Queue queue, String... texts) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        for (String each : texts) producer.send(session.createTextMessage(each));
        producer.close();
    }

    private static void awaitHeld(BelayMessageConsumer consumer, int count) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        while (consumer.inflow().size() < count && System.nanoTime() < endNs) Thread.onSpinWait();
        assertThat(consumer.inflow().size()).isEqualTo(count);
    }

    @Test
    void what_was_held_and_became_void_is_asked_for_again() throws Exception {
        open(few().with(Setting.SESSION_EXPIRY_S, "0"));
        BlockingQueue<ConnectionEvent> events = Connections.events(connection);
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("void"));
        send(session, queue, "m0", "m1", "m2");
        var consumer = (BelayMessageConsumer) session.createConsumer(queue);
        awaitHeld(consumer, 2);

        proxy.cut();
        Connections.next(events, ConnectionEvent.Resumed.class);

        List<String> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) received.add(text(consumer.receive(Connections.WAIT_MS)));
        // The new line may be heard before the end of the old one, and m2 flow before the others are back.
        assertThat(received).containsExactlyInAnyOrder("m0", "m1", "m2");
    }

    @Test
    void a_consumer_that_has_ended_does_not_keep_its_session_from_rolling_back() throws JMSException {
        open(few());
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(Connections.unique("ended"));
        Session sending = connection.createSession();
        send(sending, queue, "m0", "m1");
        var ended = (BelayMessageConsumer) session.createConsumer(sending.createTemporaryQueue());
        var consumer = (BelayMessageConsumer) session.createConsumer(queue);
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        connection.loop().post(() -> ended.link().close(Long.MAX_VALUE, Answer.NOBODY));

        session.rollback();

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m1");
        session.commit();
    }

    @Test
    void a_recover_that_is_interrupted_still_gives_all_back() throws Exception {
        open(few());
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(Connections.unique("hurried"));
        send(session, queue, "m0", "m1", "m2");
        var consumer = (BelayMessageConsumer) session.createConsumer(queue);
        Message first = consumer.receive(Connections.WAIT_MS);
        assertThat(text(first)).isEqualTo("m0");

        Thread.currentThread().interrupt();
        assertThatThrownBy(session::recover).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        first.acknowledge(); // changes nothing: it was given back

        boolean cameAgain = false;
        for (int i = 0; i < 3; i++) {
            Message each = consumer.receive(Connections.WAIT_MS);
            cameAgain |= "m0".equals(text(each)) && each.getJMSRedelivered();
        }
        assertThat(cameAgain).isTrue();
        assertThat(consumer.receive(100)).isNull();
    }
}
