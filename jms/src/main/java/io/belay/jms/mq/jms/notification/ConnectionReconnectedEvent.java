package io.belay.jms.mq.jms.notification;

import jakarta.jms.Connection;

/** The connection is back and goes on. */
public class ConnectionReconnectedEvent extends ConnectionEvent {
    /** It is back. */
    public static final String CONNECTION_RECONNECTED = "E301";

    private static final long serialVersionUID = 1L;

    /** One event of {@code connection}. */
    public ConnectionReconnectedEvent(Connection connection, String code, String message, String address) {
        super(connection, code, message, address);
    }
}
