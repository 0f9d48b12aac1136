package io.belay.jms.mq.jms.notification;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** An attempt to come back failed; others may follow. */
public class ConnectionReconnectFailedEvent extends ConnectionEvent {
    /** An attempt failed. */
    public static final String CONNECTION_RECONNECT_FAILED = "E401";

    private static final long serialVersionUID = 1L;

    /** One event of {@code connection}. */
    public ConnectionReconnectFailedEvent(Connection connection, String code, String message, String address) {
        super(connection, code, message, address);
    }

    /** The cause, with the code of the event. */
    public JMSException getJMSException() {
        return new JMSException(getEventMessage(), getEventCode());
    }
}
