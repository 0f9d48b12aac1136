package io.belay.interop.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a trial works with: connections that end with it, and names that no other trial uses. */
final class Guest implements AutoCloseable {
    private final Host host;
    private final BrokerProcess broker;
    private final String prefix;
    private final int waitMs;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** {@code waitMs} is how long whatever must come may take. */
    Guest(Host host, BrokerProcess broker, String prefix, int waitMs) {
        this.host = host;
        this.broker = broker;
        this.prefix = prefix;
        this.waitMs = waitMs;
    }

    BrokerProcess broker() {
        return broker;
    }

    int waitMs() {
        return waitMs;
    }

    String name(String what) {
        return prefix + what;
    }

    /** A queue of this trial's own. */
    Queue queue(Session session, String what) throws JMSException {
        return session.createQueue("q-" + name(what));
    }

    /** A topic of this trial's own. */
    Topic topic(Session session, String what) throws JMSException {
        return session.createTopic("t-" + name(what));
    }

    /** A connection that has been started. */
    Connection connect() throws JMSException {
        return connect(broker.amqpPort(), "", null);
    }

    Connection connectAs(String clientId) throws JMSException {
        return connect(broker.amqpPort(), "", name(clientId));
    }

    Connection connect(int port, String options, String clientId) throws JMSException {
        String bounds =
                "startPasses=-1&requestTimeoutMs=%1$d&sendTimeoutMs=%1$d&commitTimeoutMs=%1$d&closeTimeoutMs=%1$d"
                        .formatted(waitMs);
        Connection connection = host.factory(port, bounds + (options.isEmpty() ? "" : "&" + options))
                .createConnection();
        open.push(connection);
        if (clientId != null) connection.setClientID(clientId);
        connection.start();
        return connection;
    }

    Session session() throws JMSException {
        return connect().createSession(Session.AUTO_ACKNOWLEDGE);
    }

    Session session(int mode) throws JMSException {
        return connect().createSession(mode);
    }

    /** It ends with the trial. */
    <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /** Sends texts one after another, each persistent and confirmed. */
    static void send(Session session, Destination destination, String... texts) throws JMSException {
        MessageProducer producer = session.createProducer(destination);
        for (String text : texts) producer.send(session.createTextMessage(text));
        producer.close();
    }

    /** The next message, for which it waits. */
    Message next(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(waitMs);
        assertThat(message).as("a message within " + waitMs + " ms").isNotNull();
        return message;
    }

    String nextText(MessageConsumer consumer) throws JMSException {
        return next(consumer).getBody(String.class);
    }

    List<String> nextTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < count; index++) texts.add(nextText(consumer));
        return texts;
    }

    /** That just these are in a queue: what is sent now comes after them. Takes them. */
    void assertHolds(Destination queue, String... texts) throws JMSException {
        Connection connection = connect();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        send(session, queue, "the end");
        MessageConsumer consumer = session.createConsumer(queue);
        List<String> all = new ArrayList<>(List.of(texts));
        all.add("the end");
        List<String> found = new ArrayList<>();
        while (!found.contains("the end")) found.add(nextText(consumer));
        connection.close();
        assertThat(found).isEqualTo(all);
    }

    /** Closes all that it opened, the youngest first; what cannot be closed is left to the broker. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println(prefix + " not closed: " + e.getMessage());
            }
        }
    }
}
