package io.belay.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens lines to brokers by their addresses: asks the port mapper where one stands before, and puts on TLS, WebSocket and
 * the way through a proxy as the scheme says. Of a name with several addresses each is tried, in their order. Any thread.
 */
public final class BrokerDialer {
    private final EventLoops loops;
    private final Names.Book book;
    private final DialOptions options;
    private @Nullable CompletableFuture<Tls> trusting; // read when first needed, away from the loops
    private @Nullable CompletableFuture<Tls> checking;

    /** Opens nothing yet. */
    public BrokerDialer(EventLoops loops, DialOptions options) {
        this(loops, Names.Book.SYSTEM, options);
    }

    /** The same with another book of names. */
    BrokerDialer(EventLoops loops, Names.Book book, DialOptions options) {
        this.loops = loops;
        this.book = book;
        this.options = options;
    }

    /**
     * Opens one line. Returns at once.
     *
     * @param address where to
     * @param acceptor gives the line its handler, on the line's loop, before the future completes
     * @return the line when it stands and the peer may be spoken to, or an {@link IOException} that says what failed, but
     *     does not repeat the address; who cancels it gives up the attempt
     */
    public CompletableFuture<Line> dial(BrokerAddress address, LineAcceptor acceptor) {
        CompletableFuture<Line> line = new CompletableFuture<>();
        route(address, line)
                .thenCompose(route -> open(route, address.scheme().isMapped(), acceptor, line))
                .whenComplete((stands, failure) -> finish(line, stands, failure));
        return line;
    }

    private static void finish(CompletableFuture<Line> line, @Nullable Line stands, @Nullable Throwable failure) {
        if (failure == null && stands != null) line.complete(stands);
        if (failure == null) return;
        Throwable cause = inner(failure);
        line.completeExceptionally(cause instanceof IOException ? cause : new IOException(cause.getMessage(), cause));
    }

    private static Throwable inner(Throwable failure) {
        boolean wraps = failure instanceof CompletionException || failure instanceof UncheckedIOException;
        return wraps && failure.getCause() != null ? inner(failure.getCause()) : failure;
    }

    private CompletableFuture<Line> open(
            Route route, boolean mapped, LineAcceptor acceptor, CompletableFuture<Line> forWhom) {
        HttpProxy proxy = route.path() == null || mapped ? null : options.proxy();
        CompletableFuture<Line> opening = Dialer.open(loops, book, route, proxy, options.line(), acceptor);
        cancelWith(forWhom, opening);
        if (!mapped) return opening;
        return opening.handle((line, failure) -> {
            if (line != null) return line;
            String why = Losses.ofDialing(failure);
            throw new UncheckedIOException(new IOException("at " + route.authority() + ": " + why, failure));
        });
    }

    private static void cancelWith(CompletableFuture<?> whole, CompletableFuture<?> part) {
        whole.whenComplete((done, failure) -> {
            if (whole.isCancelled()) part.cancel(true);
        });
    }

    private CompletableFuture<Route> route(BrokerAddress address, CompletableFuture<Line> forWhom) {
        AddressScheme scheme = address.scheme();
        if (scheme.isMapped()) return mapped(address, forWhom);
        @Nullable String path = scheme.isWebSocket() ? address.path() : null;
        return secured(address, scheme.isTls(), tls -> route(address, address.port(), tls, path));
    }

    private Route route(BrokerAddress address, int port, @Nullable Tls tls, @Nullable String path) {
        return new Route(address.host(), port, tls, path, options.subprotocol());
    }

    /** What the port mapper at the address says. */
    private CompletableFuture<Route> mapped(BrokerAddress address, CompletableFuture<Line> forWhom) {
        boolean overTls = address.scheme().isTls();
        return secured(address, overTls, tls -> route(address, address.port(), tls, null))
                .thenCompose(mapper -> ask(mapper, forWhom))
                .thenCompose(table -> {
                    PortMapperTable.Row row = table.service(address.path());
                    if (row == null) throw unknownService(address, table);
                    @Nullable String path = row.isWebSocket() ? address.path() : null;
                    return secured(address, row.isTls(), tls -> route(address, row.port(), tls, path));
                });
    }

    private static UncheckedIOException unknownService(BrokerAddress address, PortMapperTable table) {
        return new UncheckedIOException(new IOException("its port mapper knows no service \"" + address.path()
                + "\" that can be reached; it has " + table.serviceNames()));
    }

    private CompletableFuture<PortMapperTable> ask(Route mapper, CompletableFuture<Line> forWhom) {
        CompletableFuture<PortMapperTable> answer = new CompletableFuture<>();
        CompletableFuture<Line> asking =
                Dialer.open(loops, book, mapper, null, options.line(), line -> new PortMapperQuery(line, answer));
        asking.whenComplete((stands, failure) -> {
            if (failure != null) answer.completeExceptionally(failure);
        });
        cancelWith(forWhom, answer);
        cancelWith(forWhom, asking);
        int timeoutMs = options.portMapperTimeoutMs();
        return answer.orTimeout(timeoutMs, TimeUnit.MILLISECONDS).handle((table, failure) -> {
            if (table != null) return table;
            asking.cancel(true);
            String why = failure instanceof TimeoutException
                    ? "no whole answer within " + timeoutMs + " ms"
                    : Losses.ofDialing(failure);
            throw new UncheckedIOException(new IOException("port mapper: " + why, failure));
        });
    }

    private CompletableFuture<Route> secured(
            BrokerAddress address, boolean isTls, Function<@Nullable Tls, Route> then) {
        return isTls ? tls(address.hostTrusted()).thenApply(then) : CompletableFuture.completedFuture(then.apply(null));
    }

    private synchronized CompletableFuture<Tls> tls(boolean hostTrusted) {
        if (hostTrusted) return trusting = read(trusting, options.tls().trustingAll());
        return checking = read(checking, options.tls());
    }

    /** What could not be read is tried again, for it may have been mended. */
    private static CompletableFuture<Tls> read(@Nullable CompletableFuture<Tls> before, TlsOptions options) {
        if (before != null && !before.isCompletedExceptionally()) return before;
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Tls.client(options);
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
        });
    }
}
