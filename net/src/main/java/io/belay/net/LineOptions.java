package io.belay.net;

import io.belay.base.Check;

/**
 * The limits and habits of lines.
 *
 * @param backlog connections that the system holds before we accept them, 1 and up
 * @param noDelay TCP_NODELAY: small writes leave at once
 * @param keepAlive SO_KEEPALIVE
 * @param userTimeoutMs TCP_USER_TIMEOUT: how long written bytes may stay unacknowledged before the line counts as lost;
 *     0 leaves it to the system; only where epoll is
 * @param lowWaterBytes {@link LineHandler#drained} comes when the unwritten bytes have fallen to this
 * @param highWaterBytes above this, the line counts as clogged
 * @param connectionsMax lines of one listener at a time; the one too many is closed at once and counted
 * @param closeTimeoutMs how long {@link Line#close} waits for the peer
 * @param connectTimeoutMs how long a {@link Dialer} waits for an answer
 * @param handshakeTimeoutMs how long a peer that came in may take for TLS and HTTP before its line stands
 */
public record LineOptions(
        int backlog,
        boolean noDelay,
        boolean keepAlive,
        int userTimeoutMs,
        int lowWaterBytes,
        int highWaterBytes,
        int connectionsMax,
        int closeTimeoutMs,
        int connectTimeoutMs,
        int handshakeTimeoutMs) {
    /** What fits most: see the values. */
    public static final LineOptions DEFAULT =
            new LineOptions(1024, true, true, 30_000, 64 * 1024, 256 * 1024, 100_000, 2_000, 10_000, 10_000);

    /** @throws IllegalArgumentException if a number is outside its range */
    public LineOptions {
        Check.argument(backlog >= 1, "backlog of at least 1", backlog);
        Check.argument(userTimeoutMs >= 0, "user timeout of at least 0 ms", userTimeoutMs);
        Check.argument(lowWaterBytes >= 0, "low water mark of at least 0 bytes", lowWaterBytes);
        Check.argument(highWaterBytes >= lowWaterBytes, "high water mark not below the low one", highWaterBytes);
        Check.argument(connectionsMax >= 1, "at least 1 connection", connectionsMax);
        Check.argument(closeTimeoutMs >= 0, "close timeout of at least 0 ms", closeTimeoutMs);
        Check.argument(connectTimeoutMs >= 1, "connect timeout of at least 1 ms", connectTimeoutMs);
        Check.argument(handshakeTimeoutMs >= 1, "handshake timeout of at least 1 ms", handshakeTimeoutMs);
    }

    /** The same with other water marks, in bytes. */
    public LineOptions withWaterMarks(int lowBytes, int highBytes) {
        return new LineOptions(
                backlog,
                noDelay,
                keepAlive,
                userTimeoutMs,
                lowBytes,
                highBytes,
                connectionsMax,
                closeTimeoutMs,
                connectTimeoutMs,
                handshakeTimeoutMs);
    }

    /** The same with another limit of connections, 1 and up. */
    public LineOptions withConnectionsMax(int max) {
        return new LineOptions(
                backlog,
                noDelay,
                keepAlive,
                userTimeoutMs,
                lowWaterBytes,
                highWaterBytes,
                max,
                closeTimeoutMs,
                connectTimeoutMs,
                handshakeTimeoutMs);
    }

    /** The same with another patience at closing, in milliseconds, 0 and up. */
    public LineOptions withCloseTimeoutMs(int timeoutMs) {
        return new LineOptions(
                backlog,
                noDelay,
                keepAlive,
                userTimeoutMs,
                lowWaterBytes,
                highWaterBytes,
                connectionsMax,
                timeoutMs,
                connectTimeoutMs,
                handshakeTimeoutMs);
    }

    /** The same with another patience for TLS and HTTP, in milliseconds, 1 and up. */
    public LineOptions withHandshakeTimeoutMs(int timeoutMs) {
        return new LineOptions(
                backlog,
                noDelay,
                keepAlive,
                userTimeoutMs,
                lowWaterBytes,
                highWaterBytes,
                connectionsMax,
                closeTimeoutMs,
                connectTimeoutMs,
                timeoutMs);
    }

    /** The same with another patience of a {@link Dialer}, in milliseconds, 1 and up. */
    public LineOptions withConnectTimeoutMs(int timeoutMs) {
        return new LineOptions(
                backlog,
                noDelay,
                keepAlive,
                userTimeoutMs,
                lowWaterBytes,
                highWaterBytes,
                connectionsMax,
                closeTimeoutMs,
                timeoutMs,
                handshakeTimeoutMs);
    }
}
