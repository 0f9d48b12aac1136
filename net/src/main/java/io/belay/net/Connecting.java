package io.belay.net;

import io.belay.base.Break;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect to a host: to each of its addresses, one after the other, until one accepts. They share the time of
 * the attempt, so that one of them that swallows everything leaves some to the next. One thread at a time.
 */
final class Connecting {
    private final EventLoops loops;
    private final LineOptions options;
    private final Cover cover;
    private final LineAcceptor acceptor;
    private final List<InetSocketAddress> addresses;
    private final CompletableFuture<Line> line;
    private final long endMs;
    private final List<String> failures = new ArrayList<>();

    /**
     * Begins nothing yet.
     *
     * @param addresses at least one
     * @param line completed by the acceptor, or here with the bare reason; who cancels it gives up the attempt
     */
    Connecting(
            EventLoops loops,
            LineOptions options,
            Cover cover,
            LineAcceptor acceptor,
            List<InetSocketAddress> addresses,
            CompletableFuture<Line> line) {
        this.loops = loops;
        this.options = options;
        this.cover = cover;
        this.acceptor = acceptor;
        this.addresses = addresses;
        this.line = line;
        endMs = loops.nowMs() + options.connectTimeoutMs();
    }

    void begin() {
        connect(0);
    }

    private void connect(int index) {
        if (line.isDone()) return; // given up meanwhile
        int leftMs = (int) Math.max(1, endMs - loops.nowMs());
        int shareMs = Math.max(1, leftMs / (addresses.size() - index));
        ChannelFuture connect = Sockets.client(
                        loops, options.withConnectTimeoutMs(leftMs), cover, acceptor, this::stillborn)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, shareMs)
                .connect(addresses.get(index));
        connect.addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) failed(index, connected.cause());
        });
        line.whenComplete((stands, failure) -> {
            if (line.isCancelled()) connect.channel().close();
        });
    }

    private void stillborn(String peer, Break why) {
        line.completeExceptionally(new IOException(why.words()));
    }

    private void failed(int index, @Nullable Throwable cause) {
        String why = Losses.ofDialing(cause);
        failures.add(
                addresses.size() == 1 ? why : addresses.get(index).getAddress().getHostAddress() + ": " + why);
        if (index + 1 < addresses.size()) connect(index + 1);
        else line.completeExceptionally(new IOException(String.join("; ", failures), cause));
    }
}
