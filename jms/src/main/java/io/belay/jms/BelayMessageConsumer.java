package io.belay.jms;

import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Receives messages of one destination (Jakarta Messaging chapter 8). Over a cut it goes on with the next message that the
 * application has not had. One thread at a time, the one that its session belongs to; {@link #close} is anybody's.
 */
public final class BelayMessageConsumer
        implements MessageConsumer, QueueReceiver, TopicSubscriber, ConditionalReceiver {
    private static final long DRAIN_MS = 2_000; // how much later than asked for a receive may end
    private static final long BRIEF_NS = 200_000_000; // what is on its way may not have come in such a time
    private static final long LOOK_NS = 200_000;
    private static final long FOREVER_NS = Long.MAX_VALUE / 4;

    private final BelaySession session;
    private final BelayDestination from;
    private final @Nullable String subscription; // durable, and its alone
    private final @Nullable String selector;
    private final boolean noLocal;
    private final Inflow inflow;
    private final ClientConsumer link;
    private final Prefetch prefetch;
    private final Heard heard = new Heard();
    private volatile @Nullable MessageListener listener;
    private volatile boolean isReceiving; // somebody is in receive
    private volatile boolean isHandingOut; // and found the connection started
    private volatile boolean isClosed;

    /** One that the broker knows already; {@link #start} lets its messages flow. */
    BelayMessageConsumer(
            BelaySession session,
            BelayDestination from,
            @Nullable String subscription,
            @Nullable String selector,
            boolean noLocal,
            Inflow inflow,
            ClientConsumer link) {
        this.session = session;
        this.from = from;
        this.subscription = subscription;
        this.selector = selector;
        this.noLocal = noLocal;
        this.inflow = inflow;
        this.link = link;
        ConnectionOptions options = session.connection().options();
        prefetch = new Prefetch(
                session.link().flow(link),
                session.connection().prefetchBudget(),
                options.count(Setting.PREFETCH),
                options.count(Setting.PREFETCH_REFILL_PERCENT));
    }

    BelayDestination from() {
        return from;
    }

    /** The durable subscription of which it is the one consumer; null if there is none. */
    @Nullable
    String subscription() {
        return subscription;
    }

    Inflow inflow() {
        return inflow;
    }

    ClientConsumer link() {
        return link;
    }

    /** The connection is started, or was already. */
    void start() {
        prefetch.begin(listener != null);
        inflow.nudge();
    }

    /** Whether a listener may be called: it is this consumer's still, which is open, and its connection started. */
    boolean isHeardBy(MessageListener listener) {
        return this.listener == listener && !isClosed && session.isStarted();
    }

    /** What was held is given back, and so is what comes; now it may flow again. */
    void refill() {
        prefetch.again(listener != null);
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return receive(0);
    }

    @Override
    public @Nullable Message receive(long timeout) throws JMSException {
        return received(System.nanoTime() + waitNs(timeout == 0 ? FOREVER_MS : timeout), "receive", null);
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        return received(System.nanoTime(), "receiveNoWait", null);
    }

    @Override
    public @Nullable Message receive(long timeoutMs, Predicate<Message> isWanted) throws JMSException {
        return received(System.nanoTime() + waitNs(timeoutMs), "receiveBody", isWanted);
    }

    private static long waitNs(long timeoutMs) throws JMSException {
        if (timeoutMs < 0) throw new JMSException("a timeout of at least 0 ms: " + timeoutMs);
        return timeoutMs == FOREVER_MS ? FOREVER_NS : TimeUnit.MILLISECONDS.toNanos(Math.min(timeoutMs, 1L << 40));
    }

    private @Nullable Message received(long endNs, String what, @Nullable Predicate<Message> isWanted)
            throws JMSException {
        checkOpen();
        if (session.hasListeners()) {
            throw new IllegalStateException(what + " in a session with a message listener");
        }
        boolean entered = session.enter(what);
        isReceiving = true;
        try {
            session.connection().checkUsable();
            if (session.connection().isClosing()) inflow.close();
            while (true) {
                ClientDelivery first = next(endNs);
                if (first == null) return nothing(what);
                if (isWanted != null && isLeft(first, isWanted)) return null;
                BelayMessage message = session.receive(this, first);
                if (message != null) return message; // else it was void or has expired
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new JMSException(what + ": the thread was interrupted while it waited; no message was taken");
        } finally {
            isHandingOut = false;
            isReceiving = false;
            if (entered) session.leave();
        }
    }

    /** Leaves what is not wanted, or cannot be asked, where it was; what is void or has expired is for others to find. */
    private boolean isLeft(ClientDelivery first, Predicate<Message> isWanted) throws JMSException {
        boolean isTaken = false;
        try {
            BelayMessage message = session.look(this, first);
            isTaken = message == null || isWanted.test(message);
        } finally {
            if (!isTaken) {
                inflow.putBack(first);
                prefetch.putBack();
            }
        }
        return !isTaken;
    }

    private @Nullable Message nothing(String what) throws JMSException {
        ClientFailure failure = inflow.failure();
        if (failure != null && !isClosed && !session.isClosed()) throw Refusals.exception(what, failure);
        session.connection().checkUsableOrClosed();
        return null;
    }

    private @Nullable ClientDelivery next(long endNs) throws InterruptedException, JMSException {
        boolean isBrief = endNs - System.nanoTime() < BRIEF_NS;
        prefetch.ask();
        ClientDelivery first = inflow.take(endNs, this::handOut);
        if (first == null && isWorthAsking(isBrief)) {
            boolean isDrained = isDrained(endNs);
            first = handOut();
            if (isDrained) prefetch.drained(first == null ? 0 : inflow.size() + 1);
        }
        if (first != null) prefetch.taken();
        return first;
    }

    /** Says so before it asks whether it may; who stops the connection does both the other way round, and sees one or the other. */
    private @Nullable ClientDelivery handOut() {
        isHandingOut = true;
        ClientDelivery first = session.isStarted() ? inflow.poll() : null;
        if (first == null) isHandingOut = false;
        return first;
    }

    /** Whether the broker may have something that has not had the time to come, or is to take back its credit; and can be asked. */
    private boolean isWorthAsking(boolean isBrief) {
        return (isBrief || prefetch.isNone())
                && session.isStarted()
                && !isClosed
                && inflow.failure() == null
                && session.connection().isConnected();
    }

    /** Asks the broker for what it has now; that he does not say so in time is no failure, there is just no message. */
    private boolean isDrained(long endNs) throws JMSException {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
        long timeoutMs = Math.min(
                Math.max(leftMs, DRAIN_MS), session.connection().options().timeoutMs(Setting.REQUEST_TIMEOUT_MS));
        try {
            prefetch.drain(timeoutMs);
            return true;
        } catch (JMSException late) {
            if (Thread.currentThread().isInterrupted()) throw late;
            return false;
        }
    }

    /** What the dispatcher calls; nobody else shall. */
    private final class Heard implements Dispatcher.Source {
        @Override
        public boolean hasMessage() {
            return listener != null && !isClosed && !inflow.isEmpty();
        }

        @Override
        public boolean dispatch() {
            MessageListener its = listener;
            if (its == null || isClosed) return false;
            ClientDelivery first = inflow.poll();
            if (first == null) return false;
            prefetch.taken();
            session.dispatch(BelayMessageConsumer.this, first, its);
            prefetch.ask();
            return true;
        }
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        checkOpen();
        if (listener != null) session.connection().checkUsable();
        this.listener = listener;
        if (listener == null) {
            session.dispatcher().remove(heard);
            return;
        }
        session.dispatcher().add(heard);
        if (session.isStarted()) prefetch.begin(true);
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return listener;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return (Queue) from;
    }

    @Override
    public Topic getTopic() throws JMSException {
        checkOpen();
        return (Topic) from;
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        checkOpen();
        return noLocal;
    }

    @Override
    public void close() throws JMSException {
        if (isClosed) return;
        isClosed = true;
        session.dispatcher().remove(heard);
        inflow.close(); // whoever waits in receive returns with nothing
        prefetch.end();
        session.consumers().remove(this);
        if (session.isClosed()) return;
        long deadlineMs = SessionLink.deadline(session.connection().options().timeoutMs(Setting.CLOSE_TIMEOUT_MS));
        try {
            awaitReceiver(deadlineMs);
            session.dispatcher().quiet(SessionLink.left(deadlineMs));
        } finally {
            // However busy the listener is: nobody would end it later.
            session.consumers().end(this, SessionLink.left(deadlineMs));
        }
    }

    /** The session ends, and all in it. */
    void ended() {
        isClosed = true;
        inflow.close();
        prefetch.end();
    }

    /**
     * Waits for who is in receive: it returns with what it has, or nothing, before the end (§8.8). Else it could give out what has gone
     * back to the broker already.
     */
    void awaitReceiver(long deadlineMs) {
        await(() -> !isReceiving, deadlineMs);
    }

    /** Waits for who is about to return from receive with a message: after a stop nobody gets one (§6.1.5). */
    void awaitHandOut(long deadlineMs) {
        await(() -> !isHandingOut, deadlineMs);
    }

    private void await(BooleanSupplier isSo, long deadlineMs) {
        while (!isSo.getAsBoolean()
                && ConnectionLoop.clockMs() < deadlineMs
                && !Thread.currentThread().isInterrupted()) LockSupport.parkNanos(this, LOOK_NS);
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (isClosed) throw new IllegalStateException("the consumer is closed");
    }
}
