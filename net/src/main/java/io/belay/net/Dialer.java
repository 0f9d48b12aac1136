package io.belay.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
        Route route = new Route(host, port, null, null, "");
        CompletableFuture<Line> line = new CompletableFuture<>();
        open(loops, route, null, options, acceptor).whenComplete((stands, failure) -> {
            if (stands != null) line.complete(stands);
            else
                line.completeExceptionally(new IOException(
                        "cannot connect to " + route.authority() + ": " + Losses.ofDialing(failure), failure));
        });
        return line;
    }

    /**
     * Opens a line along a route.
     *
     * @param proxy where the socket leads; null: straight to the route
     * @return the line, or an {@link IOException} with the bare reason; who cancels it gives up the attempt
     */
    static CompletableFuture<Line> open(
            EventLoops loops, Route route, @Nullable HttpProxy proxy, LineOptions options, LineAcceptor acceptor) {
        CompletableFuture<Line> line = new CompletableFuture<>();
        LineAcceptor telling = stands -> {
            LineHandler handler = acceptor.accept(stands);
            line.complete(stands);
            return handler;
        };
        Bootstrap bootstrap =
                Sockets.client(loops, options, Cover.ofClient(route, proxy), telling, line::completeExceptionally);
        Names.resolve(proxy == null ? route.host() : proxy.host(), proxy == null ? route.port() : proxy.port())
                .whenComplete((where, unknown) -> {
                    if (where != null) connect(bootstrap, where, line);
                    else line.completeExceptionally(failed(unknown));
                });
        return line;
    }

    private static void connect(Bootstrap bootstrap, InetSocketAddress where, CompletableFuture<Line> line) {
        if (line.isDone()) return; // given up meanwhile
        ChannelFuture connect = bootstrap.connect(where);
        connect.addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) line.completeExceptionally(failed(connected.cause()));
        });
        line.whenComplete((stands, failure) -> {
            if (line.isCancelled()) connect.channel().close();
        });
    }

    private static IOException failed(@Nullable Throwable failure) {
        return new IOException(Losses.ofDialing(failure), failure);
    }
}
