package io.belay.jms.mq;

import io.belay.jms.BelayConnection;
import io.belay.jms.ConnectionEventListener;
import io.belay.jms.mq.jms.Connection;
import io.belay.jms.mq.jms.QueueConnection;
import io.belay.jms.mq.jms.TopicConnection;
import io.belay.jms.mq.jms.notification.Event;
import io.belay.jms.mq.jms.notification.EventListener;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import org.jspecify.annotations.Nullable;

/** A connection of Belay's with what Open Message Queue adds to the standard; in all else the connection itself. */
final class ListenedConnection implements Connection, QueueConnection, TopicConnection {
    private final BelayConnection connection;
    private @Nullable ConnectionEventListener bridge; // Guarded by this.

    ListenedConnection(BelayConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized void setEventListener(@Nullable EventListener listener) {
        if (bridge != null) connection.removeEventListener(bridge);
        bridge = listener == null ? null : bridge(listener);
        if (bridge != null) connection.addEventListener(bridge);
    }

    private ConnectionEventListener bridge(EventListener listener) {
        return happened -> {
            Event event = SunEvents.of(this, happened);
            if (event != null) listener.onEvent(event);
        };
    }

    @Override
    public String getBrokerAddress() {
        return connection.brokerAddress();
    }

    @Override
    public boolean isConnectedToHABroker() {
        return false;
    }

    @Override
    public QueueSession createQueueSession(int acknowledgeMode) throws JMSException {
        return createQueueSession(false, acknowledgeMode);
    }

    @Override
    public TopicSession createTopicSession(int acknowledgeMode) throws JMSException {
        return createTopicSession(false, acknowledgeMode);
    }

    @Override
    public Session createSession() throws JMSException {
        return connection.createSession();
    }

    @Override
    public Session createSession(int sessionMode) throws JMSException {
        return connection.createSession(sessionMode);
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return connection.createSession(transacted, acknowledgeMode);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return connection.createQueueSession(transacted, acknowledgeMode);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return connection.createTopicSession(transacted, acknowledgeMode);
    }

    @Override
    public @Nullable String getClientID() throws JMSException {
        return connection.getClientID();
    }

    @Override
    public void setClientID(String clientId) throws JMSException {
        connection.setClientID(clientId);
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        return connection.getMetaData();
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        return connection.getExceptionListener();
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        connection.setExceptionListener(listener);
    }

    @Override
    public void start() throws JMSException {
        connection.start();
    }

    @Override
    public void stop() throws JMSException {
        connection.stop();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        return connection.createConnectionConsumer(destination, selector, pool, messagesMax);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        return connection.createConnectionConsumer(queue, selector, pool, messagesMax);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        return connection.createConnectionConsumer(topic, selector, pool, messagesMax);
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String name, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        return connection.createSharedConnectionConsumer(topic, name, selector, pool, messagesMax);
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String name, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        return connection.createDurableConnectionConsumer(topic, name, selector, pool, messagesMax);
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String name, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        return connection.createSharedDurableConnectionConsumer(topic, name, selector, pool, messagesMax);
    }
}
