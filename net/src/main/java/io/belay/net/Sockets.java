package io.belay.net;

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

/** Sets up Netty's two kinds of bootstrap as {@link LineOptions} say. */
final class Sockets {
    /** Nothing is held between reads; within one, the buffer grows with what comes, up to 128 KiB. */
    private static final AdaptiveRecvByteBufAllocator RECEIVE = new AdaptiveRecvByteBufAllocator(512, 2048, 128 * 1024);

    private Sockets() {}

    static ServerBootstrap server(EventLoops loops, LineOptions options, LineAcceptor acceptor) {
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
        return bootstrap.childHandler(lines(loops, options, acceptor));
    }

    static Bootstrap client(EventLoops loops, LineOptions options, LineAcceptor acceptor) {
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
        return bootstrap.handler(lines(loops, options, acceptor));
    }

    private static ChannelInitializer<SocketChannel> lines(
            EventLoops loops, LineOptions options, LineAcceptor acceptor) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new SocketLine(loops, options, acceptor, channel));
            }
        };
    }
}
