package io.belay.jms.mq.jms;

import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;

/** What a connection of Open Message Queue for queues can besides the standard. */
public interface QueueConnection extends jakarta.jms.QueueConnection {
    /**
     * Makes a session without transactions.
     *
     * @param acknowledgeMode as in {@link #createSession(int)}; also {@link Session#NO_ACKNOWLEDGE}
     * @throws JMSException if there is no such mode, or the connection is closed
     */
    QueueSession createQueueSession(int acknowledgeMode) throws JMSException;
}
