package io.belay.jms;

import jakarta.jms.JMSException;

/** The connection that made a temporary destination: it alone consumes from it, and may delete it (Jakarta Messaging §6.2.2). */
interface TemporaryOwner {
    /**
     * Deletes it at the broker.
     *
     * @throws JMSException if it has consumers, the connection is closed or the broker refuses
     */
    void delete(BelayDestination temporary) throws JMSException;
}
