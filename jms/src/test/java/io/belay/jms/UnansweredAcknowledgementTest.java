package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Acknowledgements that are waited for, and that nobody answers in time. */
@ExtendWith(SharedBroker.class)
class UnansweredAcknowledgementTest {
    private final BlockingQueue<JMSException> exceptions = new LinkedBlockingQueue<>();
    private CutProxy proxy;
    private ConnectionSettings settings;

    @BeforeEach
    void stand(BrokerProcess broker) throws IOException {
        proxy = new CutProxy(broker.amqpPort());
        settings = Connections.settings(proxy.address()).with(Setting.ACKNOWLEDGE_TIMEOUT_MS, "200");
    }

    @AfterEach
    void fall() throws IOException {
        proxy.close();
    }

    private static Queue queue(BelayConnection connection, String... texts) throws JMSException {
        try (Session session = connection.createSession()) {
            Queue queue = session.createQueue(Connections.unique("unanswered"));
            MessageProducer producer = session.createProducer(queue);
            for (String each : texts) producer.send(session.createTextMessage(each));
            return queue;
        }
    }

    private void away(BelayConnection connection) throws InterruptedException {
        BlockingQueue<ConnectionEvent> events = Connections.events(connection);
        proxy.refuse(true);
        proxy.cut();
        Connections.next(events, ConnectionEvent.Interrupted.class);
    }

    private static void awaitHeld(MessageConsumer consumer, int count) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        while (((BelayMessageConsumer) consumer).inflow().size() < count && System.nanoTime() < endNs) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assertPending(JMSException told) {
        assertThat(told).isInstanceOf(MessageInDoubtException.class).hasMessageContaining("acknowledge");
    }

    @Test
    void acknowledge_throws_until_the_broker_has_answered() throws Exception {
        try (BelayConnection connection = Connections.open(settings)) {
            connection.start();
            Queue queue = queue(connection, "m0");
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            Message message = session.createConsumer(queue).receive(Connections.WAIT_MS);
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);
            away(connection);

            assertThatThrownBy(message::acknowledge).isInstanceOf(MessageInDoubtException.class);
            assertThatThrownBy(message::acknowledge).isInstanceOf(MessageInDoubtException.class);
            proxy.refuse(false);
            Connections.next(events, ConnectionEvent.Resumed.class);
            acknowledgeAtLast(message);

            session.close();
            assertThat(Connections.texts(connection.createSession(), queue, 0)).isEmpty();
        }
    }

    /** The answer to what was told on return may take its time. */
    private static void acknowledgeAtLast(Message message) throws JMSException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        while (true) {
            try {
                message.acknowledge();
                return;
            } catch (MessageInDoubtException still) {
                if (System.nanoTime() > endNs) throw still;
            }
        }
    }

    @Test
    void so_does_that_of_a_context() throws Exception {
        var factory = new BelayConnectionFactory();
        factory.set("address", proxy.address());
        factory.set("startPasses", "-1");
        factory.set("acknowledgeTimeoutMs", "200");
        try (JMSContext context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue queue = context.createQueue(Connections.unique("context"));
            context.createProducer().send(queue, "m0");
            assertThat(context.createConsumer(queue).receive(Connections.WAIT_MS))
                    .isNotNull();
            proxy.refuse(true);
            proxy.cut();

            assertThatThrownBy(context::acknowledge).isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(context::acknowledge).isInstanceOf(JMSRuntimeException.class);
            proxy.refuse(false);
        }
    }

    @Test
    void receive_returns_what_it_has_acknowledged_and_the_exception_listener_hears_of_the_doubt() throws Exception {
        try (BelayConnection connection = Connections.open(settings.with(Setting.ACKNOWLEDGE_WAITS, "ALWAYS"))) {
            connection.setExceptionListener(exceptions::add);
            connection.start();
            Queue queue = queue(connection, "m0", "m1");
            MessageConsumer consumer = connection.createSession().createConsumer(queue);
            awaitHeld(consumer, 2);
            away(connection);

            for (String each : List.of("m0", "m1")) {
                TextMessage message = (TextMessage) consumer.receive(Connections.WAIT_MS);
                assertThat(message.getText()).isEqualTo(each);
                assertPending(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS));
            }

            proxy.refuse(false);
            consumer.close();
            assertThat(Connections.texts(connection.createSession(), queue, 0)).isEmpty();
        }
    }
}
