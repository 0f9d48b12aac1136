package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A link on which this end sends. */
public final class AmqpSender extends AmqpLink {
    AmqpSender() {}

    /** How many deliveries the peer still wants, 0 or more. */
    public long credit() {
        throw new UnsupportedOperationException();
    }

    /** Whether the peer wants its credit used up, see {@link #drained}. */
    public boolean isDraining() {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether a delivery may be sent, given credit: the link is attached, the session's window is open, not too much
     * waits for the line, and not too many deliveries of the session are unsettled. {@link AmqpEvent.Writable} tells when
     * that has changed, but for {@link AmqpConnection#drained}: after that, ask.
     */
    public boolean isWritable() {
        throw new UnsupportedOperationException();
    }

    /** Tells the peer with the next flow how many messages are waiting; 0 or more. */
    public void available(long count) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends a delivery and uses one credit. It may take many frames; what the window has no room for waits inside.
     *
     * @param tag at most 32 bytes; one that no unsettled delivery of this link has
     * @param settled whether nobody will speak of it again
     * @param state such as a transaction's
     * @param messageFormat 0 for AMQP's own
     * @param context what {@link AmqpEvent.Outcome} is to bring back
     * @param payload parts of the message as it goes on the wire; copied, and read to their ends
     * @return its delivery-id
     * @throws IllegalStateException without credit, or if not {@link #isWritable}
     */
    public long send(
            Binary tag,
            boolean settled,
            @Nullable DeliveryState state,
            long messageFormat,
            long context,
            ByteBuffer... payload) {
        throw new UnsupportedOperationException();
    }

    /** Settles a delivery of ours whose outcome was told without; does nothing if it is settled already. */
    public void settle(long deliveryId, @Nullable DeliveryState state) {
        throw new UnsupportedOperationException();
    }

    /** There is nothing more to send now: gives back what is left of the credit, if the peer wanted it drained. */
    public void drained() {
        throw new UnsupportedOperationException();
    }

    /**
     * Resumes a delivery of an earlier attachment, as {@link Resumption} decided.
     *
     * @param step for one tag, of the memory that this link was attached with
     * @param messageFormat 0 for AMQP's own
     * @param context what {@link AmqpEvent.Outcome} is to bring back
     * @param payload what the step wants sent; without any if it wants none
     * @return its delivery-id, −1 if the step sends nothing
     * @throws IllegalStateException as {@link #send}
     */
    public long resume(Resumption.Step step, long messageFormat, long context, ByteBuffer... payload) {
        throw new UnsupportedOperationException();
    }
}
