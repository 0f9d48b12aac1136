package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.base.Check;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A link on which this end sends. */
public final class AmqpSender extends AmqpLink {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SessionOutput output;
    private final LineOutput out;
    private int firstCount; // delivery-count when it was attached
    private int count; // delivery-count now
    private long credit;
    private long available;
    private boolean wantsDrain; // the receiver, by its last word
    private boolean isDrainOwed;

    AmqpSender(AmqpSession session, String name) {
        super(session, name, true);
        output = session.output;
        out = line.out;
    }

    /**
     * How many deliveries the peer still wants, 0 to 4294967295. It may grant some before its attach is answered; they
     * can be sent once that is.
     */
    public long credit() {
        return credit;
    }

    /** Whether the peer wants its credit used up, see {@link #drained}. */
    public boolean isDraining() {
        return isDrainOwed;
    }

    /**
     * Whether a delivery may be sent, given credit: the link is attached, the session's window is open, not too much
     * waits for the line, and not too many deliveries of the session are unsettled. {@link AmqpEvent.Writable} tells when
     * that has changed, but for {@link AmqpConnection#drained}: after that, ask.
     */
    public boolean isWritable() {
        return isAttached() && output.hasRoom() && !out.isFull();
    }

    /** Tells the peer with the next flow how many messages are waiting; 0 or more. */
    public void available(long count) {
        available = Math.min(count, Performative.UINT_MAX);
    }

    /** As {@link #send(Binary, boolean, DeliveryState, long, long, ByteBuffer, ByteBuffer)} of one piece. */
    public long send(
            Binary tag,
            boolean settled,
            @Nullable DeliveryState state,
            long messageFormat,
            long context,
            ByteBuffer payload) {
        return send(tag, settled, state, messageFormat, context, NOTHING, payload);
    }

    /**
     * Sends a delivery and uses one credit. It may take many frames; what the window has no room for waits inside.
     *
     * @param tag at most 32 bytes; one that no unsettled delivery of this link has
     * @param settled whether nobody will speak of it again
     * @param state such as a transaction's
     * @param messageFormat 0 for AMQP's own
     * @param context what {@link AmqpEvent.Outcome} is to bring back
     * @param head the message's first bytes, such as a header that differs from attempt to attempt
     * @param tail the bytes after them; both are copied, and read to their ends
     * @return its delivery-id
     * @throws IllegalStateException without credit, or if not {@link #isWritable}
     */
    public long send(
            Binary tag,
            boolean settled,
            @Nullable DeliveryState state,
            long messageFormat,
            long context,
            ByteBuffer head,
            ByteBuffer tail) {
        return begin(tag, settled, state, messageFormat, false, false, context, head, tail);
    }

    private long begin(
            Binary tag,
            boolean settled,
            @Nullable DeliveryState state,
            long messageFormat,
            boolean resume,
            boolean aborted,
            long context,
            ByteBuffer head,
            ByteBuffer tail) {
        Check.invariant(isWritable(), "a sender that is writable");
        Check.invariant(credit > 0, "credit");
        Check.argument(tag.length() <= TAG_LENGTH_MAX, "a tag of at most 32 bytes", tag.length());
        int id = output.nextDeliveryId();
        credit--;
        count++;
        long number = Integer.toUnsignedLong(id);
        Transfer transfer =
                new Transfer(handle(), number, tag, messageFormat, settled, false, null, state, resume, aborted, false);
        output.send(new OutgoingDelivery(this, id, tag, context), transfer, head, tail);
        return number;
    }

    /**
     * Gives up the message of which a part is said and the rest waits for the session's window: it vanishes at the peer
     * (§2.6.14), and nothing more is heard of it.
     *
     * @return whether there was one
     */
    public boolean abort() {
        return output.abort(this);
    }

    /** Settles a delivery of ours whose outcome was told without; does nothing if it is settled already. */
    public void settle(long deliveryId, @Nullable DeliveryState state) {
        settle(deliveryId, state, false);
    }

    /**
     * As {@link #settle(long, DeliveryState)}.
     *
     * @param canWait that it is enough if the receiver hears of it together with whatever else is said on the line next
     */
    public void settle(long deliveryId, @Nullable DeliveryState state, boolean canWait) {
        output.settle((int) deliveryId, state, canWait);
    }

    /** The deliveries that are not settled and have no outcome yet: what is tied to each, by delivery-id. A snapshot. */
    public Map<Long, Long> undecided() {
        return output.undecided(this);
    }

    /**
     * Forgets all deliveries that are not settled, of a link that is closed: their outcomes are told no more, and they take no
     * room in the session.
     */
    public void forgetDeliveries() {
        output.forgetDeliveries(this);
    }

    /** There is nothing more to send now: gives back what is left of the credit, if the peer wanted it drained. */
    public void drained() {
        if (!isDrainOwed || !isAttachedHere()) return;
        isDrainOwed = false;
        count += (int) credit;
        credit = 0;
        session.flowDue(this);
    }

    /**
     * Resumes a delivery of an earlier attachment, as {@link Resumption} decided, and forgets the memory of it.
     *
     * @param step for one tag of the memory that this link was attached with
     * @param messageFormat 0 for AMQP's own
     * @param context what {@link AmqpEvent.Outcome} is to bring back
     * @param message the whole message, of which is sent what the step wants; empty for a step that wants none
     * @return its delivery-id, −1 if nothing more will be heard of it
     * @throws IllegalStateException as {@link #send}, unless the step is {@link Resumption.Step.Forget}
     */
    public long resume(Resumption.Step step, long messageFormat, long context, ByteBuffer message) {
        Binary tag = step.tag();
        long id = -1;
        if (step instanceof Resumption.Step.SendAnew) id = send(tag, false, null, messageFormat, context, message);
        else if (step instanceof Resumption.Step.SendRest rest) {
            id = sendRest(tag, rest.from(), messageFormat, context, message);
        } else if (step instanceof Resumption.Step.Confirm confirm) {
            begin(
                    tag,
                    true,
                    Resumption.brief(confirm.outcome()),
                    messageFormat,
                    true,
                    false,
                    context,
                    NOTHING,
                    NOTHING);
        } else if (step instanceof Resumption.Step.Abort) {
            begin(tag, true, null, messageFormat, true, true, context, NOTHING, NOTHING);
        }
        carried.remove(tag);
        return id;
    }

    /** Leaves out what the receiver has, unless it claims to have more than there is. */
    private long sendRest(
            Binary tag, DeliveryState.@Nullable Received from, long messageFormat, long context, ByteBuffer message) {
        int length = from == null ? -1 : PartialMessage.lengthBefore(message, from);
        if (length > 0) message.position(message.position() + length);
        DeliveryState state = length < 0 ? null : from;
        return begin(tag, false, state, messageFormat, true, false, context, NOTHING, message);
    }

    @Override
    void begin(long deliveryCount) {
        firstCount = (int) deliveryCount;
        count = (int) deliveryCount;
    }

    @Override
    void peerBegan(Performative.Attach attach) {}

    @Override
    void flow(Performative.Flow flow) {
        if (hasDetached()) return;
        if (flow.linkCredit() >= 0) {
            int seen = flow.deliveryCount() < 0 ? firstCount : (int) flow.deliveryCount();
            long left = flow.linkCredit() - Math.max(0, count - seen); // §2.6.7
            credit = Math.max(0, left);
            wantsDrain = flow.drain();
            isDrainOwed = flow.drain();
            line.tell(new AmqpEvent.Credit(this, credit, flow.drain()));
        }
        if (flow.echo()) session.flowDue(this);
    }

    @Override
    void sayFlow() {
        session.sayFlow(handle(), deliveryCount(), credit, available, wantsDrain);
    }

    @Override
    long deliveryCount() {
        return Integer.toUnsignedLong(count);
    }

    @Override
    void remember(Map<Binary, LinkMemory.Entry> unsettled) {
        output.unsettled.each(delivery -> {
            if (delivery.sender != this) return;
            unsettled.put(delivery.tag, new LinkMemory.Entry(delivery.state, delivery.context));
        });
    }

    @Override
    void dropPartial() {}
}
