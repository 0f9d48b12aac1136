package io.belay.jms.mq;

import io.belay.jms.ConnectionEvent;
import jakarta.jms.Connection;
import org.jspecify.annotations.Nullable;

/** Belay's events as those of Open Message Queue, by their codes (rows OMQ-130 to OMQ-140). */
final class SunEvents {
    private static final String CLOSING = "E1";
    private static final String CLOSED = "E2";
    private static final String RECONNECTED = "E3";
    private static final String RECONNECT_FAILED = "E4";
    private static final String EXIT = "E5";

    private SunEvents() {}

    /** The same event; null if Open Message Queue has none for it. */
    static @Nullable Event of(Connection connection, ConnectionEvent event) {
        String code = event.code();
        String text = event.text();
        if (code.startsWith(CLOSING)) return new ConnectionClosingEvent(connection, code, text);
        if (code.startsWith(CLOSED)) return new ConnectionClosedEvent(connection, code, text);
        if (code.startsWith(RECONNECTED)) return new ConnectionReconnectedEvent(connection, code, text);
        if (code.startsWith(RECONNECT_FAILED)) return new ConnectionReconnectFailedEvent(connection, code, text);
        return code.startsWith(EXIT) ? new ConnectionExitEvent(connection, code, text) : null;
    }
}
