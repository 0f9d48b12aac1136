package io.belay.jms;

import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Symbol;
import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import io.belay.client.ClientOptions;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker that outlives its lines (Jakarta Messaging chapter 6.1). When a line is lost it comes back by itself
 * and goes on where it was: calls that wait go on waiting, up to their deadlines, and what had arrived is not sent twice. Its
 * {@link ConnectionEventListener}s hear how it fares; its exception listener only if something is lost for good. Any thread.
 */
public final class BelayConnection extends DomainConnection {
    private static final Symbol ANONYMOUS_RELAY = Symbol.of("ANONYMOUS-RELAY");

    private final ConnectionOptions options;
    private final LoopPool loops;
    private final String id = "ID:" + UUID.randomUUID();
    private final SendRoom room;
    private final Addresses addresses;
    private final PrefetchBudget prefetchBudget;
    private final ConnectionNews news;
    private final List<BelaySession> sessions = new CopyOnWriteArrayList<>();
    private final UnheardSends unheard = new UnheardSends(this::tellUnheard, this::soon);
    private final TemporaryDestinations temporaries = new TemporaryDestinations(this);
    private final AtomicInteger sessionCount = new AtomicInteger();
    private volatile ConnectionLoop loop;
    private volatile @Nullable String clientId;
    private volatile boolean isUsed; // then the client id stands
    private volatile boolean isOpen; // the first connection stood
    private volatile boolean isStarted;
    private volatile boolean isClosing; // no message is given out any more
    private volatile boolean isClosed;
    private volatile boolean isConnected;
    private volatile boolean relaysAnonymous = true;
    private volatile @Nullable ClientFailure failure; // it is over

    private BelayConnection(ConnectionOptions options, LoopPool loops, BelaySession.Domain domain)
            throws InvalidClientIDException {
        super(domain);
        this.options = options;
        this.loops = loops;
        room = options.sendRoom();
        addresses = Addresses.of(options.settings());
        prefetchBudget = new PrefetchBudget(options.count(Setting.CONNECTION_PREFETCH_MAX));
        String configured = options.settings().text(Setting.CLIENT_ID);
        clientId = configured.isEmpty() ? null : configured;
        news = new ConnectionNews(clientId == null ? id : configured);
        loop = loopFor(clientId == null ? id : configured);
    }

    /**
     * Connects.
     *
     * @param loops the threads of all connections of a factory
     * @throws jakarta.jms.JMSSecurityException if the broker does not believe who we are
     * @throws InvalidClientIDException if the client id is in use
     * @throws JMSException if no broker could be reached in time; with what each attempt met
     */
    static BelayConnection open(ConnectionOptions options, LoopPool loops, BelaySession.Domain domain)
            throws JMSException {
        BelayConnection connection = new BelayConnection(options, loops, domain);
        try {
            connection.open(connection.loop);
            return connection;
        } catch (JMSException refused) {
            connection.isClosed = true;
            connection.loop.close();
            connection.news.close();
            throw refused;
        }
    }

    private ConnectionLoop loopFor(String containerId) throws InvalidClientIDException {
        ClientOptions client = options.client(containerId);
        checkLength(containerId, client.containerIdLengthMax());
        return new ConnectionLoop(
                loops, client, options.returning(), options.dialing(), options.tokens(), this::happened);
    }

    private static void checkLength(String clientId, int most) throws InvalidClientIDException {
        int length = clientId.getBytes(StandardCharsets.UTF_8).length;
        if (length <= most) return;
        throw new InvalidClientIDException("a client id of " + length + " bytes, at most " + most
                + " are allowed: it goes into the first frame to the broker (AMQP 1.0 §2.4.1)");
    }

    private void open(ConnectionLoop its) throws JMSException {
        long timeoutMs = options.timeoutMs(Setting.CONNECT_TIMEOUT_MS);
        long deadlineMs = SessionLink.deadline(timeoutMs);
        Waiting waiting = new Waiting("connect to " + options.settings().addressList());
        its.post(() -> its.session().open(deadlineMs, waiting));
        waiting.await(timeoutMs);
        isOpen = true;
    }

    /** Whether it has ended against the application's will. Any thread. */
    boolean isOver() {
        return failure != null;
    }

    /** On the loop. */
    private void happened(ConnectionLoop where, ClientEvent event) {
        if (where != loop && !(event instanceof ClientEvent.Connected)) return; // of a line in nobody's name
        if (event instanceof ClientEvent.Connected || event instanceof ClientEvent.Resumed) {
            isConnected = true;
            Performative.Open peer = where.session().peer();
            relaysAnonymous = peer == null || peer.offeredCapabilities().contains(ANONYMOUS_RELAY);
        }
        if (endsLine(event)) isConnected = false;
        if (event instanceof ClientEvent.Failed failed) {
            if (!isOpen) return; // whoever opens it is told
            failure = failed.failure();
            room.close();
            sessions.forEach(each -> each.failed(failed.failure()));
            unheard.tell(); // before the end, at which the application may close, and hear no more
        }
        if (event instanceof ClientEvent.DestinationLost lost) temporaries.lost(lost.destination());
        news.happened(event);
    }

    private static boolean endsLine(ClientEvent event) {
        return event instanceof ClientEvent.Interrupted
                || event instanceof ClientEvent.Failed
                || event instanceof ClientEvent.Closed;
    }

    // What its parts need

    ConnectionOptions options() {
        return options;
    }

    ConnectionLoop loop() {
        return loop;
    }

    SendRoom room() {
        return room;
    }

    /** On the loop. */
    UnheardSends unheard() {
        return unheard;
    }

    private void soon(Runnable task) {
        loop.later(task, UnheardSends.GATHER_MS);
    }

    Addresses addresses() {
        return addresses;
    }

    PrefetchBudget prefetchBudget() {
        return prefetchBudget;
    }

    boolean isStarted() {
        return isStarted;
    }

    /** Whether it is closed, or waits only for its listeners. */
    boolean isClosing() {
        return isClosing;
    }

    /** Whether a line is in use, as far as is known. */
    boolean isConnected() {
        return isConnected;
    }

    boolean relaysAnonymous() {
        return relaysAnonymous;
    }

    /** Its client id, or what stands for one. */
    String name() {
        String own = clientId;
        return own == null ? id : own;
    }

    boolean hasNoClientId() {
        return clientId == null;
    }

    void checkClientId() throws IllegalStateException {
        if (clientId == null) throw new IllegalStateException("an unshared durable subscription needs a client id");
    }

    /**
     * Refuses what would wait for the application itself: a durable subscription is in use until what its consumer gave out is done
     * with, though that consumer is closed.
     */
    void checkLetGo(@Nullable String subscription) throws IllegalStateException {
        if (subscription == null || sessions.stream().noneMatch(each -> each.holds(subscription))) return;
        throw new IllegalStateException("a closed consumer of subscription " + subscription
                + " has given out messages that are not acknowledged, or whose transaction is open");
    }

    /** Tells the exception listener what nobody waits for. */
    void tell(JMSException trouble) {
        if (!isClosed) news.exception(trouble);
    }

    /** The same, even while it closes: what had failed by then is told. */
    private void tellUnheard(JMSException trouble) {
        news.exception(trouble);
    }

    void checkUsable() throws JMSException {
        if (isClosed) throw new IllegalStateException("the connection is closed");
        checkUsableOrClosed();
    }

    void checkUsableOrClosed() throws JMSException {
        ClientFailure over = failure;
        if (over != null && !isClosed) throw Refusals.exception("the connection is over", over);
    }

    TemporaryDestinations temporaries() {
        return temporaries;
    }

    /** Whether any of its sessions consumes from a place. */
    boolean consumes(BelayDestination from) {
        return sessions.stream().anyMatch(each -> each.consumes(from));
    }

    // Sessions

    @Override
    BelaySession session(AcknowledgeMode mode, BelaySession.Domain domain) throws JMSException {
        checkUsable();
        isUsed = true;
        BelaySession session = new BelaySession(this, mode, domain, id + ":" + sessionCount.incrementAndGet());
        sessions.add(session);
        if (isStarted) session.start();
        return session;
    }

    void removed(BelaySession session) {
        sessions.remove(session);
    }

    // Who and where

    @Override
    public @Nullable String getClientID() throws JMSException {
        checkUsable();
        return clientId;
    }

    @Override
    public synchronized void setClientID(String clientId) throws JMSException {
        checkUsable();
        if (this.clientId != null) throw new IllegalStateException("the client id is " + this.clientId);
        if (isUsed) throw new IllegalStateException("the connection is in use: set the client id before all else");
        if (options.settings().flag(Setting.CLIENT_ID_FIXED)) {
            throw new IllegalStateException("the client id is the administrator's business");
        }
        if (clientId == null || clientId.isEmpty()) throw new InvalidClientIDException("an empty client id");
        ConnectionLoop nameless = loop;
        ConnectionLoop named = loopFor(clientId);
        try {
            open(named);
        } catch (JMSException refused) {
            named.close();
            throw refused;
        }
        loop = named;
        this.clientId = clientId;
        isUsed = true;
        leave(nameless);
    }

    /** The first line, opened to see whether we are let in, was in nobody's name. */
    private void leave(ConnectionLoop nameless) throws JMSException {
        try {
            new SessionLink(nameless, false)
                    .askPatiently("close", options.timeoutMs(Setting.CLOSE_TIMEOUT_MS), nameless.session()::close);
        } finally {
            nameless.close();
        }
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        checkUsable();
        return news.exceptionListener();
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        checkUsable();
        isUsed = true;
        news.exceptionListener(listener);
    }

    /** From now on it is told what happens. */
    public void addEventListener(ConnectionEventListener listener) {
        news.add(listener);
    }

    /** It is told no more. */
    public void removeEventListener(ConnectionEventListener listener) {
        news.remove(listener);
    }

    /** The address of the broker that the line leads to, or led to last, as it stands in the list. */
    public String brokerAddress() {
        return news.address();
    }

    // Start, stop and the end

    @Override
    public void start() throws JMSException {
        checkUsable();
        if (isClosing) return;
        isUsed = true;
        isStarted = true;
        sessions.forEach(BelaySession::start);
    }

    @Override
    public void stop() throws JMSException {
        checkUsable();
        isUsed = true;
        for (BelaySession each : sessions) {
            if (each.dispatcher().isCaller()) {
                throw new IllegalStateException("a message listener cannot stop its own connection");
            }
        }
        isStarted = false;
        sessions.forEach(BelaySession::halt); // all of them before the first is waited for
        long deadlineMs = SessionLink.deadline(options.timeoutMs(Setting.REQUEST_TIMEOUT_MS));
        JMSException trouble = null;
        for (BelaySession each : sessions) {
            try {
                each.awaitQuiet(deadlineMs);
            } catch (JMSException late) {
                if (trouble == null) trouble = late;
            }
        }
        if (trouble != null) throw trouble;
    }

    /** An interrupt does not hurry it, for what is left half done would be in doubt; the thread has that back afterwards. */
    @Override
    public void close() throws JMSException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            closeOnce();
        } finally {
            if (wasInterrupted) Thread.currentThread().interrupt();
        }
    }

    private void closeOnce() throws JMSException {
        synchronized (this) {
            if (isClosing) return;
            for (BelaySession each : sessions) each.checkMayClose("connection");
            isClosing = true;
        }
        isStarted = false;
        long deadlineMs = SessionLink.deadline(options.timeoutMs(Setting.CLOSE_TIMEOUT_MS));
        sessions.forEach(BelaySession::halt); // all of them before the first is waited for
        sessions.forEach(BelaySession::endReceives);
        sessions.forEach(each -> each.letListenerFinish(deadlineMs));
        isClosed = true;
        JMSException trouble = null;
        for (BelaySession each : sessions) {
            try {
                each.stopWork(deadlineMs); // its links end with the connection
            } catch (JMSException late) {
                trouble = late;
            }
        }
        sessions.clear();
        try {
            if (failure == null) sayGoodbye(SessionLink.left(deadlineMs));
        } catch (JMSException late) {
            trouble = late;
        }
        room.close();
        loop.post(unheard::tell); // what failed a moment ago, or by the close
        loop.close();
        news.close();
        if (trouble instanceof MessageInDoubtException) throw trouble;
    }

    private void sayGoodbye(long timeoutMs) throws JMSException {
        // When it is answered, so is all else; a loop that ended before would leave others waiting.
        new SessionLink(loop, false).askPatiently("close connection", timeoutMs, loop.session()::close);
    }
}
