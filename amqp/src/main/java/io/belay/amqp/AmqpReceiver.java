package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.base.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A link on which this end receives. */
public final class AmqpReceiver extends AmqpLink {
    final Gathering gathering;
    private final SessionInput input;
    private int count; // delivery-count as far as we know it
    private int limit; // delivery-count up to which we want deliveries
    private int limitMax; // the highest limit that the sender may still go by
    private boolean knowsCount; // the sender has told its initial one
    private boolean wantsDrain;
    private boolean releasesLate;

    AmqpReceiver(AmqpSession session, String name) {
        super(session, name, false);
        input = session.input;
        gathering = new Gathering(this);
    }

    /** How many more deliveries the sender may begin, 0 to 4294967295. */
    public long credit() {
        return Integer.toUnsignedLong(limit - count);
    }

    /** How many deliveries have begun to come and are not whole, 0 or 1: they have used credit, and are not told yet. */
    public int begun() {
        return gathering.hasBegun() ? 1 : 0;
    }

    /**
     * Sets the credit. Told to the sender when {@link AmqpConnection#out} is next asked for; only the last one counts.
     *
     * @param linkCredit deliveries from now on, 0 to 2147483647; may be less than before
     * @param drain the sender is to use it up or give it back; {@link AmqpEvent.Drained} follows
     */
    public void credit(long linkCredit, boolean drain) {
        Check.argument(linkCredit >= 0 && linkCredit <= Integer.MAX_VALUE, "a credit from 0 to 2^31-1", linkCredit);
        if (!isAttachedHere()) return;
        limit = count + (int) linkCredit;
        if (limit - limitMax > 0) limitMax = limit;
        wantsDrain = drain;
        session.flowDue(this);
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
        settle(firstId, lastId, state, settled, false);
    }

    /**
     * As {@link #settle(long, long, DeliveryState, boolean)}.
     *
     * @param canWait that nobody here waits for the sender's answer, which may take its time (batchable, §2.7.6)
     */
    public void settle(long firstId, long lastId, @Nullable DeliveryState state, boolean settled, boolean canWait) {
        input.settle((int) firstId, (int) lastId, state, settled, canWait);
    }

    /**
     * From our detach on, deliveries that crossed it are given back: nobody here will ever see them, and a sender that is
     * to go on serving others must not wait for a word on them. Not for a link that is to be attached again.
     */
    public void releaseLate() {
        releasesLate = true;
    }

    boolean releasesLate() {
        return releasesLate;
    }

    /** Takes one delivery into account; false if it is beyond the credit. */
    boolean useCredit() {
        if (limitMax - count <= 0) return false;
        count++;
        if (limit - count < 0) limit = count; // It was sent before the sender knew that we want fewer.
        return true;
    }

    /** A delivery was told. It may have been the last of a credit that is to be drained. */
    void usedCredit() {
        if (wantsDrain && credit() == 0 && !hasDetached()) tellDrained();
    }

    private void tellDrained() {
        wantsDrain = false;
        line.tell(new AmqpEvent.Drained(this));
    }

    @Override
    void begin(long deliveryCount) {}

    @Override
    void peerBegan(Performative.Attach attach) {
        int credit = limit - count; // It may have been granted before the sender's count was known.
        count = (int) Math.max(attach.initialDeliveryCount(), 0);
        limit = count + credit;
        limitMax = limit;
        knowsCount = true;
    }

    @Override
    void flow(Performative.Flow flow) {
        if (hasDetached()) return;
        int ahead = flow.deliveryCount() < 0 ? 0 : (int) flow.deliveryCount() - count;
        if (ahead > 0) advance(ahead);
        if (flow.echo()) session.flowDue(this);
        if (wantsDrain && credit() == 0) tellDrained();
    }

    /** The sender gives credit back (§2.6.7), never more than it has. */
    private void advance(int deliveries) {
        int most = limitMax - count;
        count += Math.min(deliveries, most);
        if (limit - count < 0) limit = count;
    }

    @Override
    void sayFlow() {
        session.sayFlow(handle(), knowsCount ? deliveryCount() : -1, credit(), -1, wantsDrain);
    }

    @Override
    long deliveryCount() {
        return Integer.toUnsignedLong(count);
    }

    @Override
    void remember(Map<Binary, LinkMemory.Entry> unsettled) {
        session.input.unsettled.each(delivery -> {
            if (delivery.receiver == this) unsettled.put(delivery.tag, new LinkMemory.Entry(delivery.state, 0));
        });
        gathering.remember(unsettled);
    }

    @Override
    void dropPartial() {
        gathering.giveBack();
        gathering.drop();
    }
}
