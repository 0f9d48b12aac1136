package io.belay.node.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.base.ByteWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tag of a delivery to a client that may come back: which entry of which queue it is. A queue that is made anew under the same
 * name has another number, so what a client had of the one before is nothing of it.
 *
 * <pre>
 *   sequence of the entry (8 bytes), number of the queue (1 to 8 bytes, the first not 0)
 * </pre>
 *
 * Without the number it is shown to a browser, or was given by a broker that did not tell it.
 */
final class EntryTag {
    private static final int SEQUENCE_LENGTH = Long.BYTES;
    private static final int LENGTH_MAX = 2 * Long.BYTES;

    private EntryTag() {}

    /** Of something that is not claimed. */
    static Binary of(long sequence) {
        return Binary.of(new ByteWriter(SEQUENCE_LENGTH).writeLong(sequence).toArray());
    }

    static Binary of(long queue, long sequence) {
        ByteWriter out = new ByteWriter(LENGTH_MAX).writeLong(sequence);
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(queue));
        for (int shift = (bits - 1) / Byte.SIZE * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.writeByte((int) (queue >>> shift) & 0xFF);
        }
        return Binary.of(out.toArray());
    }

    /** Whether a client can have it of us. */
    static boolean isOne(Binary tag) {
        return tag.length() >= SEQUENCE_LENGTH && tag.length() <= LENGTH_MAX;
    }

    static long sequence(Binary tag) {
        return number(tag, 0, SEQUENCE_LENGTH);
    }

    /** The number of the queue; 0 if it does not tell. */
    static long queue(Binary tag) {
        return number(tag, SEQUENCE_LENGTH, tag.length());
    }

    /** The tags of entries of this queue that a client tells, by sequence. */
    static Map<Long, Binary> bySequence(long queue, @Nullable Map<Binary, @Nullable DeliveryState> told) {
        Map<Long, Binary> tags = new LinkedHashMap<>();
        if (told == null) return tags;
        for (Binary tag : told.keySet()) {
            boolean isOfIt = isOne(tag) && (queue(tag) == queue || queue(tag) == 0);
            if (isOfIt) tags.put(sequence(tag), tag);
        }
        return tags;
    }

    private static long number(Binary tag, int from, int to) {
        long number = 0;
        for (int index = from; index < to; index++) number = number << Byte.SIZE | tag.at(index) & 0xFF;
        return number;
    }
}
