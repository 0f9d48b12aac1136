package io.belay.jms.mq.jms.notification;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** The line is lost, or given up; the connection comes back by itself. */
public class ConnectionClosedEvent extends ConnectionEvent {
    /** The broker was shut down. */
    public static final String CONNECTION_CLOSED_SHUTDOWN = "E201";
    /** The broker restarts. */
    public static final String CONNECTION_CLOSED_RESTART = "E202";
    /** The broker had an error. */
    public static final String CONNECTION_CLOSED_ERROR = "E203";
    /** An operator ended it. */
    public static final String CONNECTION_CLOSED_KILL = "E204";
    /** The broker crashed. Never told, nor by Open Message Queue's own client: a crash is a line that is lost. */
    public static final String CONNECTION_CLOSED_BROKER_DOWN = "E205";
    /** The line was lost. */
    public static final String CONNECTION_CLOSED_LOST_CONNECTION = "E206";
    /** The broker did not answer for two ping intervals. */
    public static final String CONNECTION_CLOSED_NON_RESPONSIVE = "E207";

    private static final long serialVersionUID = 1L;

    /** One event of {@code connection}. */
    public ConnectionClosedEvent(Connection connection, String code, String message, String address) {
        super(connection, code, message, address);
    }

    /** The cause, with the code of the event. */
    public JMSException getJMSException() {
        return new JMSException(getEventMessage(), getEventCode());
    }
}
