package io.belay.jms;

import jakarta.jms.JMSException;

/** Whoever delivered a message, when the application acknowledges it. */
interface Acknowledger {
    /** What was sent, not received, has nothing to acknowledge. */
    Acknowledger NOBODY = message -> {};

    /**
     * The application called {@link BelayMessage#acknowledge()}.
     *
     * @throws JMSException if the session is closed, or the broker did not hear of it in time
     */
    void acknowledge(BelayMessage message) throws JMSException;
}
