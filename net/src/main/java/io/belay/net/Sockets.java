package io.belay.net;

import io.belay.base.Break;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up Netty's two kinds of bootstrap as {@link LineOptions} say. */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    /** Nothing is held between reads; within one, the buffer grows with what comes, up to 128 KiB. */
    private static final AdaptiveRecvByteBufAllocator RECEIVE = new AdaptiveRecvByteBufAllocator(512, 2048, 128 * 1024);

    private Sockets() {}

    static ServerBootstrap server(EventLoops loops, LineOptions options, Cover cover, LineAcceptor acceptor) {
        boolean epoll = loops.transport() == EventLoops.Transport.EPOLL;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_BACKLOG, options.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, options.noDelay())
                .childOption(ChannelOption.SO_KEEPALIVE, options.keepAlive());
        if (epoll) bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, options.userTimeoutMs());
        int patienceMs = cover == Cover.NONE ? 0 : options.handshakeTimeoutMs();
        BiConsumer<String, Break> stillborn = (peer, why) -> {
            LOG.debug("the connection of {} came to nothing: {}", peer, why.text());
            acceptor.stillborn(peer, why);
        };
        return bootstrap.childHandler(lines(loops, options, cover, acceptor, patienceMs, stillborn));
    }

    /** @param stillborn hears why the line never stood; a connection that fails is told by the connecting itself */
    static Bootstrap client(
            EventLoops loops,
            LineOptions options,
            Cover cover,
            LineAcceptor acceptor,
            BiConsumer<String, Break> stillborn) {
        boolean epoll = loops.transport() == EventLoops.Transport.EPOLL;
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, options.noDelay())
                .option(ChannelOption.SO_KEEPALIVE, options.keepAlive())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, options.connectTimeoutMs());
        if (epoll) bootstrap.option(EpollChannelOption.TCP_USER_TIMEOUT, options.userTimeoutMs());
        int patienceMs = cover == Cover.NONE ? 0 : options.connectTimeoutMs();
        return bootstrap.handler(lines(loops, options, cover, acceptor, patienceMs, stillborn));
    }

    /** @param patienceMs for the cover to be agreed on; 0 where there is none */
    private static ChannelInitializer<SocketChannel> lines(
            EventLoops loops,
            LineOptions options,
            Cover cover,
            LineAcceptor acceptor,
            int patienceMs,
            BiConsumer<String, Break> stillborn) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                ChosenAcceptor chosen = new ChosenAcceptor(acceptor);
                Ending ending = cover.put(channel, chosen::choose);
                SocketLine line = new SocketLine(loops, options, chosen, channel, ending, stillborn);
                channel.pipeline().addLast(line);
                if (patienceMs > 0) line.standWithin(patienceMs);
            }
        };
    }

    /** Who takes the line: as the listener says, unless the cover knows better. */
    private static final class ChosenAcceptor implements LineAcceptor {
        private LineAcceptor its;

        ChosenAcceptor(LineAcceptor its) {
            this.its = its;
        }

        void choose(LineAcceptor other) {
            its = other;
        }

        @Override
        public LineHandler accept(Line line) {
            return its.accept(line);
        }
    }
}
