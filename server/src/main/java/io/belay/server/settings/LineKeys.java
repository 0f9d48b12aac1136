package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Rule;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.net.LineOptions;
import java.time.Duration;
import java.util.List;

/** What holds for the lines of every protocol. */
final class LineKeys {
    private static final LineOptions UNSET = LineOptions.DEFAULT;

    private static final Key<Integer> BACKLOG = Key.of(
            "lines.backlog",
            Spans.count(1),
            UNSET.backlog(),
            "Connections that the system holds before they are accepted; it makes others wait.");
    private static final Key<Boolean> NO_DELAY =
            Key.of("lines.no-delay", Kinds.flag(), UNSET.noDelay(), "TCP_NODELAY: small writes leave at once.");
    private static final Key<Boolean> KEEP_ALIVE = Key.of(
            "lines.keep-alive",
            Kinds.flag(),
            UNSET.keepAlive(),
            "SO_KEEPALIVE: the system asks after peers that are silent for hours.");
    private static final Key<Duration> USER_TIMEOUT = Key.of(
            "lines.user-timeout",
            Spans.millis(0),
            Duration.ofMillis(UNSET.userTimeoutMs()),
            "TCP_USER_TIMEOUT (Linux): written bytes that stay unacknowledged so long end the line; 0s leaves it to"
                    + " the system.");
    private static final Key<Long> LOW_WATER_BYTES = Key.of(
            "lines.low-water-bytes",
            Spans.bytes(0),
            (long) UNSET.lowWaterBytes(),
            "A clogged line is served again when the unwritten bytes have fallen to this.");
    private static final Key<Long> HIGH_WATER_BYTES = Key.of(
            "lines.high-water-bytes",
            Spans.bytes(0),
            (long) UNSET.highWaterBytes(),
            "With more unwritten bytes a line counts as clogged: it is not read and gets no more deliveries.");
    private static final Key<Integer> CONNECTIONS_MAX = Key.of(
            "lines.connections-max",
            Spans.count(1),
            UNSET.connectionsMax(),
            "Connections of one port; one more is closed at once, and counted.");
    private static final Key<Duration> CLOSE_TIMEOUT = Key.of(
            "lines.close-timeout",
            Spans.millis(0),
            Duration.ofMillis(UNSET.closeTimeoutMs()),
            "How long a peer may take to read the last words; then it is cut.");
    private static final Key<Duration> HANDSHAKE_TIMEOUT = Key.of(
            "lines.handshake-timeout",
            Spans.millis(1),
            Duration.ofMillis(UNSET.handshakeTimeoutMs()),
            "How long TLS and WebSocket may take to agree; then the connection is closed.");

    static final Section SECTION = new Section(
            "lines",
            "Connections of every protocol, before the protocol has its say.",
            List.of(
                    CONNECTIONS_MAX,
                    BACKLOG,
                    HANDSHAKE_TIMEOUT,
                    CLOSE_TIMEOUT,
                    USER_TIMEOUT,
                    LOW_WATER_BYTES,
                    HIGH_WATER_BYTES,
                    NO_DELAY,
                    KEEP_ALIVE));
    static final Rule LOW_BELOW_HIGH = Rule.atMost(LOW_WATER_BYTES, HIGH_WATER_BYTES);

    private LineKeys() {}

    /** The patience with an outgoing connection is a client's, and has no key. */
    static LineOptions options(Settings settings) {
        return new LineOptions(
                settings.value(BACKLOG),
                settings.value(NO_DELAY),
                settings.value(KEEP_ALIVE),
                Spans.ms(settings, USER_TIMEOUT),
                Spans.length(settings, LOW_WATER_BYTES),
                Spans.length(settings, HIGH_WATER_BYTES),
                settings.value(CONNECTIONS_MAX),
                Spans.ms(settings, CLOSE_TIMEOUT),
                UNSET.connectTimeoutMs(),
                Spans.ms(settings, HANDSHAKE_TIMEOUT));
    }
}
