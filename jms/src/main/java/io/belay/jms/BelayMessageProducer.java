package io.belay.jms;

import io.belay.client.Answer;
import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages, to one destination or to any (Jakarta Messaging chapter 7). What it has taken arrives once, over any number of
 * cuts, as long as the session can come back; a synchronous send of a persistent message returns when the broker has it safely.
 * One thread at a time, the one that its session belongs to.
 */
public final class BelayMessageProducer implements MessageProducer, QueueSender, TopicPublisher {
    private final BelaySession session;
    private final @Nullable BelayDestination destination; // null: each send names one
    private final ProducerLinks links;
    private final String id;
    private long count; // messages so far, for their ids
    private boolean disablesMessageId;
    private boolean disablesTimestamp;
    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLiveMs;
    private long deliveryDelayMs;
    private volatile boolean isClosed;

    /**
     * One that the broker knows already.
     *
     * @param destination null for one that says it with each message
     * @param id begins the ids of its messages
     */
    BelayMessageProducer(BelaySession session, @Nullable BelayDestination destination, ProducerLinks links, String id) {
        this.session = session;
        this.destination = destination;
        this.links = links;
        this.id = id;
    }

    @Override
    public void send(Message message) throws JMSException {
        send(message, deliveryMode, priority, timeToLiveMs);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        send(own(), message, deliveryMode, priority, timeToLive, null);
    }

    @Override
    public void send(Destination destination, Message message) throws JMSException {
        send(destination, message, deliveryMode, priority, timeToLiveMs);
    }

    @Override
    public void send(Destination destination, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send(told(destination), message, deliveryMode, priority, timeToLive, null);
    }

    @Override
    public void send(Message message, CompletionListener listener) throws JMSException {
        send(message, deliveryMode, priority, timeToLiveMs, listener);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive, CompletionListener listener)
            throws JMSException {
        send(own(), message, deliveryMode, priority, timeToLive, required(listener));
    }

    @Override
    public void send(Destination destination, Message message, CompletionListener listener) throws JMSException {
        send(destination, message, deliveryMode, priority, timeToLiveMs, listener);
    }

    @Override
    public void send(
            Destination destination,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            CompletionListener listener)
            throws JMSException {
        send(told(destination), message, deliveryMode, priority, timeToLive, required(listener));
    }

    @Override
    public void publish(Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Topic topic, Message message) throws JMSException {
        send((Destination) topic, message);
    }

    @Override
    public void publish(Topic topic, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) topic, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(Queue queue, Message message) throws JMSException {
        send((Destination) queue, message);
    }

    @Override
    public void send(Queue queue, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) queue, message, deliveryMode, priority, timeToLive);
    }

    private BelayDestination own() throws JMSException {
        checkOpen();
        if (destination == null) {
            throw new UnsupportedOperationException("this producer has no destination: name one with each message");
        }
        return destination;
    }

    private BelayDestination told(@Nullable Destination told) throws JMSException {
        checkOpen();
        if (destination != null) {
            throw new UnsupportedOperationException("this producer has a destination: " + destination);
        }
        BelayDestination known = BelayDestination.of(told);
        if (known == null) throw new InvalidDestinationException("no destination");
        return known;
    }

    private static CompletionListener required(@Nullable CompletionListener listener) {
        if (listener == null) throw new IllegalArgumentException("no completion listener");
        return listener;
    }

    private void send(
            BelayDestination to,
            @Nullable Message message,
            int mode,
            int priority,
            long timeToLiveMs,
            @Nullable CompletionListener listener)
            throws JMSException {
        if (message == null) throw new MessageFormatException("no message");
        checkDeliveryMode(mode);
        checkPriority(priority);
        checkTimeToLive(timeToLiveMs);
        boolean entered = session.enter("send");
        try {
            session.connection().checkUsable();
            session.connection().temporaries().checkMaySend(to);
            String messageId = disablesMessageId ? null : id + "-" + ++count;
            Posting said = new Posting(
                    to,
                    mode,
                    priority,
                    timeToLiveMs,
                    deliveryDelayMs,
                    messageId,
                    System.currentTimeMillis(),
                    !disablesTimestamp,
                    session.marks().onSend());
            Posting posting = said.overridden(session.connection().options());
            ByteBuffer bytes =
                    MessageCodec.encode(message, posting, session.connection().addresses());
            dispatch(links.to(to), message, posting, bytes, listener);
        } finally {
            if (entered) session.leave();
        }
    }

    private void dispatch(
            ClientProducer link,
            Message message,
            Posting posting,
            ByteBuffer bytes,
            @Nullable CompletionListener listener)
            throws JMSException {
        String what = "send to " + posting.destination().name();
        ClientFailure tooLong = link.tooLong(bytes.remaining());
        if (tooLong != null) {
            refuse(message, listener, what, tooLong);
            return;
        }
        SendRoom room = session.connection().room();
        ConnectionOptions options = session.connection().options();
        long timeoutMs = options.timeoutMs(listener == null ? Setting.SEND_TIMEOUT_MS : Setting.ASYNC_SEND_TIMEOUT_MS);
        long cost = room.cost(bytes.remaining());
        long beganMs = ConnectionLoop.clockMs();
        takeRoom(room, cost, what, options.timeoutMs(Setting.SEND_TIMEOUT_MS));
        long deadlineMs = beganMs + timeoutMs;
        if (listener != null) {
            session.send(
                    link,
                    bytes,
                    deadlineMs,
                    session.completions().add(message, listener, what, () -> room.giveBack(cost)));
        } else if (waits(posting, options.sendWait())) {
            ClientFailure failure = outcome(link, bytes, cost, what, deadlineMs);
            ClientProducer own =
                    failure == null || destination != null ? null : links.waitingAt(posting.destination(), failure);
            if (own != null) {
                takeRoom(room, cost, what, SessionLink.left(deadlineMs));
                failure = outcome(own, bytes, cost, what, deadlineMs);
            }
            if (failure != null) throw Refusals.exception(what, failure);
        } else {
            session.send(link, bytes, deadlineMs, quietly(room, cost, posting));
        }
    }

    private @Nullable ClientFailure outcome(
            ClientProducer link, ByteBuffer bytes, long cost, String what, long deadlineMs) throws JMSException {
        Waiting waiting = new Waiting(what);
        session.send(link, bytes, deadlineMs, failure -> {
            session.connection().room().giveBack(cost);
            waiting.answered(failure);
        });
        return waiting.outcome(SessionLink.left(deadlineMs));
    }

    /** It is handed to nobody, so that a transaction goes on without it; who sends asynchronously hears of it in its turn. */
    private void refuse(Message message, @Nullable CompletionListener listener, String what, ClientFailure why)
            throws JMSException {
        if (listener == null) throw Refusals.exception(what, why);
        session.completions().add(message, listener, what, () -> {}).answered(why);
    }

    private boolean waits(Posting posting, ConnectionOptions.Wait wait) {
        if (session.isTransacted()) return false; // the commit waits
        return wait == ConnectionOptions.Wait.ALL || wait == ConnectionOptions.Wait.SOME && posting.isPersistent();
    }

    /** Nobody waits: what goes wrong is the connection's news. */
    private Answer quietly(SendRoom room, long cost, Posting posting) {
        UnheardSends unheard = session.connection().unheard();
        boolean isTransacted = session.isTransacted(); // then the commit says it
        return (@Nullable ClientFailure failure) -> {
            room.giveBack(cost);
            if (failure != null && !isTransacted) unheard.failed(posting.words(), failure);
        };
    }

    private static void takeRoom(SendRoom room, long cost, String what, long timeoutMs) throws JMSException {
        try {
            if (room.take(cost, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs))) return;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new JMSException(what + ": interrupted while waiting for room; not sent");
        }
        throw new jakarta.jms.ResourceAllocationException(
                what + ": no room for it within " + timeoutMs + " ms, too much is not answered yet; not sent");
    }

    @Override
    public void close() throws JMSException {
        if (isClosed) return;
        if (session.completions().isCaller()) {
            throw new IllegalStateException("a completion listener cannot close its own producer");
        }
        isClosed = true;
        if (session.isClosed()) return;
        long timeoutMs = session.connection().options().timeoutMs(Setting.CLOSE_TIMEOUT_MS);
        session.completions().await("close producer", timeoutMs);
        links.close(timeoutMs);
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (isClosed) throw new IllegalStateException("the producer is closed");
    }

    private static void checkDeliveryMode(int mode) throws JMSException {
        if (mode != DeliveryMode.PERSISTENT && mode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException("no delivery mode: " + mode);
        }
    }

    private static void checkPriority(int priority) throws JMSException {
        if (priority < 0 || priority > 9) throw new JMSException("no priority, 0 to 9: " + priority);
    }

    private static void checkTimeToLive(long timeToLive) throws JMSException {
        if (timeToLive < 0) throw new JMSException("a time to live of at least 0 ms: " + timeToLive);
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        checkOpen();
        return destination;
    }

    @Override
    public @Nullable Queue getQueue() throws JMSException {
        return (Queue) getDestination();
    }

    @Override
    public @Nullable Topic getTopic() throws JMSException {
        return (Topic) getDestination();
    }

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        checkOpen();
        disablesMessageId = value;
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        checkOpen();
        return disablesMessageId;
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        checkOpen();
        disablesTimestamp = value;
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        checkOpen();
        return disablesTimestamp;
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        checkOpen();
        checkDeliveryMode(deliveryMode);
        this.deliveryMode = deliveryMode;
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        checkOpen();
        return deliveryMode;
    }

    @Override
    public void setPriority(int defaultPriority) throws JMSException {
        checkOpen();
        checkPriority(defaultPriority);
        priority = defaultPriority;
    }

    @Override
    public int getPriority() throws JMSException {
        checkOpen();
        return priority;
    }

    @Override
    public void setTimeToLive(long timeToLive) throws JMSException {
        checkOpen();
        checkTimeToLive(timeToLive);
        timeToLiveMs = timeToLive;
    }

    @Override
    public long getTimeToLive() throws JMSException {
        checkOpen();
        return timeToLiveMs;
    }

    @Override
    public void setDeliveryDelay(long deliveryDelay) throws JMSException {
        checkOpen();
        if (deliveryDelay < 0) throw new JMSException("a delivery delay of at least 0 ms: " + deliveryDelay);
        deliveryDelayMs = deliveryDelay;
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        checkOpen();
        return deliveryDelayMs;
    }
}
