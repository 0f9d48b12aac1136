package io.belay.jms.mq.jms;

import jakarta.jms.JMSException;
import jakarta.jms.TopicSession;

/** What a connection of Open Message Queue for topics can besides the standard. */
public interface TopicConnection extends jakarta.jms.TopicConnection {
    /**
     * Makes a session without transactions.
     *
     * @param acknowledgeMode as in {@link #createSession(int)}; also {@link Session#NO_ACKNOWLEDGE}
     * @throws JMSException if there is no such mode, or the connection is closed
     */
    TopicSession createTopicSession(int acknowledgeMode) throws JMSException;
}
