package io.belay.jms.mq;

import io.belay.jms.BelayConnection;
import io.belay.jms.BelayConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.TopicConnection;
import org.jspecify.annotations.Nullable;

/** Makes connections as programs for Open Message Queue expect: told by {@code imq…} names, with Sun MQ's events. */
public class ConnectionFactory extends BelayConnectionFactory {
    private static final long serialVersionUID = 1L;

    /** Connects to {@code amqp://localhost:5672}, until {@code imqAddressList} says where else. */
    public ConnectionFactory() {}

    /**
     * Sets an attribute.
     *
     * @param name one of {@link ConnectionConfiguration}, or any other that {@link #set} takes
     * @param value as Sun MQ has it
     * @throws JMSException if there is no such attribute, or it has no such value
     */
    public void setProperty(String name, @Nullable String value) throws JMSException {
        try {
            set(name, value);
        } catch (IllegalArgumentException e) {
            JMSException refusal = new JMSException(e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** An attribute as it was set; null if it was not. */
    public @Nullable String getProperty(String name) {
        return settings().given().get(name);
    }

    @Override
    public jakarta.jms.Connection createConnection() throws JMSException {
        return new ListenedConnection((BelayConnection) super.createConnection());
    }

    @Override
    public jakarta.jms.Connection createConnection(@Nullable String username, @Nullable String password)
            throws JMSException {
        return new ListenedConnection((BelayConnection) super.createConnection(username, password));
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return new ListenedConnection((BelayConnection) super.createQueueConnection());
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String username, @Nullable String password)
            throws JMSException {
        return new ListenedConnection((BelayConnection) super.createQueueConnection(username, password));
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return new ListenedConnection((BelayConnection) super.createTopicConnection());
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String username, @Nullable String password)
            throws JMSException {
        return new ListenedConnection((BelayConnection) super.createTopicConnection(username, password));
    }
}
