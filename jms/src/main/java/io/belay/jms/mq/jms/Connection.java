package io.belay.jms.mq.jms;

import io.belay.jms.mq.jms.notification.EventListener;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** What a connection of Open Message Queue can besides the standard. */
public interface Connection extends jakarta.jms.Connection {
    /**
     * Says who hears how the connection fares; there is one such listener at most.
     *
     * @param listener null for nobody
     * @throws JMSException if the connection is closed
     */
    void setEventListener(@Nullable EventListener listener) throws JMSException;

    /** The address of the broker that it is connected to, or was last. */
    String getBrokerAddress();

    /** Whether the broker is one of several that share what they store: never. */
    boolean isConnectedToHABroker();
}
