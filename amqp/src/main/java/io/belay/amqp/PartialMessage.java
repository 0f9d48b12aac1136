package io.belay.amqp;

import io.belay.amqp.codec.AmqpReader;
import io.belay.amqp.type.DeliveryState.Received;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;

/**
 * How far the beginning of a message goes, in the words of the standard (§3.4.1): so many whole sections, counted from the
 * first that is there, and so many bytes of the next.
 */
final class PartialMessage {
    private PartialMessage() {}

    /** The first byte that is missing. */
    static Received end(ByteBuffer beginning) {
        AmqpReader reader = new AmqpReader(beginning);
        long section = 0;
        int start = reader.position();
        while (reader.remaining() > 0 && isPassed(reader)) {
            section++;
            start = reader.position();
        }
        return new Received(section, beginning.limit() - (long) start);
    }

    /** How many bytes come before that place; −1 if the message does not reach so far. */
    static int lengthBefore(ByteBuffer message, Received place) {
        AmqpReader reader = new AmqpReader(message);
        int start = reader.position();
        for (long section = 0; section < place.sectionNumber(); section++) {
            if (reader.remaining() == 0 || !isPassed(reader)) return -1;
            start = reader.position();
        }
        long left = message.limit() - (long) start;
        boolean isInside = place.sectionOffset() >= 0 && place.sectionOffset() <= left;
        return isInside ? start - message.position() + (int) place.sectionOffset() : -1;
    }

    /** Whether the reader has passed a whole section. */
    private static boolean isPassed(AmqpReader reader) {
        try {
            reader.skipValue();
            return true;
        } catch (MalformedException notWhole) {
            return false;
        }
    }
}
