package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is closed says so, in each of its methods, and can be closed again. */
@ExtendWith(SharedBroker.class)
@Clause("JMS-6.1.8")
class ClosedTest {
    private static final Map<Class<?>, Object> ARGUMENTS = new LinkedHashMap<>();

    static {
        ARGUMENTS.put(String.class, "name");
        ARGUMENTS.put(boolean.class, false);
        ARGUMENTS.put(int.class, Session.AUTO_ACKNOWLEDGE);
        ARGUMENTS.put(long.class, 1L);
        ARGUMENTS.put(Class.class, String.class);
        ARGUMENTS.put(Queue.class, new BelayQueue("q"));
        ARGUMENTS.put(Topic.class, new BelayTopic("t"));
        ARGUMENTS.put(Destination.class, new BelayQueue("q"));
        ARGUMENTS.put(Message.class, new BelayTextMessage());
        ARGUMENTS.put(Serializable.class, "object");
        ARGUMENTS.put(MessageListener.class, (MessageListener) any -> {});
        ARGUMENTS.put(ExceptionListener.class, (ExceptionListener) any -> {});
        ARGUMENTS.put(CompletionListener.class, new Completed());
    }

    private BelayConnection connection;
    private Session session;
    private Queue queue;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        connection = Connections.open("amqp://127.0.0.1:" + broker.amqpPort());
        session = connection.createSession();
        queue = session.createQueue(Connections.unique("closed"));
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    /** Calls each method of some interfaces; those that do not say that the thing is closed, with what they do instead. */
    private static List<String> silent(Object closed, Set<String> allowed, Class<?>... interfaces) throws Exception {
        List<String> silent = new ArrayList<>();
        for (Class<?> each : interfaces) {
            for (Method method : each.getMethods()) {
                boolean isCalled = !Modifier.isStatic(method.getModifiers()) && !allowed.contains(method.getName());
                String outcome = isCalled ? outcome(closed, method) : null;
                if (outcome != null) silent.add(method + " " + outcome);
            }
        }
        return silent;
    }

    private static String outcome(Object closed, Method method) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) arguments[i] = ARGUMENTS.get(method.getParameterTypes()[i]);
        try {
            return "returned " + method.invoke(closed, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            boolean says = cause instanceof IllegalStateException || cause instanceof IllegalStateRuntimeException;
            return says ? null : "threw " + cause;
        }
    }

    @Test
    void a_connection() throws Exception {
        connection.close();
        connection.close();

        assertThat(silent(connection, Set.of("close"), Connection.class, QueueConnection.class, TopicConnection.class))
                .isEmpty();
    }

    @Test
    void a_session() throws Exception {
        session.close();
        session.close();

        assertThat(silent(session, Set.of("close", "run"), Session.class, QueueSession.class, TopicSession.class))
                .isEmpty();
    }

    @Test
    void a_producer() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        producer.close();
        producer.close();

        assertThat(silent(producer, Set.of("close"), MessageProducer.class, QueueSender.class, TopicPublisher.class))
                .isEmpty();
    }

    @Test
    void a_producer_of_a_closed_session() throws Exception {
        MessageProducer producer = session.createProducer(queue);
        session.close();

        assertThat(silent(producer, Set.of("close"), MessageProducer.class)).isEmpty();
        producer.close();
    }

    @Test
    void a_consumer() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.close();
        consumer.close();

        assertThat(silent(consumer, Set.of("close"), MessageConsumer.class, QueueReceiver.class, TopicSubscriber.class))
                .isEmpty();
    }

    @Test
    void a_consumer_of_a_closed_connection() throws Exception {
        MessageConsumer consumer = session.createConsumer(queue);
        connection.close();

        assertThat(silent(consumer, Set.of("close"), MessageConsumer.class)).isEmpty();
        consumer.close();
    }

    @Test
    void a_browser() throws Exception {
        QueueBrowser browser = session.createBrowser(queue);
        browser.close();
        browser.close();

        assertThat(silent(browser, Set.of("close"), QueueBrowser.class)).isEmpty();
    }

    @Test
    void a_context_and_what_it_made() throws Exception {
        JMSContext context = new BelayContext(new SharedConnection(connection), AcknowledgeMode.AUTO);
        JMSContext second = context.createContext(Session.AUTO_ACKNOWLEDGE); // so that the connection stays
        JMSConsumer consumer = context.createConsumer(queue);
        context.close();
        context.close();

        assertThat(silent(context, Set.of("close", "setAutoStart", "getAutoStart"), JMSContext.class))
                .isEmpty();
        assertThat(silent(consumer, Set.of("close"), JMSConsumer.class)).isEmpty();
        second.close();
    }
}
