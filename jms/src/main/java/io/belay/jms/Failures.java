package io.belay.jms;

import jakarta.jms.JMSException;

/** Exceptions with their causes. */
final class Failures {
    private Failures() {}

    /** The same exception, caused by {@code cause}: linked as Jakarta Messaging links them, and as Java does. */
    static <E extends JMSException> E because(E failure, Exception cause) {
        failure.initCause(cause);
        failure.setLinkedException(cause);
        return failure;
    }
}
