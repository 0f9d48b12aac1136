package io.belay.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A port where lines come in. */
public final class Listener implements AutoCloseable {
    private final Channel server;
    private final Door door;

    private Listener(Channel server, Door door) {
        this.server = server;
        this.door = door;
    }

    /**
     * Listens. Returns when the port is bound.
     *
     * @param loops where the lines will live
     * @param host name or address to bind
     * @param port 0 takes a free one, see {@link #port}
     * @param options the limits of its lines
     * @param acceptor gives each line its handler, on the line's loop
     * @return the listener, until closed
     * @throws IOException if the address is in use, not ours, or not known
     */
    public static Listener open(EventLoops loops, String host, int port, LineOptions options, LineAcceptor acceptor)
            throws IOException {
        return open(loops, host, port, options, Cover.NONE, acceptor);
    }

    /**
     * Listens for lines over TLS; otherwise as {@link #open}.
     *
     * @param tls a server's end
     */
    public static Listener openTls(
            EventLoops loops, String host, int port, LineOptions options, Tls tls, LineAcceptor acceptor)
            throws IOException {
        return open(loops, host, port, options, Cover.ofServer(tls, null), acceptor);
    }

    /**
     * Listens for lines with TLS and without, told apart by their first byte; otherwise as {@link #open}. A peer that says
     * nothing for half the time that it has for TLS speaks none.
     *
     * @param tls a server's end
     */
    public static Listener openEither(
            EventLoops loops, String host, int port, LineOptions options, Tls tls, LineAcceptor acceptor)
            throws IOException {
        return open(loops, host, port, options, Cover.ofEither(tls, options.handshakeTimeoutMs() / 2), acceptor);
    }

    /**
     * Listens for lines over WebSocket; otherwise as {@link #open}. What is no proper request for one gets its answer in
     * HTTP.
     *
     * @param tls a server's end; null: without TLS
     * @param entry whom it lets in, and who takes their lines
     */
    public static Listener openWebSocket(
            EventLoops loops, String host, int port, LineOptions options, @Nullable Tls tls, WebSocketEntry entry)
            throws IOException {
        return openWebSocket(loops, host, port, options, tls, entry, line -> {
            throw new IllegalStateException("a WebSocket without a subprotocol");
        });
    }

    /**
     * As {@link #openWebSocket(EventLoops, String, int, LineOptions, Tls, WebSocketEntry)}, and tells of the connections that
     * come to nothing.
     *
     * @param witness its {@link LineAcceptor#stillborn} hears of them; it gets no line
     */
    public static Listener openWebSocket(
            EventLoops loops,
            String host,
            int port,
            LineOptions options,
            @Nullable Tls tls,
            WebSocketEntry entry,
            LineAcceptor witness)
            throws IOException {
        return open(loops, host, port, options, Cover.ofServer(tls, entry), witness);
    }

    private static Listener open(
            EventLoops loops, String host, int port, LineOptions options, Cover cover, LineAcceptor acceptor)
            throws IOException {
        Door door = new Door(loops, options.connectionsMax());
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) throw new IOException("cannot listen on " + host + ": unknown host");
        ChannelFuture bound = Sockets.server(loops, options, cover, acceptor)
                .handler(door)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) throw failed(host, port, bound.cause());
        return new Listener(bound.channel(), door);
    }

    private static IOException failed(String host, int port, Throwable cause) {
        return new IOException("cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    }

    /** The port as bound, 1 to 65535. Any thread. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Lines that are open now, 0 to {@link LineOptions#connectionsMax}. Any thread. */
    public int openLines() {
        return door.open();
    }

    /** How many were turned away because that many were open, or by the {@link Doorkeeper}. Any thread. */
    public long refusedLines() {
        return door.refused();
    }

    /** Accepts no more; its lines go on. Not from a loop. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
    }
}
