package io.belay.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What a session offers by itself, without its broker: messages, names, and the older interfaces in terms of the newer one. */
abstract class DomainSession implements QueueSession, TopicSession {
    /** Which of the two kinds of destination a session is for. */
    enum Domain {
        /** Both. */
        ANY,
        /** Made by a queue connection: topics are refused (§6.2.2). */
        QUEUES,
        /** Made by a topic connection: queues are refused. */
        TOPICS
    }

    private final Domain domain;

    DomainSession(Domain domain) {
        this.domain = domain;
    }

    abstract void checkOpen() throws IllegalStateException;

    /** Whether names of properties need not be identifiers. */
    abstract boolean takesAnyPropertyName();

    abstract BelayMessageProducer producer(@Nullable BelayDestination destination) throws JMSException;

    void checkQueues() throws IllegalStateException {
        checkOpen();
        if (domain == Domain.TOPICS) throw new IllegalStateException("this session is for topics");
    }

    void checkTopics() throws IllegalStateException {
        checkOpen();
        if (domain == Domain.QUEUES) throw new IllegalStateException("this session is for queues");
    }

    @Override
    public Queue createQueue(String name) throws JMSException {
        checkOpen();
        checkQueues();
        return new BelayQueue(named(name));
    }

    @Override
    public Topic createTopic(String name) throws JMSException {
        checkOpen();
        checkTopics();
        return new BelayTopic(named(name));
    }

    private static String named(@Nullable String name) throws InvalidDestinationException {
        if (name == null || name.isEmpty()) throw new InvalidDestinationException("a destination without a name");
        return name;
    }

    // In terms of those that say more

    @Override
    public MessageConsumer createConsumer(Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, @Nullable String selector) throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    // The older interfaces

    @Override
    public QueueReceiver createReceiver(Queue queue) throws JMSException {
        return createReceiver(queue, null);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue, @Nullable String selector) throws JMSException {
        return (QueueReceiver) createConsumer(queue, selector);
    }

    @Override
    public QueueSender createSender(@Nullable Queue queue) throws JMSException {
        return producer(BelayDestination.of(queue));
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic) throws JMSException {
        return createSubscriber(topic, null, false);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return (TopicSubscriber) createConsumer(topic, selector, noLocal);
    }

    @Override
    public TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        return producer(BelayDestination.of(topic));
    }

    // Messages

    @Override
    public Message createMessage() throws JMSException {
        return made(new BelayMessage());
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        return made(new BelayBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        return made(new BelayMapMessage());
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        return made(new BelayStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        return made(new BelayTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) throws JMSException {
        TextMessage message = createTextMessage();
        message.setText(text);
        return message;
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        return made(new BelayObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        ObjectMessage message = createObjectMessage();
        message.setObject(object);
        return message;
    }

    private <M extends BelayMessage> M made(M message) throws JMSException {
        checkOpen();
        if (takesAnyPropertyName()) message.fields().takeAnyName();
        return message;
    }

    // For application servers, which have their own way here

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return null;
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        checkOpen();
        if (listener != null) throw new IllegalStateException("listeners of sessions are for application servers");
    }

    @Override
    public void run() {
        throw new UnsupportedOperationException("run() is for application servers");
    }
}
