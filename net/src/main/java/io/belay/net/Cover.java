package io.belay.net;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What lies between a socket and its line: TLS, a WebSocket, the way through a proxy. */
interface Cover {
    /** A bare connection. */
    Cover NONE = (channel, chosen) -> Ending.NONE;

    /**
     * Puts it into a new connection's pipeline.
     *
     * @param chosen hears who will take the line, if the cover decides that, before the line stands
     * @return what it wants to be said at the end
     */
    Ending put(SocketChannel channel, Consumer<LineAcceptor> chosen);

    /** Of a connection that comes in. */
    static Cover ofServer(@Nullable Tls tls, @Nullable WebSocketEntry entry) {
        if (tls == null && entry == null) return NONE;
        return (channel, chosen) -> {
            Ending ofTls = tls == null ? Ending.NONE : addTls(channel.pipeline(), tls.serverHandler(channel));
            if (entry != null) channel.pipeline().addLast(new WebSocketServerGate(entry, chosen));
            return hold(channel.pipeline(), ofTls, entry == null ? null : new WebSocketFrames(false));
        };
    }

    /**
     * Of a connection that comes in with TLS or without, as it likes.
     *
     * @param silenceMs after so much of it there is none
     */
    static Cover ofEither(Tls tls, int silenceMs) {
        return (channel, chosen) -> {
            EitherGate gate = new EitherGate(channel, tls, silenceMs);
            channel.pipeline().addLast(gate);
            return hold(channel.pipeline(), gate, null);
        };
    }

    /**
     * Of a connection that goes out.
     *
     * @param proxy where the socket leads instead; null: to the route itself
     */
    static Cover ofClient(Route route, @Nullable HttpProxy proxy) {
        if (proxy == null && route.tls() == null && route.path() == null) return NONE;
        return (channel, chosen) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (proxy != null) pipeline.addLast(new ProxyGate(proxy, route.authority()));
            Tls tls = route.tls();
            Ending ofTls = tls == null
                    ? Ending.NONE
                    : addTls(pipeline, tls.clientHandler(channel, route.host(), route.port()));
            String path = route.path();
            if (path != null) pipeline.addLast(new WebSocketClientGate(route.authority(), path, route.subprotocol()));
            return hold(pipeline, ofTls, path == null ? null : new WebSocketFrames(true));
        };
    }

    private static TlsGate addTls(ChannelPipeline pipeline, SslHandler handler) {
        TlsGate gate = new TlsGate(handler);
        pipeline.addLast(handler, gate);
        return gate;
    }

    private static Ending hold(ChannelPipeline pipeline, Ending ofTls, @Nullable WebSocketFrames frames) {
        if (frames != null) pipeline.addLast(frames);
        pipeline.addLast(new Hold());
        return frames == null ? ofTls : then -> frames.say(() -> ofTls.say(then));
    }
}
