package io.belay.jms;

import jakarta.jms.JMSException;

/** Whoever delivered a message, when the application acknowledges it. */
interface Acknowledger {
    /** What was sent, not received, has nothing to acknowledge. */
    Acknowledger NOBODY = extent -> {};

    /** What is acknowledged with a message. */
    enum Extent {
        /** What the mode of its session says: all that the session received, or this alone. */
        AS_USUAL,
        /** It alone. */
        ALONE,
        /** It, and all that its session received before. */
        UP_TO_IT
    }

    /**
     * The application has acknowledged the message.
     *
     * @throws JMSException if the session is closed, or the broker did not hear of it in time
     */
    void acknowledge(Extent extent) throws JMSException;
}
