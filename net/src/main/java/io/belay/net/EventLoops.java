package io.belay.net;

import io.belay.base.Check;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The threads that lines live on: one selector each, and one timer each for all of its lines. */
public final class EventLoops implements AutoCloseable {
    /** Milliseconds between two {@link LineHandler#tick}s. */
    public static final int TICK_MS = 250;

    private static final int CLOSE_TIMEOUT_MS = 2_000;

    /** The system's way to wait for many sockets. */
    public enum Transport {
        /** Linux epoll. */
        EPOLL,
        /** What the JDK has; everywhere. */
        NIO;

        /** The fastest that works here. */
        public static Transport best() {
            return Epoll.isAvailable() ? EPOLL : NIO;
        }

        private IoHandlerFactory factory() {
            return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        }
    }

    private final Transport transport;
    private final LongSupplier clockMs;
    private final MultiThreadIoEventLoopGroup group;
    private final Map<EventLoop, LoopLines> lines = new IdentityHashMap<>(); // complete before any line exists
    private final AtomicLong lineId = new AtomicLong();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int acceptedMax = Integer.MAX_VALUE;
    private volatile Doorkeeper doorkeeper = Doorkeeper.OPEN;

    /** As many loops as cores, on the best transport, by the JVM's monotonic clock. */
    public EventLoops() {
        this(Runtime.getRuntime().availableProcessors(), Transport.best(), () -> System.nanoTime() / 1_000_000);
    }

    /**
     * Starts the loops.
     *
     * @param count how many, 1 and up
     * @param transport one that works here
     * @param clockMs what {@link LineHandler#tick} tells; milliseconds, never falling, called on all loops
     */
    public EventLoops(int count, Transport transport, LongSupplier clockMs) {
        Check.argument(count >= 1, "at least 1 event loop", count);
        this.transport = transport;
        this.clockMs = clockMs;
        group = new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("belay-loop", true), transport.factory());
        for (EventExecutor each : group) startTicking((EventLoop) each);
    }

    private void startTicking(EventLoop loop) {
        LoopLines ofLoop = new LoopLines(clockMs);
        lines.put(loop, ofLoop);
        loop.scheduleWithFixedDelay(ofLoop::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** What the loops wait with. */
    public Transport transport() {
        return transport;
    }

    /** Who decides from now on which connections are heard, at all ports of these loops. Any thread. */
    public void keptBy(Doorkeeper its) {
        doorkeeper = its;
    }

    /**
     * How many connections that came in may be open from now on, at all ports of these loops together; the one too many is
     * closed at once. Without bound at first. Any thread.
     *
     * @param max 1 and up
     */
    public void acceptedMax(int max) {
        Check.argument(max >= 1, "at least 1 connection", max);
        acceptedMax = max;
    }

    /** Takes a place for a connection that came in, to be {@linkplain #leave left}; false if there is none. Any thread. */
    boolean enter() {
        if (accepted.incrementAndGet() <= acceptedMax) return true;
        accepted.decrementAndGet();
        return false;
    }

    void leave() {
        accepted.decrementAndGet();
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    /** A loop for what has no line yet: if there is only one, that of all lines to come. Any thread. */
    public ScheduledExecutorService anyLoop() {
        return group.next();
    }

    /** Whether a thread is one of the loops, which must not wait. Any thread. */
    public boolean isLoop(Thread thread) {
        for (EventExecutor each : group) if (each.inEventLoop(thread)) return true;
        return false;
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    LoopLines linesOf(EventLoop loop) {
        return Objects.requireNonNull(lines.get(loop), "a loop of this group");
    }

    long nextLineId() {
        return lineId.incrementAndGet();
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    /** Ends the loops and whatever lines are left, within seconds. Not from a loop. */
    @Override
    public void close() {
        if (group.isShuttingDown()) return;
        // A loop that ends may drop what its last closed lines were still to be told, so they go before it does.
        for (EventExecutor each : group) {
            each.submit(linesOf((EventLoop) each)::end).awaitUninterruptibly(CLOSE_TIMEOUT_MS);
            each.submit(() -> {}).awaitUninterruptibly(CLOSE_TIMEOUT_MS);
        }
        group.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
