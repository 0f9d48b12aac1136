package io.belay.jms;

import io.belay.amqp.codec.MessageSections;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.ByteBuffer;

/** Messages on their way, without a line. */
final class Mail {
    static final long NOW_MS = 1_700_000_000_000L;
    static final BelayDestination QUEUE = new BelayQueue("orders");

    private Mail() {}

    /** How an ordinary producer posts. */
    static Posting posting(BelayDestination destination) {
        return new Posting(destination, DeliveryMode.PERSISTENT, 4, 0, 0, "ID:belay-1", NOW_MS, true);
    }

    static ByteBuffer sent(Message message) throws JMSException {
        return MessageCodec.encode(message, posting(QUEUE), Addresses.PLAIN);
    }

    static MessageSections sections(Message message) throws JMSException {
        return MessageSections.of(sent(message));
    }

    /** The message as a consumer of the same queue gets it. */
    static <M extends Message> M through(M message) throws JMSException {
        return arrived(sent(message));
    }

    @SuppressWarnings("unchecked") // A wrong kind fails where the test uses it.
    static <M extends Message> M arrived(ByteBuffer bytes) throws JMSException {
        return (M) MessageCodec.decode(bytes, QUEUE, Addresses.PLAIN, 0, ObjectPolicy.CLOSED, NOW_MS);
    }
}
