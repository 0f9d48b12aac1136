package io.belay.interop.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.SharedBroker;
import io.belay.jms.BelayConnectionFactory;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test of the shared broker works with: connections that end with it, and names that no other test uses. */
final class QpidJms implements BeforeEachCallback, AfterEachCallback {
    /** How long whatever must come may take. */
    static final int WAIT_MS = 60_000;

    /** Belay's own client in place of Qpid JMS, which takes the same options. */
    private static final boolean IS_BELAY =
            System.getProperty("belay.interop.client", "qpid").equals("belay");

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final Deque<Connection> connections = new ArrayDeque<>();
    private BrokerProcess broker;
    private String prefix;

    @Override
    public void beforeEach(ExtensionContext context) {
        broker = SharedBroker.of(context);
        prefix = context.getRequiredTestClass().getSimpleName() + "-" + TESTS.incrementAndGet() + "-";
    }

    @Override
    public void afterEach(ExtensionContext context) throws JMSException {
        while (!connections.isEmpty()) connections.pop().close();
    }

    BrokerProcess broker() {
        return broker;
    }

    /** A name of this test's own. */
    String name(String what) {
        return prefix + what;
    }

    /** A connection that has been started. */
    Connection connect() throws JMSException {
        return connect("", null);
    }

    /** As {@link #connect()}, with options of the URI, without the question mark. */
    Connection connect(String options) throws JMSException {
        return connect(options, null);
    }

    Connection connectAs(String clientId) throws JMSException {
        return connect("", clientId);
    }

    Connection connect(String options, String clientId) throws JMSException {
        Connection connection = factory(options).createConnection();
        connections.push(connection);
        if (clientId != null) connection.setClientID(clientId);
        connection.start();
        return connection;
    }

    QueueConnectionFactory factory(String options) {
        String uri = "amqp://127.0.0.1:" + broker.amqpPort() + (options.isEmpty() ? "" : "?" + options);
        return IS_BELAY ? ours(uri) : new JmsConnectionFactory(uri);
    }

    private static BelayConnectionFactory ours(String uri) {
        BelayConnectionFactory factory = new BelayConnectionFactory(uri);
        factory.setTrustedClasses("*"); // As Qpid JMS has it.
        return factory;
    }

    /** A session that acknowledges by itself, on a connection of its own. */
    Session session() throws JMSException {
        return session(Session.AUTO_ACKNOWLEDGE);
    }

    Session session(int acknowledgeMode) throws JMSException {
        return connect().createSession(acknowledgeMode);
    }

    /** Sends texts one after another, each persistent and confirmed. */
    static void send(Session session, Destination destination, String... texts) throws JMSException {
        MessageProducer producer = session.createProducer(destination);
        for (String text : texts) producer.send(session.createTextMessage(text));
        producer.close();
    }

    /** The destination as another client knows it: from the wire, not as an object of its owner's. */
    Destination asOthersSeeIt(Destination destination) throws JMSException {
        Session session = session();
        Destination queue = session.createQueue(name("introductions"));
        Message introduction = session.createMessage();
        introduction.setJMSReplyTo(destination);
        session.createProducer(queue).send(introduction);
        Destination seen = next(session.createConsumer(queue)).getJMSReplyTo();
        session.close();
        return seen;
    }

    /** The next message, for which it waits. */
    static Message next(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(WAIT_MS);
        assertThat(message).as("a message within " + WAIT_MS + " ms").isNotNull();
        return message;
    }

    static String nextText(MessageConsumer consumer) throws JMSException {
        return next(consumer).getBody(String.class);
    }

    static List<String> nextTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) texts.add(nextText(consumer));
        return texts;
    }

    /** The texts that are there now; asks the broker, so it need not wait to know that there are no more. */
    static List<String> drain(MessageConsumer consumer) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
            texts.add(message.getBody(String.class));
        }
        return texts;
    }

    /** What a raw enumeration of the interface holds. */
    static List<Object> list(Enumeration<?> enumeration) {
        List<Object> all = new ArrayList<>();
        while (enumeration.hasMoreElements()) all.add(enumeration.nextElement());
        return all;
    }

    /** "0", "1", … */
    static String[] numbers(int count) {
        String[] numbers = new String[count];
        for (int index = 0; index < count; index++) numbers[index] = Integer.toString(index);
        return numbers;
    }
}
