package io.belay.bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.nio.ByteBuffer;

/**
 * What every message of the JMS load says at its beginning; zeros follow.
 *
 * <pre>
 *  producer, 8 bytes | number, 8 bytes | time of sending in ns, 8 bytes | zeros
 * </pre>
 *
 * @param producer index, from 0
 * @param number of this producer's message, from 0
 * @param sentNs by {@link System#nanoTime()}
 */
record JmsStamp(int producer, long number, long sentNs) {
    static final int LENGTH = 24;

    void writeTo(byte[] payload) {
        ByteBuffer.wrap(payload).putLong(producer).putLong(number).putLong(sentNs);
    }

    static JmsStamp readFrom(BytesMessage message) throws JMSException {
        byte[] bytes = new byte[LENGTH];
        if (message.readBytes(bytes) < LENGTH) throw new JMSException("a message without a stamp");
        ByteBuffer stamp = ByteBuffer.wrap(bytes);
        return new JmsStamp((int) stamp.getLong(), stamp.getLong(), stamp.getLong());
    }
}
