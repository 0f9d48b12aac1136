package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simplified API, against the broker. */
@ExtendWith(SharedBroker.class)
class BelayContextTest {
    private static final int WAIT_MS = 60_000;

    private BelayConnectionFactory factory;
    private JMSContext context;
    private Queue queue;

    @BeforeEach
    void open(BrokerProcess broker) {
        factory = new BelayConnectionFactory("amqp://127.0.0.1:" + broker.amqpPort() + "?startPasses=-1");
        context = factory.createContext();
        queue = context.createQueue(Connections.unique("context"));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    @Clause({"JMS-2.8", "JMS-6.1.4"})
    void a_message_is_sent_and_received_without_a_word_of_connections() {
        context.createProducer().send(queue, "hello");

        assertThat(context.createConsumer(queue).receiveBody(String.class, WAIT_MS))
                .isEqualTo("hello");
    }

    @Test
    @Clause("JMS-6.1.4")
    void without_auto_start_nothing_comes_until_it_is_started() {
        context.setAutoStart(false);
        context.createProducer().send(queue, "later");
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat(context.getAutoStart()).isFalse();
        assertThat(consumer.receiveNoWait()).isNull();
        context.start();
        assertThat(consumer.receiveBody(String.class, WAIT_MS)).isEqualTo("later");
    }

    @Test
    @Clause({"JMS-7.4", "JMS-7.5", "JMS-7.6", "JMS-7.10"})
    void what_is_set_on_a_producer_is_on_each_message() throws JMSException {
        JMSProducer producer = context.createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(7)
                .setTimeToLive(60_000)
                .setJMSCorrelationID("c")
                .setJMSType("t")
                .setJMSReplyTo(queue)
                .setProperty("boolean", true)
                .setProperty("byte", (byte) 1)
                .setProperty("short", (short) 2)
                .setProperty("int", 3)
                .setProperty("long", 4L)
                .setProperty("float", 5f)
                .setProperty("double", 6d)
                .setProperty("string", "7")
                .setProperty("object", (Object) 8);
        producer.send(queue, "x").send(queue, "y");

        JMSConsumer consumer = context.createConsumer(queue);
        for (int index = 0; index < 2; index++) {
            Message message = consumer.receive(WAIT_MS);
            assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(message.getJMSPriority()).isEqualTo(7);
            assertThat(message.getJMSExpiration()).isPositive();
            assertThat(message.getJMSCorrelationID()).isEqualTo("c");
            assertThat(message.getJMSType()).isEqualTo("t");
            assertThat(message.getJMSReplyTo()).isEqualTo(queue);
            for (String name : producer.getPropertyNames()) {
                assertThat(message.getObjectProperty(name)).isEqualTo(producer.getObjectProperty(name));
            }
        }
        assertThat(producer.getPropertyNames()).hasSize(9);
        assertThat(producer.clearProperties().getPropertyNames()).isEmpty();
    }

    @Test
    void a_producer_takes_any_property_name_where_messages_do() throws JMSException {
        factory.set("validatePropertyNames", "false");
        try (JMSContext free = factory.createContext()) {
            free.createProducer().setProperty("a-b", 1).send(queue, "hello");

            assertThat(free.createConsumer(queue).receive(WAIT_MS).getIntProperty("a-b"))
                    .isEqualTo(1);
        }
        assertThatThrownBy(() -> context.createProducer().setProperty("a-b", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Clause({"JMS-3.4.3", "JMS-3.4.4"})
    void ids_and_timestamps_may_be_left_out() throws JMSException {
        context.createProducer()
                .setDisableMessageID(true)
                .setDisableMessageTimestamp(true)
                .send(queue, "x");

        Message message = context.createConsumer(queue).receive(WAIT_MS);

        assertThat(message.getJMSTimestamp()).isZero();
    }

    @Test
    void each_kind_of_body_is_sent_and_received() {
        context.createProducer()
                .send(queue, Map.of("a", 1))
                .send(queue, new byte[] {1, 2})
                .send(queue, (java.io.Serializable) 7)
                .send(queue, (String) null);
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat((Object) consumer.receiveBody(Map.class, WAIT_MS)).isEqualTo(Map.of("a", 1));
        assertThat(consumer.receiveBody(byte[].class, WAIT_MS)).containsExactly(1, 2);
        assertThat(consumer.receiveBody(Integer.class, WAIT_MS)).isEqualTo(7);
        assertThatThrownBy(() -> consumer.receiveBody(String.class, WAIT_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @Test
    @Clause("JMS-8.6")
    void a_body_of_another_type_is_left_and_is_no_redelivery() throws JMSException {
        context.createProducer().send(queue, "text").send(queue, "next");
        JMSConsumer consumer = context.createConsumer(queue);

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> consumer.receiveBody(byte[].class, WAIT_MS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
        }

        Message message = consumer.receive(WAIT_MS);
        assertThat(message.getBody(String.class)).isEqualTo("text");
        assertThat(message.getJMSRedelivered()).isFalse();
        String next = consumer.receiveBodyNoWait(String.class);
        for (int i = 0; next == null && i < 30; i++)
            next = consumer.receiveBodyNoWait(String.class); // of a busy broker
        assertThat(next).isEqualTo("next");
        assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
    }

    private static final class Broken implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            throw new NoClassDefFoundError("of a library that is missing, " + in);
        }
    }

    @Test
    @Clause("JMS-8.6")
    void a_body_that_cannot_be_looked_at_for_want_of_a_class_is_left() throws JMSException {
        factory.setTrustedClasses(Broken.class.getName());
        try (JMSContext receiving = factory.createContext()) {
            context.createProducer().send(queue, new Broken());
            JMSConsumer consumer = receiving.createConsumer(queue);

            assertThatThrownBy(() -> consumer.receiveBody(Broken.class, WAIT_MS))
                    .isInstanceOf(NoClassDefFoundError.class);

            assertThat(consumer.receiveNoWait()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.CLIENT_ACKNOWLEDGE})
    @Clause("JMS-7.8")
    void a_body_that_has_expired_is_of_no_type_and_in_nobodys_way(int mode) {
        try (JMSContext receiving = factory.createContext(mode)) {
            JMSConsumer consumer = receiving.createConsumer(queue);
            context.createProducer().setTimeToLive(150).send(queue, "brief");
            long endMs = System.currentTimeMillis() + 300;
            while (System.currentTimeMillis() < endMs) Thread.onSpinWait();

            assertThat(consumer.receiveBody(byte[].class, 100)).isNull();

            context.createProducer().send(queue, new byte[] {1});
            assertThat(consumer.receiveBody(byte[].class, WAIT_MS)).containsExactly(1);
        }
    }

    @Test
    @Clause("JMS-8.6")
    void in_a_session_that_the_application_acknowledges_it_was_received_all_the_same() {
        try (JMSContext client = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            context.createProducer().send(queue, "text").send(queue, "next");
            JMSConsumer consumer = client.createConsumer(queue);

            assertThatThrownBy(() -> consumer.receiveBody(byte[].class, WAIT_MS))
                    .isInstanceOf(MessageFormatRuntimeException.class);

            assertThat(consumer.receiveBody(String.class, WAIT_MS)).isEqualTo("next");
            client.acknowledge();
        }
        assertThat(context.createConsumer(queue).receiveNoWait()).isNull();
    }

    @Test
    @Clause("JMS-6.2.10")
    void acknowledge_acknowledges_all_that_was_received_and_recover_brings_back_the_rest() throws JMSException {
        try (JMSContext client = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            context.createProducer().send(queue, "1").send(queue, "2").send(queue, "3");
            JMSConsumer consumer = client.createConsumer(queue);
            consumer.receive(WAIT_MS);
            consumer.receive(WAIT_MS);
            client.acknowledge();
            assertThat(consumer.receiveBody(String.class, WAIT_MS)).isEqualTo("3");

            client.recover();

            Message again = consumer.receive(WAIT_MS);
            assertThat(again.getBody(String.class)).isEqualTo("3");
            assertThat(again.getJMSRedelivered()).isTrue();
            client.acknowledge();
        }
        assertThat(context.createConsumer(queue).receiveNoWait()).isNull();
    }

    @Test
    @Clause("JMS-6.2.7")
    void a_transaction_is_committed_or_rolled_back() {
        try (JMSContext transacted = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            transacted.createProducer().send(queue, "no");
            transacted.rollback();
            transacted.createProducer().send(queue, "yes");
            transacted.commit();

            assertThat(transacted.getTransacted()).isTrue();
        }
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(consumer.receiveBody(String.class, WAIT_MS)).isEqualTo("yes");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    @Clause("JMS-7.3")
    void an_asynchronous_send_completes() throws InterruptedException {
        BlockingQueue<Object> completed = new LinkedBlockingQueue<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completed.add(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                completed.add(exception);
            }
        };

        JMSProducer producer = context.createProducer().setAsync(listener);
        producer.send(queue, "x");

        assertThat(completed.poll(WAIT_MS, TimeUnit.MILLISECONDS)).isInstanceOf(Message.class);
        assertThat(producer.getAsync()).isSameAs(listener);
    }

    @Test
    void a_context_tells_what_happens_to_its_connection() throws InterruptedException {
        BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();
        BlockingQueue<ConnectionEvent> noMore = new LinkedBlockingQueue<>();
        ConnectionEventListener removed = noMore::add;
        BelayContext told = (BelayContext) factory.createContext();
        told.addEventListener(events::add);
        told.addEventListener(removed);
        told.removeEventListener(removed);

        told.close();

        Connections.next(events, ConnectionEvent.Closed.class);
        assertThat(noMore).isEmpty();
        assertThatThrownBy(() -> told.addEventListener(removed)).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Clause("JMS-8.7")
    void a_listener_gets_messages() throws InterruptedException {
        BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        JMSConsumer consumer = context.createConsumer(queue);
        consumer.setMessageListener(received::add);

        try (JMSContext sender = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            sender.createProducer().send(queue, "x");
        }

        assertThat(received.poll(WAIT_MS, TimeUnit.MILLISECONDS)).isNotNull();
        assertThat(consumer.getMessageListener()).isNotNull();
        consumer.setMessageListener(null);
        assertThat(consumer.getMessageListener()).isNull();
    }

    @Test
    @Clause("JMS-6.1.8")
    void the_connection_lasts_as_long_as_one_of_its_contexts() {
        JMSContext second = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        context.close();
        context.close();

        second.createProducer().send(queue, "x");
        assertThat(second.createConsumer(queue).receiveBody(String.class, WAIT_MS))
                .isEqualTo("x");
        second.close();

        assertThatThrownBy(second::createProducer).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> second.createContext(1)).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(second::getSessionMode).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Clause("JMS-6.1.2")
    void a_client_id_is_set_before_all_else() {
        try (JMSContext named = factory.createContext()) {
            named.setClientID(Connections.unique("client"));
            Topic topic = named.createTopic(Connections.unique("t"));
            JMSConsumer durable = named.createDurableConsumer(topic, "news");
            named.createProducer().send(topic, "x");

            assertThat(durable.receiveBody(String.class, WAIT_MS)).isEqualTo("x");
            durable.close();
            named.unsubscribe("news");
            assertThatThrownBy(() -> named.setClientID("late")).isInstanceOf(IllegalStateRuntimeException.class);
        }
    }

    @Test
    @Clause({"JMS-4.2", "JMS-8.3"})
    void consumers_of_each_kind_of_subscription() {
        try (JMSContext named = factory.createContext()) {
            named.setClientID(Connections.unique("client"));
            Topic topic = named.createTopic(Connections.unique("t"));
            List<JMSConsumer> consumers = List.of(
                    named.createConsumer(topic, null, false),
                    named.createSharedConsumer(topic, "s"),
                    named.createSharedConsumer(topic, "s2", "a = 1 OR a IS NULL"),
                    named.createSharedDurableConsumer(topic, "sd"),
                    named.createSharedDurableConsumer(topic, "sd2", "a = 1 OR a IS NULL"),
                    named.createDurableConsumer(topic, "d", "a = 1 OR a IS NULL", false));

            named.createProducer().send(topic, "x");

            for (JMSConsumer each : consumers)
                assertThat(each.receiveBody(String.class, WAIT_MS)).isEqualTo("x");
        }
    }

    @Test
    @Clause("JMS-10.3")
    void what_is_wrong_is_told_by_unchecked_exceptions() {
        assertThatThrownBy(() -> context.createConsumer(queue, "="))
                .isInstanceOf(InvalidSelectorRuntimeException.class);
        assertThatThrownBy(() -> context.createConsumer(null)).isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(null, "x"))
                .isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(queue, (Message) null))
                .isInstanceOf(MessageFormatRuntimeException.class);
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setPriority(10)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setPriority(-1)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setDeliveryMode(3)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setTimeToLive(-1)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setDeliveryDelay(-1)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setProperty("x", new Object()))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @Test
    void a_browser_sees_what_is_there() throws JMSException {
        context.createProducer().send(queue, "x");

        assertThat(context.createBrowser(queue).getEnumeration().hasMoreElements())
                .isTrue();
        assertThat(context.createConsumer(queue).receiveBody(String.class, WAIT_MS))
                .isEqualTo("x");
    }
}
