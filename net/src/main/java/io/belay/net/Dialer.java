package io.belay.net;

import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Opens lines to others. */
public final class Dialer {
    private Dialer() {}

    /**
     * Opens one line. Returns at once.
     *
     * @param loops where the line will live
     * @param host name or address of the other end
     * @param port 1 to 65535
     * @param options the limits of the line
     * @param acceptor gives the line its handler, on the line's loop, before the future completes
     * @return the line when it stands, or an {@link IOException} that says why there is none
     */
    public static CompletableFuture<Line> open(
            EventLoops loops, String host, int port, LineOptions options, LineAcceptor acceptor) {
        CompletableFuture<Line> line = new CompletableFuture<>();
        LineAcceptor telling = stands -> {
            LineHandler handler = acceptor.accept(stands);
            line.complete(stands);
            return handler;
        };
        Sockets.client(loops, options, telling).connect(host, port).addListener((ChannelFuture connect) -> {
            if (!connect.isSuccess()) line.completeExceptionally(failed(host, port, connect.cause()));
        });
        return line;
    }

    private static IOException failed(String host, int port, Throwable cause) {
        return new IOException("cannot connect to " + host + ":" + port + ": " + cause.getMessage(), cause);
    }
}
