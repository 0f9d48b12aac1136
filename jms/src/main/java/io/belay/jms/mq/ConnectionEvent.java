package io.belay.jms.mq;

import jakarta.jms.Connection;

/** Something that happened to the connection with the broker. */
public class ConnectionEvent extends Event {
    private static final long serialVersionUID = 1L;

    private final transient Connection connection;

    /** One event of {@code connection}. */
    ConnectionEvent(Connection connection, String code, String message) {
        super(connection, code, message);
        this.connection = connection;
    }

    /** Which connection. */
    public Connection getConnection() {
        return connection;
    }
}
