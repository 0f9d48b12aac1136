package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a link remembers between two attachments (AMQP 1.0 §2.6.13): the deliveries that it has not settled,
 * each with its state here. Never changes.
 *
 * @param deliveryCount of the sender, 0 to 4294967295; the next attachment goes on from it
 * @param unsettled tag to entry, in the order of the deliveries
 */
public record LinkMemory(long deliveryCount, Map<Binary, Entry> unsettled) {
    /** Remembers nothing. */
    public static final LinkMemory NONE = new LinkMemory(0, Collections.emptyMap());

    /** Copies the map. */
    public LinkMemory {
        unsettled = Collections.unmodifiableMap(new LinkedHashMap<>(unsettled));
    }

    /**
     * A delivery that is not settled.
     *
     * @param state here: at a sender what it knows of the receiver's outcome, at a receiver what it made of the message;
     *     null for none yet
     * @param context at a sender, what the caller gave with {@link AmqpSender#send}
     * @param beginning at a receiver whose state is {@link DeliveryState.Received}, the part of the message that came
     */
    public record Entry(
            @Nullable DeliveryState state,
            long context,
            @Nullable Binary beginning) {
        /** An entry of which no part of a message is kept. */
        public Entry(@Nullable DeliveryState state, long context) {
            this(state, context, null);
        }
    }
}
