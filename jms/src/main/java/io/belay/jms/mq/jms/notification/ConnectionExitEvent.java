package io.belay.jms.mq.jms.notification;

import jakarta.jms.Connection;

/** The connection is over for good; its exception listener hears of it too. */
public class ConnectionExitEvent extends ConnectionEvent {
    /** It is over. */
    public static final String CONNECTION_EXIT = "E500";

    private static final long serialVersionUID = 1L;

    /** One event of {@code connection}. */
    public ConnectionExitEvent(Connection connection, String code, String message, String address) {
        super(connection, code, message, address);
    }
}
