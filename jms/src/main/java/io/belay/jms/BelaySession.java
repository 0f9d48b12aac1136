package io.belay.jms;

import io.belay.client.Answer;
import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import io.belay.client.ConsumerSpec;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One thread's work with a connection: its producers, consumers, acknowledgements and transactions (Jakarta Messaging chapter
 * 6.2). All of it goes on over cuts, as it was, as long as the broker keeps the session.
 */
public final class BelaySession extends DomainSession implements io.belay.jms.mq.jms.Session {
    private final BelayConnection connection;
    private final AcknowledgeMode mode;
    private final String id;
    private final SessionLink link;
    private final Marks marks;
    private final Deliveries deliveries;
    private final Dispatcher dispatcher;
    private final Completions completions;
    private final OneThread rule;
    private final SessionConsumers consumers;
    private final Decisions decisions;
    private long producerCount; // for their ids; guarded by this
    private volatile boolean isClosing; // no message is given out any more
    private volatile boolean isClosed;

    /**
     * A session of a connection.
     *
     * @param id begins the ids of its messages and names its threads
     */
    BelaySession(BelayConnection connection, AcknowledgeMode mode, Domain domain, String id) {
        super(domain);
        this.connection = connection;
        this.mode = mode;
        this.id = id;
        ConnectionSettings settings = connection.options().settings();
        link = new SessionLink(connection.loop(), mode == AcknowledgeMode.TRANSACTED);
        marks = new Marks(connection.options(), connection.name(), mode == AcknowledgeMode.TRANSACTED ? id : null);
        deliveries = new Deliveries(connection, link, mode, marks);
        dispatcher = new Dispatcher("belay-listeners-" + id, settings.flag(Setting.DAEMON_THREADS));
        completions = new Completions("belay-completions-" + id);
        rule = new OneThread("session " + id);
        consumers = new SessionConsumers(this, deliveries);
        decisions = new Decisions(this, deliveries, consumers);
    }

    // What its parts need

    BelayConnection connection() {
        return connection;
    }

    SessionLink link() {
        return link;
    }

    Marks marks() {
        return marks;
    }

    @Override
    boolean takesAnyPropertyName() {
        return !connection.options().settings().flag(Setting.VALIDATE_PROPERTY_NAMES);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Completions completions() {
        return completions;
    }

    boolean isTransacted() {
        return mode == AcknowledgeMode.TRANSACTED;
    }

    boolean isStarted() {
        return connection.isStarted() && !isClosing && !isClosed;
    }

    boolean isClosed() {
        return isClosed;
    }

    boolean hasListeners() {
        return dispatcher.isUsed();
    }

    @Override
    void checkOpen() throws IllegalStateException {
        if (isClosed) throw new IllegalStateException("the session is closed");
    }

    /** Begins something that one thread does at a time; see {@link OneThread#enter}. */
    boolean enter(String what) throws IllegalStateException {
        return rule.enter(what);
    }

    void leave() {
        rule.leave();
    }

    void send(ClientProducer producer, ByteBuffer message, long deadlineMs, Answer answer) {
        link.send(producer, message, false, deadlineMs, answer);
    }

    BelayMessage decode(BelayDestination from, ClientDelivery delivery, int more) throws JMSException {
        return deliveries.decode(from, delivery, more);
    }

    @Nullable
    BelayMessage receive(BelayMessageConsumer consumer, ClientDelivery delivery) throws JMSException {
        return deliveries.receive(consumer, delivery);
    }

    /** A delivery as the message that it would be, without giving it out; null if nobody is to have it. */
    @Nullable
    BelayMessage look(BelayMessageConsumer consumer, ClientDelivery delivery) throws JMSException {
        return deliveries.look(consumer, delivery);
    }

    /** Whether anything here consumes from a place. */
    boolean consumes(BelayDestination from) {
        return consumers.anyOf(from);
    }

    /** Calls a listener. On the dispatcher. */
    void dispatch(BelayMessageConsumer consumer, ClientDelivery delivery, MessageListener listener) {
        rule.enterLater("its message listener");
        try {
            deliveries.dispatch(consumer, delivery, listener);
        } catch (JMSException failure) {
            connection.tell(failure);
        } finally {
            rule.leave();
        }
    }

    /** The connection is over: whoever waits for a message is told, and nobody listens any more. On the loop. */
    void failed(ClientFailure failure) {
        consumers.over(failure);
        dispatcher.end();
    }

    /** Whether a closed consumer of a durable subscription has given out what is not done with. */
    boolean holds(String subscription) {
        return consumers.holds(subscription);
    }

    SessionConsumers consumers() {
        return consumers;
    }

    // Start and stop, by the connection

    void start() {
        consumers.start();
        dispatcher.start();
    }

    /** No listener is called any more; one may run still. */
    void halt() {
        dispatcher.halt();
    }

    /** Waits until neither a listener runs nor receive hands out a message. */
    void awaitQuiet(long deadlineMs) throws JMSException {
        consumers.awaitHandOut(deadlineMs);
        dispatcher.quiet(SessionLink.left(deadlineMs));
    }

    // Acknowledgement and transactions

    @Override
    public boolean getTransacted() throws JMSException {
        checkOpen();
        return isTransacted();
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        checkOpen();
        return mode.code();
    }

    @Override
    public void commit() throws JMSException {
        checkTransactional("commit");
        decisions.commit();
    }

    @Override
    public void rollback() throws JMSException {
        checkTransactional("rollback");
        decisions.rollback();
    }

    private void checkTransactional(String what) throws JMSException {
        checkOpen();
        if (!isTransacted()) throw new IllegalStateException(what + " in a session without transactions");
        if (completions.isCaller()) throw new IllegalStateException(what + " in a completion listener");
    }

    @Override
    public void recover() throws JMSException {
        checkOpen();
        if (isTransacted()) throw new IllegalStateException("recover in a session with transactions");
        if (mode == AcknowledgeMode.NONE) connection.checkUsable(); // There is nothing to give back.
        else decisions.recover();
    }

    // Producers and consumers

    @Override
    public MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
        return producer(BelayDestination.of(destination));
    }

    @Override
    BelayMessageProducer producer(@Nullable BelayDestination destination) throws JMSException {
        checkUsable();
        long timeoutMs = connection.options().timeoutMs(Setting.REQUEST_TIMEOUT_MS);
        ClientProducer only = null;
        if (destination != null) {
            connection.temporaries().checkMaySend(destination);
            only = link.producer(
                    connection.addresses().of(destination), "producer for " + destination.name(), timeoutMs);
        } else if (connection.relaysAnonymous()) {
            only = link.producer(null, "producer for any destination", timeoutMs);
        }
        return new BelayMessageProducer(
                this, destination, new ProducerLinks(link, connection.addresses(), only, timeoutMs), nextProducerId());
    }

    private synchronized String nextProducerId() {
        return id + ":" + ++producerCount;
    }

    @Override
    public MessageConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        BelayDestination from = required(destination);
        boolean isTopic = from.kind().isTopic();
        ConsumerSpec spec = ConsumerSpec.of(connection.addresses().of(from))
                .selecting(selector)
                .withoutLocal(noLocal && isTopic);
        return consumer(from, spec, selector, noLocal);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        return subscriber(topic, selector, false, Subscribing.shared(name, false, connection.hasNoClientId()));
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return subscriber(topic, selector, noLocal, Subscribing.durable(name));
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return createDurableSubscriber(topic, name, selector, noLocal);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        return subscriber(topic, selector, false, Subscribing.shared(name, true, connection.hasNoClientId()));
    }

    private BelayMessageConsumer subscriber(
            Topic topic, @Nullable String selector, boolean noLocal, Subscribing subscribing) throws JMSException {
        checkOpen();
        checkTopics();
        BelayDestination from = required(topic);
        subscribing.check(from);
        if (subscribing.isOfOne()) {
            connection.checkClientId();
            connection.checkLetGo(subscribing.name());
        }
        ConsumerSpec spec = ConsumerSpec.of(connection.addresses().of(from))
                .selecting(selector)
                .withoutLocal(noLocal);
        return consumer(from, subscribing.of(spec), selector, noLocal);
    }

    private BelayMessageConsumer consumer(
            BelayDestination from, ConsumerSpec spec, @Nullable String selector, boolean noLocal) throws JMSException {
        checkUsable();
        connection.temporaries().checkMayConsume(from);
        ConsumerSpec settling = spec.presettled(mode == AcknowledgeMode.NONE);
        BelayMessageConsumer consumer = consumers.make(from, settling, shown(selector), noLocal);
        if (isStarted()) consumer.start();
        return consumer;
    }

    /** An empty selector is none (§3.8.1.1). */
    private static @Nullable String shown(@Nullable String selector) {
        return selector == null || selector.isEmpty() ? null : selector;
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) throws JMSException {
        checkUsable();
        checkQueues();
        if (!(required(queue) instanceof BelayQueue from)) throw new InvalidDestinationException("no queue: " + queue);
        ConsumerSpec spec = ConsumerSpec.of(connection.addresses().of(from))
                .selecting(selector)
                .browsing();
        return new BelayQueueBrowser(this, from, shown(selector), spec);
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        checkUsable();
        checkTopics();
        Subscribing.checkName(name);
        connection.checkLetGo(name);
        boolean isGlobal = connection.hasNoClientId();
        long timeoutMs = connection.options().timeoutMs(Setting.REQUEST_TIMEOUT_MS);
        link.ask(
                "unsubscribe " + name,
                timeoutMs,
                (deadlineMs, answer) -> connection.loop().session().unsubscribe(name, isGlobal, deadlineMs, answer));
    }

    private static BelayDestination required(@Nullable Destination destination) throws JMSException {
        BelayDestination known = BelayDestination.of(destination);
        if (known == null) throw new InvalidDestinationException("no destination");
        return known;
    }

    private void checkUsable() throws JMSException {
        checkOpen();
        connection.checkUsable();
    }

    // Destinations

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        checkUsable();
        checkQueues();
        return connection.temporaries().queue();
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        checkUsable();
        checkTopics();
        return connection.temporaries().topic();
    }

    // The end

    @Override
    public void close() throws JMSException {
        if (isClosed) return;
        checkMayClose("session");
        isClosing = true;
        connection.removed(this);
        long deadlineMs = SessionLink.deadline(connection.options().timeoutMs(Setting.CLOSE_TIMEOUT_MS));
        halt();
        letListenerFinish(deadlineMs);
        end(deadlineMs);
    }

    /** The connection closes: no receive waits any longer, so that a listener that called it can return (§6.1.8). */
    void endReceives() {
        consumers.endReceives();
    }

    /** Waits for a listener, which finds all open until it returns (§6.1.8). That it is late is told by {@link #stopWork}. */
    void letListenerFinish(long deadlineMs) {
        try {
            dispatcher.quiet(SessionLink.left(deadlineMs));
        } catch (JMSException late) {
            // Whoever ends the work waits for it as well, and says so.
        }
    }

    /**
     * Refuses what would wait for itself (§6.2.16, §7.3.5).
     *
     * @param what is to be closed
     */
    void checkMayClose(String what) throws IllegalStateException {
        if (dispatcher.isCaller()) throw new IllegalStateException("a message listener cannot close its own " + what);
        if (completions.isCaller()) {
            throw new IllegalStateException("a completion listener cannot close its own " + what);
        }
    }

    private void end(long deadlineMs) throws JMSException {
        JMSException trouble = null;
        try {
            if (!stopWork(deadlineMs)) return;
        } catch (JMSException late) {
            trouble = late;
        }
        ClientFailure failure = link.close(consumers.all(), SessionLink.left(deadlineMs));
        if (trouble != null) throw trouble;
        if (failure != null && failure.known() != ClientFailure.Known.NOT_DONE) {
            throw Refusals.exception("close session", failure);
        }
    }

    /**
     * Ends its work: nothing is received any more; what is open is rolled back, what is not acknowledged goes back, when the
     * broker hears of it. What was sent asynchronously is waited for.
     *
     * @param deadlineMs until when all of it is waited for, by the clock of the loop
     * @return false if that was done before
     */
    boolean stopWork(long deadlineMs) throws JMSException {
        synchronized (this) {
            if (isClosed) return false;
            isClosed = true;
        }
        deliveries.close();
        consumers.ended();
        try {
            consumers.awaitReceivers(deadlineMs);
            dispatcher.close(SessionLink.left(deadlineMs));
            completions.await("close session", SessionLink.left(deadlineMs));
        } finally {
            link.rollbackOpen();
            deliveries.tellLazy();
            deliveries.fail();
        }
        return true;
    }
}
