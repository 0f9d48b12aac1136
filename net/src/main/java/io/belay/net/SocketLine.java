package io.belay.net;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line on a Netty channel. Where TLS or a WebSocket comes first, it stands when those are agreed on, and not before.
 *
 * <pre>
 *   NEW ──stands──► OPEN       NEW ── no agreement in time ──► CLOSED: the Birth hears why
 *
 *            close()                 all written             peer's FIN, or closeTimeoutMs
 *   OPEN ──────────────► FLUSHING ───────────────► LINGERING ───────────────► CLOSED: lost(why, false)
 *    │ peer's FIN: lost(FIN, true), then FLUSHING and CLOSED without lingering
 *    └ reset, failed write ─────────────────────────────────────────────────► CLOSED: lost(cause, true)
 * </pre>
 *
 * Lingering reads and drops what still comes: closing a socket with unread bytes would send a reset, which may overtake
 * the last thing that we said.
 */
final class SocketLine extends ChannelInboundHandlerAdapter implements Line {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLine.class);

    private enum State {
        NEW,
        OPEN,
        FLUSHING,
        LINGERING,
        CLOSED
    }

    /** In {@link LoopLines}; −1 when not there. */
    int indexInLoop = -1;

    private final EventLoops loops;
    private final LineOptions options;
    private final LineAcceptor acceptor;
    private final SocketChannel channel;
    private final Ending ending;
    private final BiConsumer<String, Break> stillborn;
    private final Outbox outbox;
    private final long id;
    private String peer = "";
    private @Nullable LineHandler handler; // null before the line stands and after lost
    private State state = State.NEW;
    private @Nullable Future<?> deadline; // for NEW to end
    private boolean stillbornTold;
    private @Nullable Break lossCause; // the first one stands
    private boolean lostByPeer;
    private boolean inputEnded;
    private boolean clogged;
    private long cutAtMs; // meaningful once not OPEN

    /**
     * @param ending what is to be said before the connection closes
     * @param stillborn hears whose line never stood and why, if it never does
     */
    SocketLine(
            EventLoops loops,
            LineOptions options,
            LineAcceptor acceptor,
            SocketChannel channel,
            Ending ending,
            BiConsumer<String, Break> stillborn) {
        this.loops = loops;
        this.options = options;
        this.acceptor = acceptor;
        this.channel = channel;
        this.ending = ending;
        this.stillborn = stillborn;
        outbox = new Outbox(channel, this);
        id = loops.nextLineId();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public boolean isEncrypted() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    @Override
    public @Nullable String certificate() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null ? null : Tls.peerOf(tls);
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (state != State.OPEN) {
            bytes.position(bytes.limit());
            return;
        }
        outbox.append(bytes);
        if (outbox.unwritten() > options.highWaterBytes()) clogged = true;
    }

    @Override
    public void flush() {
        if (state == State.OPEN) outbox.flush();
    }

    @Override
    public long unwrittenBytes() {
        return outbox.unwritten();
    }

    /** What was written whole, and of what is being written. */
    @Override
    public long takenMark() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return outbox.written() + (waiting == null ? 0 : waiting.currentProgress());
    }

    @Override
    public void pauseReading() {
        if (state == State.OPEN) channel.config().setAutoRead(false);
    }

    @Override
    public void resumeReading() {
        channel.config().setAutoRead(true);
    }

    @Override
    public void close(Break why) {
        if (state != State.OPEN) return;
        blame(why, false);
        flushThenClose();
    }

    @Override
    public Executor loop() {
        return channel.eventLoop();
    }

    @Override
    public void execute(Runnable task) {
        try {
            channel.eventLoop().execute(() -> run(task));
        } catch (RejectedExecutionException loopsClosed) {
            LOG.debug("task for {} dropped: loops are closed", peer);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) { // also an error, say for want of memory: the other lines of the loop go on
            costs(bug);
        }
    }

    /** Gives the line up if it does not stand after so many milliseconds. */
    void standWithin(int timeoutMs) {
        peer = nameOf(channel); // while it can be asked: of a connection that came in it is known from the first
        deadline = channel.eventLoop().schedule(() -> notStanding(timeoutMs), timeoutMs, TimeUnit.MILLISECONDS);
    }

    private void notStanding(int timeoutMs) {
        if (state != State.NEW) return;
        blame(Losses.ofCover("no answer within " + timeoutMs + " ms"), true);
        channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state != State.NEW) return;
        state = State.OPEN;
        if (deadline != null) deadline.cancel(false);
        peer = nameOf(channel);
        loops.linesOf((EventLoop) loop()).add(this);
        handler = acceptor.accept(this);
    }

    private static String nameOf(SocketChannel channel) {
        InetSocketAddress address = channel.remoteAddress();
        return address == null ? "unknown" : NetUtil.toSocketAddressString(address);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (state == State.OPEN && handler != null)
                handler.received(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.OPEN && handler != null) handler.batchEnd();
    }

    /** The peer has said its last; it may still listen. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) return;
        inputEnded = true;
        if (lossCause == null) blame(Losses.FIN, true);
        if (state == State.NEW) channel.close();
        if (state == State.OPEN) {
            sayLost();
            flushThenClose();
        } else if (state == State.LINGERING) {
            channel.close();
        }
    }

    private void flushThenClose() {
        state = State.FLUSHING;
        cutAtMs = loops.nowMs() + options.closeTimeoutMs();
        outbox.flush();
        if (outbox.unwritten() == 0) allWritten();
    }

    private void allWritten() {
        state = State.LINGERING;
        ending.say(this::allSaid);
    }

    private void allSaid() {
        if (inputEnded) {
            channel.close();
            return;
        }
        channel.shutdownOutput();
        channel.config().setAutoRead(true);
    }

    void written() {
        if (state == State.FLUSHING && outbox.unwritten() == 0) allWritten();
        if (!clogged || outbox.unwritten() > options.lowWaterBytes()) return;
        clogged = false;
        if (state == State.OPEN && handler != null) run(handler::drained);
    }

    /** Ends with its loop: nothing more is written. */
    void cut() {
        channel.close();
    }

    void writeFailed(Throwable cause) {
        // A write that came too late only says that the channel is closed: that is no cause, but a consequence.
        if (cause instanceof ClosedChannelException) return;
        blame(Losses.ofWrite(cause), true);
        channel.close();
    }

    void tick(long nowMs) {
        if (state == State.OPEN) {
            LineHandler ours = handler;
            if (ours != null) run(() -> ours.tick(nowMs));
        } else if (nowMs >= cutAtMs) {
            channel.config().setSoLinger(0); // the kernel shall not keep for it what it does not take
            channel.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (state == State.NEW) {
            doNotStand(cause);
        } else if (cause instanceof IOException lost) {
            blame(Losses.ofRead(lost), true);
            channel.close();
        } else {
            costs(cause);
        }
    }

    /** What a gate has said, an answer in HTTP for example, is given the time to arrive. */
    private void doNotStand(Throwable cause) {
        if (stillbornTold) return;
        blame(
                cause instanceof IOException
                        ? Losses.ofCover(String.valueOf(cause.getMessage()))
                        : new Break(Cause.BUG, "internal error: " + cause),
                true);
        if (!(cause instanceof IOException)) LOG.error("no line with {}: a bug of ours", nameOf(channel), cause);
        tellStillborn();
        ending.say(channel::shutdownOutput);
        channel.eventLoop().schedule(this::cut, options.closeTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    private void tellStillborn() {
        if (deadline != null) deadline.cancel(false);
        if (stillbornTold) return;
        stillbornTold = true;
        if (lossCause != null) stillborn.accept(peer, lossCause);
    }

    private void costs(Throwable bug) {
        LOG.error("line {} of {} is closed because of a bug of ours", id, peer, bug);
        close(new Break(Cause.BUG, "internal error: " + bug));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        blame(Losses.LOOPS_CLOSED, false);
        if (state == State.NEW) tellStillborn();
        state = State.CLOSED;
        outbox.discard();
        loops.linesOf((EventLoop) loop()).remove(this);
        sayLost();
    }

    private void blame(Break why, boolean byPeer) {
        if (lossCause != null) return;
        lossCause = why;
        lostByPeer = byPeer;
    }

    private void sayLost() {
        LineHandler told = handler;
        handler = null;
        if (told == null || lossCause == null) return;
        try {
            told.lost(lossCause, lostByPeer);
        } catch (Throwable bug) {
            LOG.error("line {} of {}: handler failed at its last call", id, peer, bug);
        }
    }
}
