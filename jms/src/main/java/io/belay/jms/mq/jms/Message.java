package io.belay.jms.mq.jms;

import jakarta.jms.JMSException;

/**
 * What a message of Open Message Queue can besides the standard: be acknowledged alone, or with those before it. Each message of Belay
 * is one.
 */
public interface Message extends jakarta.jms.Message {
    /**
     * Acknowledges this message alone, of those that its session has received. Without effect if that is done, if the message was not
     * received, and where sessions or transactions acknowledge.
     *
     * @throws JMSException if the broker did not hear of it in time
     * @throws jakarta.jms.IllegalStateException if the session is closed
     */
    void acknowledgeThisMessage() throws JMSException;

    /**
     * Acknowledges all that its session received up to this message, and this one; what came after it stays as it is. Without
     * effect as {@link #acknowledgeThisMessage}.
     *
     * @throws JMSException if the broker did not hear of it in time
     * @throws jakarta.jms.IllegalStateException if the session is closed
     */
    void acknowledgeUpThroughThisMessage() throws JMSException;
}
