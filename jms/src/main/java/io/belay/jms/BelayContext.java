package io.belay.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A connection and a session in one (the simplified API, Jakarta Messaging §2.8). The session is made when it is first needed, so
 * that a client id can be set before. One thread at a time, but for {@link #close}.
 */
public final class BelayContext implements JMSContext {
    private final SharedConnection connection;
    private final AcknowledgeMode mode;
    private boolean startsByItself = true;
    private volatile boolean isClosed;
    private @Nullable Session session;
    private @Nullable MessageProducer sender; // Sends for all producers; names no destination.
    private @Nullable Message unacknowledged; // The last received, where the application acknowledges.

    /** The first context of a connection, or another of one that was joined. */
    BelayContext(SharedConnection connection, AcknowledgeMode mode) {
        this.connection = connection;
        this.mode = mode;
    }

    AcknowledgeMode mode() {
        return mode;
    }

    /** The session, made if there is none. */
    synchronized Session session() throws JMSException {
        checkOpen();
        Session known = session;
        if (known == null) {
            known = connection.connection().createSession(mode.code());
            session = known;
        }
        return known;
    }

    private void checkOpen() throws IllegalStateException {
        if (isClosed) throw new IllegalStateException("the context is closed");
    }

    /** The connection, if this context is still one of its users. */
    private BelayConnection open() throws IllegalStateException {
        checkOpen();
        return connection.connection();
    }

    /** What all producers send by. */
    synchronized MessageProducer sender() throws JMSException {
        MessageProducer known = sender;
        if (known == null) {
            known = session().createProducer(null);
            sender = known;
        }
        return known;
    }

    /** Notes what {@link #acknowledge} acknowledges, with all before it. */
    void received(@Nullable Message message) {
        if (message != null && mode.isByApplication()) unacknowledged = message;
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return Unchecked.ask(() -> {
            checkOpen();
            AcknowledgeMode its = AcknowledgeMode.of(sessionMode);
            connection.join();
            return new BelayContext(connection, its);
        });
    }

    @Override
    public JMSProducer createProducer() {
        return Unchecked.ask(() -> {
            session();
            return new BelayProducer(this);
        });
    }

    @Override
    public @Nullable String getClientID() {
        return Unchecked.ask(() -> open().getClientID());
    }

    @Override
    public void setClientID(String clientId) {
        Unchecked.go(() -> open().setClientID(clientId));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return Unchecked.ask(() -> open().getMetaData());
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() {
        return Unchecked.ask(() -> open().getExceptionListener());
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.go(() -> open().setExceptionListener(listener));
    }

    /** From now on it is told what happens to the connection, which this context may share with others. */
    public void addEventListener(ConnectionEventListener listener) {
        Unchecked.go(() -> open().addEventListener(listener));
    }

    /** It is told no more. */
    public void removeEventListener(ConnectionEventListener listener) {
        Unchecked.go(() -> open().removeEventListener(listener));
    }

    @Override
    public void start() {
        Unchecked.go(() -> open().start());
    }

    @Override
    public void stop() {
        Unchecked.go(() -> open().stop());
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        startsByItself = autoStart;
    }

    @Override
    public boolean getAutoStart() {
        return startsByItself;
    }

    /** Closes the session, and with the last of its contexts the connection. Again is without effect. */
    @Override
    public void close() {
        Unchecked.go(() -> {
            Session open;
            synchronized (this) {
                if (isClosed) return;
                open = session;
            }
            JMSException doubt = closed(open);
            synchronized (this) {
                if (isClosed) return;
                isClosed = true;
            }
            connection.leave();
            if (doubt != null) throw doubt;
        });
    }

    /** Refused inside a listener of its own: then the context stays open. Whatever else goes wrong, it is closed. */
    private static @Nullable JMSException closed(@Nullable Session session) throws IllegalStateException {
        try {
            if (session != null) session.close();
            return null;
        } catch (IllegalStateException refused) {
            throw refused;
        } catch (JMSException doubt) {
            return doubt;
        }
    }

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.ask(() -> session().createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.ask(() -> session().createMapMessage());
    }

    @Override
    public Message createMessage() {
        return Unchecked.ask(() -> session().createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.ask(() -> session().createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return Unchecked.ask(() -> session().createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.ask(() -> session().createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.ask(() -> session().createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) {
        return Unchecked.ask(() -> session().createTextMessage(text));
    }

    @Override
    public boolean getTransacted() {
        return getSessionMode() == Session.SESSION_TRANSACTED;
    }

    @Override
    public int getSessionMode() {
        if (isClosed) throw new IllegalStateRuntimeException("the context is closed");
        return mode.code();
    }

    @Override
    public void commit() {
        Unchecked.go(() -> session().commit());
    }

    @Override
    public void rollback() {
        Unchecked.go(() -> session().rollback());
    }

    @Override
    public void recover() {
        Unchecked.go(() -> session().recover());
    }

    /** Acknowledges all that was received, or in a session that acknowledges one by one the last; else without effect. */
    @Override
    public void acknowledge() {
        Unchecked.go(() -> {
            checkOpen();
            if (unacknowledged != null) unacknowledged.acknowledge();
            unacknowledged = null;
        });
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session().createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector) {
        return consumer(() -> session().createConsumer(destination, selector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session().createConsumer(destination, selector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session().createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector) {
        return consumer(() -> session().createSharedConsumer(topic, name, selector));
    }

    private JMSConsumer consumer(Unchecked.Question<MessageConsumer> question) {
        return Unchecked.ask(() -> {
            MessageConsumer consumer = question.ask();
            startByItself();
            return new BelayConsumer(this, consumer);
        });
    }

    private void startByItself() throws JMSException {
        if (startsByItself) connection.connection().start();
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) {
        return Unchecked.ask(() -> {
            QueueBrowser browser = session().createBrowser(queue, selector);
            startByItself();
            return browser;
        });
    }

    @Override
    public Queue createQueue(String name) {
        return Unchecked.ask(() -> session().createQueue(name));
    }

    @Override
    public Topic createTopic(String name) {
        return Unchecked.ask(() -> session().createTopic(name));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.ask(() -> session().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.ask(() -> session().createTemporaryTopic());
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.go(() -> session().unsubscribe(name));
    }
}
