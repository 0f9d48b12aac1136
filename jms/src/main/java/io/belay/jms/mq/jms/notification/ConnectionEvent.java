package io.belay.jms.mq.jms.notification;

import jakarta.jms.Connection;

/** Something that happened to the connection with the broker. */
public class ConnectionEvent extends Event {
    private static final long serialVersionUID = 1L;

    private final transient Connection connection;
    private final String address;

    /** One event of {@code connection}. */
    public ConnectionEvent(Connection connection, String code, String message, String address) {
        super(connection, code, message);
        this.connection = connection;
        this.address = address;
    }

    /** Which connection. */
    public Connection getConnection() {
        return connection;
    }

    /** The broker's address, as it stands in the list: where the line was, leads now, or could not be opened. */
    public String getBrokerAddress() {
        return address;
    }
}
