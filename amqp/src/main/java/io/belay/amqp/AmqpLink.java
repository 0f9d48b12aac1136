package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.SenderSettleMode;
import org.jspecify.annotations.Nullable;

/**
 * One end of one attachment of a link. It is over when both ends have detached; whoever comes back gets another one,
 * with the {@link LinkMemory} of this.
 */
public abstract sealed class AmqpLink permits AmqpSender, AmqpReceiver {
    AmqpLink() {}

    /** Its name; with the two containers and the direction it is the link. */
    public final String name() {
        throw new UnsupportedOperationException();
    }

    /** The session that it is attached to. */
    public final AmqpSession session() {
        throw new UnsupportedOperationException();
    }

    /**
     * Attaches, or answers the peer's attach.
     *
     * @param attach with source and target, settle modes, capabilities, properties and, at a sender,
     *     initial-delivery-count; name, handle, role, max-message-size and unsettled are put in here. For an answer the
     *     peer's own attach will do
     */
    public final void attach(Performative.Attach attach) {
        throw new UnsupportedOperationException();
    }

    /**
     * Attaches as {@link #attach(Performative.Attach)} and resumes: tells the peer what survived, with
     * incomplete-unsettled if that does not fit into a frame.
     *
     * @param memory of an earlier attachment of this link; may be empty
     */
    public final void attach(Performative.Attach attach, LinkMemory memory) {
        throw new UnsupportedOperationException();
    }

    /** Refuses the peer's attach: answers with our terminus null, and closes the link (§2.6.3). */
    public final void refuse(AmqpError error) {
        throw new UnsupportedOperationException();
    }

    /**
     * Detaches, or answers the peer's detach; does nothing if this end has detached before, or the session has ended.
     *
     * @param closed the link is over; otherwise we mean to come back
     */
    public final void detach(boolean closed, @Nullable AmqpError error) {
        throw new UnsupportedOperationException();
    }

    /** Whether both ends have attached, none has detached, and the session is open. */
    public final boolean isAttached() {
        throw new UnsupportedOperationException();
    }

    /** What was agreed on how the sender settles; the peer's wish before we have attached. */
    public final SenderSettleMode senderSettleMode() {
        throw new UnsupportedOperationException();
    }

    /** What was agreed on how the receiver settles; the peer's wish before we have attached. */
    public final ReceiverSettleMode receiverSettleMode() {
        throw new UnsupportedOperationException();
    }

    /**
     * What outlives the line: the deliveries that are not settled, with our states, and the delivery-count. To be taken
     * when the line is gone, or the link detached but not closed. A snapshot.
     */
    public final LinkMemory memory() {
        throw new UnsupportedOperationException();
    }

    /** A place for what the caller ties to this link; null at first. */
    public final @Nullable Object attachment() {
        throw new UnsupportedOperationException();
    }

    /** Puts something there. */
    public final void attachment(@Nullable Object attachment) {
        throw new UnsupportedOperationException();
    }
}
