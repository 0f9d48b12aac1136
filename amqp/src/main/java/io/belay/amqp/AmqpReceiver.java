package io.belay.amqp;

import io.belay.amqp.type.DeliveryState;
import org.jspecify.annotations.Nullable;

/** A link on which this end receives. */
public final class AmqpReceiver extends AmqpLink {
    AmqpReceiver() {}

    /** How many more deliveries the sender may begin, 0 to 4294967295. */
    public long credit() {
        throw new UnsupportedOperationException();
    }

    /**
     * Sets the credit. Told to the sender when {@link AmqpConnection#out} is next asked for; only the last one counts.
     *
     * @param linkCredit deliveries from now on, 0 to 4294967295; may be less than before
     * @param drain the sender is to use it up or give it back; {@link AmqpEvent.Drained} follows
     */
    public void credit(long linkCredit, boolean drain) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells the sender the state of deliveries. Told when {@link AmqpConnection#out} is next asked for; neighbours of equal
     * state become one frame. Those that are settled already are passed over.
     *
     * @param firstId of the range, also of other links of this session
     * @param lastId of the range, a serial number (RFC 1982)
     * @param settled whether we forget them; with receiver-settle-mode second only once the sender has settled, see
     *     {@link AmqpEvent.Settled}
     */
    public void settle(long firstId, long lastId, @Nullable DeliveryState state, boolean settled) {
        throw new UnsupportedOperationException();
    }
}
