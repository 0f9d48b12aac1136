package io.belay.jms;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;

/**
 * What a connection offers by itself, without its broker: the several ways to ask for a session, in terms of one; what it is; and
 * what application servers ask for, who have a way of their own here.
 */
abstract class DomainConnection implements QueueConnection, TopicConnection {
    private static final ConnectionMetaData META_DATA = new BelayConnectionMetaData();

    private final DomainSession.Domain domain;

    DomainConnection(DomainSession.Domain domain) {
        this.domain = domain;
    }

    abstract void checkUsable() throws JMSException;

    abstract BelaySession session(AcknowledgeMode mode, DomainSession.Domain domain) throws JMSException;

    @Override
    public Session createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE);
    }

    /** @param sessionMode one of {@link Session}'s, or any other of {@link AcknowledgeMode} */
    @Override
    public Session createSession(int sessionMode) throws JMSException {
        return session(AcknowledgeMode.of(sessionMode), domain);
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return session(mode(transacted, acknowledgeMode), domain);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return session(mode(transacted, acknowledgeMode), DomainSession.Domain.QUEUES);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return session(mode(transacted, acknowledgeMode), DomainSession.Domain.TOPICS);
    }

    private static AcknowledgeMode mode(boolean transacted, int acknowledgeMode) throws JMSException {
        if (transacted) return AcknowledgeMode.TRANSACTED;
        if (acknowledgeMode == Session.SESSION_TRANSACTED) {
            throw new JMSException("SESSION_TRANSACTED is no acknowledge mode of a session without transactions");
        }
        return AcknowledgeMode.of(acknowledgeMode);
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        checkUsable();
        return META_DATA;
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        throw unsupported();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        throw unsupported();
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        throw unsupported();
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String name, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        throw unsupportedSubscription();
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String name, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        throw unsupportedSubscription();
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String name, String selector, ServerSessionPool pool, int messagesMax) throws JMSException {
        throw unsupportedSubscription();
    }

    /** A queue connection knows no subscriptions (§9.2). */
    private JMSException unsupportedSubscription() throws JMSException {
        JMSException unsupported = unsupported();
        return domain == DomainSession.Domain.QUEUES
                ? new IllegalStateException("this connection is for queues")
                : unsupported;
    }

    private JMSException unsupported() throws JMSException {
        checkUsable();
        return new JMSException("connection consumers are for application servers, and not supported");
    }
}
