package io.belay.jms;

import io.belay.net.EventLoops;
import io.belay.net.Line;
import io.belay.net.LineAcceptor;
import java.util.concurrent.CompletableFuture;

/** How a line to an address is opened: plain, over TLS, as a WebSocket, by way of a port mapper. */
@FunctionalInterface
interface Dial {
    /**
     * Opens one line. Returns at once.
     *
     * @param loops of one loop, where the line will live
     * @param address as it stands in the list of addresses
     * @param acceptor gives the line its handler, on its loop
     * @return the line, or why there is none
     */
    CompletableFuture<Line> open(EventLoops loops, String address, LineAcceptor acceptor);
}
