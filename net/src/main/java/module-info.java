/** Lines: TCP, TLS and WebSocket connections as byte streams with back-pressure, on Netty's event loops. Knows no protocol. */
module io.belay.net {
    requires static org.jspecify;
    requires io.belay.base;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;

    exports io.belay.net;
}
