package io.belay.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before a listener's lines: counts who is in, turns away the one too many, rests when accepting fails. */
final class Door extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final int REST_MS = 1_000;

    private final EventLoops loops;
    private final int connectionsMax;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final ChannelFutureListener leaves = closed -> leave();

    Door(EventLoops loops, int connectionsMax) {
        this.loops = loops;
        this.connectionsMax = connectionsMax;
    }

    int open() {
        return open.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel line = (Channel) accepted;
        if (!lets(address(line))) {
            refused.incrementAndGet();
            line.unsafe().closeForcibly();
            return;
        }
        open.incrementAndGet();
        line.closeFuture().addListener(leaves);
        context.fireChannelRead(accepted);
    }

    private void leave() {
        open.decrementAndGet();
        loops.leave();
    }

    /** If so, it has entered the loops. */
    private boolean lets(String address) {
        Doorkeeper doorkeeper = loops.doorkeeper();
        boolean isFull = open.get() >= connectionsMax; // only this loop counts up
        if (isFull) {
            doorkeeper.full(address);
            return false;
        }
        if (!loops.enter()) {
            doorkeeper.crowded(address);
            return false;
        }
        if (doorkeeper.hears(address)) return true;
        loops.leave();
        return false;
    }

    private static String address(Channel line) {
        boolean isKnown = line.remoteAddress() instanceof InetSocketAddress from && from.getAddress() != null;
        return isKnown ? NetUtil.toAddressString(((InetSocketAddress) line.remoteAddress()).getAddress()) : "unknown";
    }

    /** Most likely the process is out of file descriptors; trying again at once would fail in a busy loop. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("cannot accept a connection, resting for {} ms: {}", REST_MS, cause.toString());
        Channel server = context.channel();
        server.config().setAutoRead(false);
        server.eventLoop().schedule(() -> server.config().setAutoRead(true), REST_MS, TimeUnit.MILLISECONDS);
    }
}
