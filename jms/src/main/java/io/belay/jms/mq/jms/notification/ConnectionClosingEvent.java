package io.belay.jms.mq.jms.notification;

import jakarta.jms.Connection;

/**
 * The broker is going to close the line. Here for programs that name it: it is never told, for the client comes back by itself
 * and there is nothing to prepare.
 */
public class ConnectionClosingEvent extends ConnectionEvent {
    /** An operator shuts the broker down in a while. */
    public static final String CONNECTION_CLOSING_ADMIN = "E101";

    private static final long serialVersionUID = 1L;

    /** One event of {@code connection}. */
    public ConnectionClosingEvent(Connection connection, String code, String message, String address) {
        super(connection, code, message, address);
    }
}
