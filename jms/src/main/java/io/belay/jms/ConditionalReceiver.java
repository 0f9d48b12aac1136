package io.belay.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A consumer that can leave a message where it is. */
interface ConditionalReceiver {
    /** Waits until a message comes, or the consumer is closed. */
    long FOREVER_MS = Long.MAX_VALUE;

    /**
     * Receives the next message, unless it is not wanted: then it stays the next one, as if nobody had asked.
     *
     * @param timeoutMs how long to wait for it; 0 does not wait
     * @param isWanted is asked about one message at most, by the caller's thread
     * @return the message, or null if none came, it was not wanted, or the consumer is closed
     */
    @Nullable
    Message receive(long timeoutMs, Predicate<Message> isWanted) throws JMSException;
}
