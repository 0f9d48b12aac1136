package io.belay.jms.mq;

import io.belay.jms.ConnectionEvent;
import io.belay.jms.mq.jms.notification.ConnectionClosedEvent;
import io.belay.jms.mq.jms.notification.ConnectionExitEvent;
import io.belay.jms.mq.jms.notification.ConnectionReconnectFailedEvent;
import io.belay.jms.mq.jms.notification.ConnectionReconnectedEvent;
import io.belay.jms.mq.jms.notification.Event;
import jakarta.jms.Connection;
import org.jspecify.annotations.Nullable;

/** Belay's events as those of Open Message Queue, by their codes (rows OMQ-131 to OMQ-140). */
final class SunEvents {
    private static final String CLOSED = "E2";
    private static final String RECONNECTED = "E3";
    private static final String RECONNECT_FAILED = "E4";
    private static final String EXIT = "E5";

    private SunEvents() {}

    /** The same event; null if Open Message Queue has none for it. */
    static @Nullable Event of(Connection connection, ConnectionEvent event) {
        String code = event.code();
        String text = event.text();
        String address = event.address();
        if (code.startsWith(CLOSED)) return new ConnectionClosedEvent(connection, code, text, address);
        if (code.startsWith(RECONNECTED)) return new ConnectionReconnectedEvent(connection, code, text, address);
        if (code.startsWith(RECONNECT_FAILED))
            return new ConnectionReconnectFailedEvent(connection, code, text, address);
        return code.startsWith(EXIT) ? new ConnectionExitEvent(connection, code, text, address) : null;
    }
}
