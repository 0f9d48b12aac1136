package io.belay.jms;

import io.belay.base.Break;
import io.belay.client.ClientEvent;
import io.belay.client.ClientListener;
import io.belay.client.ClientOptions;
import io.belay.client.ClientPort;
import io.belay.client.ClientSession;
import io.belay.client.ReturnOptions;
import io.belay.net.BrokerAddress;
import io.belay.net.BrokerDialer;
import io.belay.net.DialOptions;
import io.belay.net.EventLoops;
import io.belay.net.Line;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that drives a {@link ClientSession}, maybe with those of other connections: gives it lines, bytes, time, and what
 * the application wants. Application threads {@link #post} to it; all else is on the loop.
 */
final class ConnectionLoop implements ClientPort, ClientListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);
    private static final long NEVER = Long.MAX_VALUE;

    private static final int CLOSE_TIMEOUT_MS = 2_000;

    private final LoopPool pool;
    private final LoopPool.Shared shared;
    private final EventLoops loops;
    private final ScheduledExecutorService executor;
    private final LoopInbox inbox;
    private final SecureRandom random = new SecureRandom();
    private final BrokerDialer dialer;
    private final LineOptions lineOptions;
    private final BiConsumer<ConnectionLoop, ClientEvent> events;
    private final ClientSession session;
    private final @Nullable TokenDesk tokens;
    private @Nullable Way way; // dialed last, if it has not ended
    private @Nullable Way earlier; // dialed before that, likewise
    private @Nullable ScheduledFuture<?> tick;
    private long tickAtMs = NEVER;
    private volatile boolean isClosed;

    /**
     * A loop with a session that is not open yet.
     *
     * @param pool whose loop is used until {@link #close}
     * @param tokens by which it says who it is, null for the user and password of the options
     * @param events hears of what happens to the session, on the loop
     */
    ConnectionLoop(
            LoopPool pool,
            ClientOptions options,
            ReturnOptions returning,
            DialOptions dialing,
            @Nullable TokenSource tokens,
            BiConsumer<ConnectionLoop, ClientEvent> events) {
        this.pool = pool;
        shared = pool.take();
        loops = shared.loops();
        executor = loops.anyLoop();
        inbox = new LoopInbox(executor, this::batchEnd, this::broken);
        dialer = new BrokerDialer(loops, dialing);
        lineOptions = dialing.line();
        this.events = events;
        this.tokens = tokens == null ? null : new TokenDesk(tokens);
        session = new ClientSession(options, returning, this, this, clockMs());
    }

    /** Milliseconds of the clock that deadlines are told in. */
    static long clockMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** On the loop, where not said otherwise. */
    ClientSession session() {
        return session;
    }

    /** Hands over a task; those of one thread run in their order. Any thread. */
    void post(LoopTask task) {
        inbox.post(task);
    }

    /** Likewise. */
    void post(Runnable task) {
        inbox.post(LoopTask.of(task));
    }

    /** Runs a task after a while, unless all has ended by then. On the loop. */
    void later(Runnable task, int afterMs) {
        if (isClosed) return;
        executor.schedule(() -> guarded(task), afterMs, TimeUnit.MILLISECONDS);
    }

    /** Whether the calling thread is the loop, which must not wait. */
    boolean isLoop() {
        return loops.isLoop(Thread.currentThread());
    }

    /**
     * Ends whatever line is left, and the thread if it is nobody else's; afterwards nothing is answered any more. Any thread but
     * the loop.
     */
    void close() {
        if (isClosed) return;
        isClosed = true;
        try {
            CompletableFuture.runAsync(this::end, executor)
                    .orTimeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException stuck) {
            LOG.warn("the messaging client does not end in time", stuck);
        }
        pool.giveBack(shared);
    }

    private void end() {
        if (tick != null) tick.cancel(false);
        if (earlier != null) hangUp(earlier.number, "closed");
        if (way != null) hangUp(way.number, "closed");
    }

    private void batchEnd() {
        session.flush(clockMs());
        if (earlier != null) earlier.flush();
        if (way != null) way.flush();
        schedule();
    }

    private void schedule() {
        if (isClosed) return; // whoever comes late is answered at once
        long nextMs = session.nextTickMs();
        if (nextMs >= tickAtMs) return; // a tick that comes too early asks again
        if (tick != null) tick.cancel(false);
        tickAtMs = nextMs;
        tick = executor.schedule(this::tick, Math.max(0, nextMs - clockMs()), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        tick = null;
        tickAtMs = NEVER;
        guarded(() -> session.tick(clockMs()));
    }

    /** Outermost: a bug in the session costs the line, and with it what the session has mixed up there. */
    private void guarded(Runnable driverCall) {
        try {
            driverCall.run();
            batchEnd();
        } catch (Throwable bug) {
            broken(bug);
        }
    }

    private void broken(Throwable bug) {
        LOG.error("a bug in the messaging client, its line is closed", bug);
        String why = "internal error: " + bug;
        if (earlier != null) earlier.close(why);
        if (way != null) way.close(why);
    }

    @Override
    public void dial(long number, String address) {
        if (isClosed) return; // nobody waits for it any more
        Way fresh = new Way(number);
        if (way != null) earlier = way;
        way = fresh;
        if (tokens == null) connect(fresh, address);
        else
            tokens.ask()
                    .whenComplete((fetched, failure) -> executor.execute(() -> {
                        if (isClosed || way(number) == null) return; // it took too long
                        fresh.token = fetched;
                        if (failure == null) connect(fresh, address);
                        else failed(number, "no token: " + words(failure));
                    }));
    }

    private void connect(Way fresh, String address) {
        long number = fresh.number;
        CompletableFuture<Line> attempt = dialer.dial(BrokerAddress.parse(address), its -> new Handler(number));
        fresh.dialing = attempt;
        attempt.whenComplete((standing, failure) -> {
            // Later: the session must have returned first, and the line must have its handler.
            if (standing != null) executor.execute(() -> dialed(number, standing));
            else executor.execute(() -> failed(number, words(failure)));
        });
    }

    private void failed(long number, String why) {
        forget(number);
        guarded(() -> session.dialFailed(number, why, clockMs()));
    }

    /** Null if it has ended. */
    private @Nullable Way way(long number) {
        if (way != null && way.number == number) return way;
        return earlier != null && earlier.number == number ? earlier : null;
    }

    private @Nullable Way forget(long number) {
        Way gone = way(number);
        if (gone == null) return null;
        if (gone == way) way = earlier;
        earlier = null;
        return gone;
    }

    private static String words(Throwable failure) {
        Throwable cause = failure.getCause() == null || failure.getMessage() != null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void dialed(long number, Line standing) {
        Way itsWay = way(number);
        if (itsWay == null) {
            standing.close("nobody wants it any more");
            return;
        }
        itsWay.line = standing;
        guarded(() -> session.dialed(number, clockMs()));
    }

    @Override
    public void send(long number, ByteBuffer bytes) {
        Way itsWay = way(number);
        if (itsWay != null && itsWay.line != null) itsWay.line.send(bytes);
    }

    @Override
    public boolean isWritable(long number) {
        Way itsWay = way(number);
        Line standing = itsWay == null ? null : itsWay.line;
        return standing != null && standing.unwrittenBytes() <= lineOptions.highWaterBytes();
    }

    @Override
    public void hangUp(long number, String why) {
        Way gone = forget(number);
        if (gone == null) return;
        if (gone.dialing != null) gone.dialing.cancel(true);
        gone.flush();
        gone.close(why);
    }

    @Override
    public @Nullable String token(long number) {
        Way itsWay = way(number);
        return itsWay == null ? null : itsWay.token;
    }

    @Override
    public long random() {
        return random.nextLong();
    }

    @Override
    public void event(ClientEvent event) {
        events.accept(this, event);
    }

    @Override
    public void writable() {
        // Application threads wait for room at their own gate, before anything is posted.
    }

    /** One line, from the dialing to its end. */
    private static final class Way {
        private final long number;
        private @Nullable String token;
        private @Nullable CompletableFuture<Line> dialing;
        private @Nullable Line line; // once it stands

        Way(long number) {
            this.number = number;
        }

        void flush() {
            if (line != null) line.flush();
        }

        void close(String why) {
            if (line != null) line.close(why);
        }
    }

    /** News of one line. */
    private final class Handler implements LineHandler {
        private final long number;

        Handler(long number) {
            this.number = number;
        }

        @Override
        public void received(ByteBuffer bytes) {
            session.received(number, bytes, clockMs());
        }

        @Override
        public void batchEnd() {
            ConnectionLoop.this.batchEnd();
        }

        @Override
        public void drained() {
            session.drained(number, clockMs());
            ConnectionLoop.this.batchEnd();
        }

        @Override
        public void tick(long nowMs) {
            // The session says itself when it wants one.
        }

        @Override
        public void lost(Break why, boolean byPeer) {
            forget(number);
            guarded(() -> session.lost(number, why.words(), clockMs()));
        }
    }
}
