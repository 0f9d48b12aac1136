package io.belay.net;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens lines to others. */
public final class Dialer {
    private Dialer() {}

    /**
     * Opens one line, to the first address of its host that accepts it. Returns at once.
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
        open(loops, Names.Book.SYSTEM, route, null, options, acceptor).whenComplete((stands, failure) -> {
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
     * @param book where names are looked up
     * @param proxy where the socket leads; null: straight to the route
     * @return the line, or an {@link IOException} with the bare reason; who cancels it gives up the attempt
     */
    static CompletableFuture<Line> open(
            EventLoops loops,
            Names.Book book,
            Route route,
            @Nullable HttpProxy proxy,
            LineOptions options,
            LineAcceptor acceptor) {
        CompletableFuture<Line> line = new CompletableFuture<>();
        LineAcceptor telling = stands -> {
            LineHandler handler = acceptor.accept(stands);
            line.complete(stands);
            return handler;
        };
        Cover cover = Cover.ofClient(route, proxy);
        Names.resolve(book, proxy == null ? route.host() : proxy.host(), proxy == null ? route.port() : proxy.port())
                .whenComplete((where, unknown) -> {
                    if (where != null) new Connecting(loops, options, cover, telling, where, line).begin();
                    else line.completeExceptionally(failed(unknown));
                });
        return line;
    }

    private static IOException failed(@Nullable Throwable failure) {
        return new IOException(Losses.ofDialing(failure), failure);
    }
}
