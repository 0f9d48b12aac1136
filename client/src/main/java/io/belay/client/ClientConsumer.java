package io.belay.client;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.base.Check;
import io.belay.client.ClientFailure.Known;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Receives messages from one address, as far as it is granted credit. Outlives lines. */
public final class ClientConsumer extends ClientLink {
    private final ConsumerSpec spec;
    private final ConsumerListener listener;
    private Shown shown; // by a browser
    private final Map<Binary, ClientDelivery> returning =
            new LinkedHashMap<>(); // remembered, not spoken of on this line yet
    private int claims; // of those, that the broker is going to speak of; each uses credit
    private int kept; // deliveries that are remembered
    private int wanted; // credit without that of the claims
    private int skipped; // by a browser since the last drain was asked for
    private long serials;
    private @Nullable Request draining;
    private boolean isDraining; // the broker, on this line: what it gives back counts though nobody may wait any longer
    private boolean isAskedAgain; // while it was draining: its answer does not tell of what came since

    ClientConsumer(
            ClientChannel channel,
            String name,
            ConsumerSpec spec,
            ConsumerListener listener,
            long deadlineMs,
            Answer answer) {
        super(channel, name, false, deadlineMs, answer);
        this.spec = spec;
        this.listener = listener;
        shown = new Shown();
    }

    /** Wants so many messages more; 1 or more. Those that are voided have used theirs up. */
    public void grant(int more) {
        Check.argument(more > 0, "1 or more", more);
        if (isClosing() || stage() == Stage.GONE) return;
        wanted = (int) Math.min((long) wanted + more, Integer.MAX_VALUE / 2);
        sayCredit();
    }

    /** How many messages are wanted and have not come, 0 or more. */
    public int credit() {
        return wanted;
    }

    /**
     * Asks for what is there now: answered when the credit is used up or nothing more is there. The credit is 0 then.
     * Also the end of a browser's messages. One at a time; another one answers the first. At the deadline the credit stays.
     */
    public void drain(long deadlineMs, Answer answer) {
        drained(null);
        if (stage() == Stage.GONE || isClosing() || session.isOver()) {
            answer.answered(new ClientFailure(Known.NOT_DONE, ClientFailure.CLOSED, "the consumer is closed"));
            return;
        }
        draining = new Request(
                session.deadlines, deadlineMs, answer, "draining " + name, Known.PENDING, this::drainNoMore);
        skipped = 0;
        isAskedAgain = isDraining;
        if (wanted + claims == 0) drained(null);
        else sayCredit();
    }

    /**
     * Tells what became of a delivery, which is remembered until the broker has that on record
     * ({@link ClientChannel#confirm}). Without effect if the delivery came settled, is void or decided.
     *
     * @param delivery of this consumer
     * @param outcome accepted, rejected, released or modified
     */
    public void settle(ClientDelivery delivery, DeliveryState outcome) {
        settle(delivery, outcome, false);
    }

    /**
     * As {@link #settle(ClientDelivery, DeliveryState)}.
     *
     * @param canWait that nobody waits until it is on record, which may take some milliseconds more
     */
    public void settle(ClientDelivery delivery, DeliveryState outcome, boolean canWait) {
        Check.argument(delivery.consumer() == this, "a delivery of this consumer", 0);
        if (!delivery.isOpen()) return;
        delivery.outcome = outcome;
        delivery.canWait = canWait;
        channel.fences.add(delivery);
        say(delivery);
    }

    /**
     * Closes: from now on nothing is told, and what still comes is given back. The link lasts until the outcome of each
     * delivery that was told is known, so a consumer with open ones is answered only then. A durable subscription goes on.
     */
    public void close(long deadlineMs, Answer answer) {
        closeLink(deadlineMs, answer);
    }

    /** Why the broker ended it, null if it did not. */
    public @Nullable ClientFailure failure() {
        return whyGone();
    }

    @Override
    void closing() {
        wanted = 0;
        drained(new ClientFailure(Known.NOT_DONE, ClientFailure.CLOSED, "the consumer is closed"));
        sayCredit();
    }

    // Credit

    private void sayCredit() {
        if (!(inUse() instanceof AmqpReceiver in)) return;
        long credit = Math.max(0, (long) wanted + claims - in.begun()); // What has begun to come has used its credit.
        isDraining = credit > 0 && (isDraining || draining != null);
        in.credit(credit, isDraining);
    }

    /** To take it back could cross the answer, of which we would never know then that it has used up the credit. */
    private void drainNoMore() {
        draining = null;
    }

    /** The broker has nothing more, or the credit is used up. */
    void drained() {
        boolean isStale = isAskedAgain && wanted + claims > 0;
        isDraining = false;
        isAskedAgain = false;
        if (draining == null || isStale) {
            sayCredit();
            return;
        }
        boolean isMoreComing = inUse() instanceof AmqpReceiver in && in.begun() > 0;
        wanted = isMoreComing && claims == 0 ? 1 : 0;
        if (!isMoreComing) nothingMore(); // Else that one belongs to what is there now, and is the last.
    }

    private void nothingMore() {
        if (skipped == 0) {
            drained(null);
            return;
        }
        wanted = skipped; // What was passed over has used credit that was meant for others.
        skipped = 0;
        sayCredit();
    }

    private void drained(@Nullable ClientFailure failure) {
        Request waiting = draining;
        draining = null;
        if (waiting != null) waiting.answer(failure);
    }

    // Deliveries

    /** A message has come, or one of an earlier line is spoken of again. */
    void delivered(AmqpEvent.Delivery event) {
        take(event);
        // A drain ends with what had begun to come when it was asked for, or answered.
        boolean wasLast = draining != null && !isDraining && wanted + claims == 0;
        if (wasLast) nothingMore();
    }

    private void take(AmqpEvent.Delivery event) {
        ClientDelivery earlier = returning.isEmpty() ? null : returning.remove(event.tag());
        if (earlier != null) {
            if (earlier.isExpected) claims--;
            else used();
            if (event.settled()) gone(earlier);
            else bind(earlier, event.deliveryId());
            return;
        }
        if (event.resumed()) return;
        used();
        if (event.settled() && spec.isBrowser() && !shown.isNew(event.tag())) skip();
        else fresh(event);
    }

    private void fresh(AmqpEvent.Delivery event) {
        ByteBuffer copy = ByteBuffer.allocate(event.payload().remaining());
        copy.put(event.payload().duplicate()).flip();
        ClientDelivery delivery =
                new ClientDelivery(this, event.tag(), event.deliveryId(), ++serials, event.settled(), copy);
        if (!event.settled()) {
            kept++;
            channel.deliveries.put((int) event.deliveryId(), delivery);
        }
        session.achieved();
        if (isClosing()) {
            settle(delivery, DeliveryState.RELEASED);
            return;
        }
        // Not every broker sends it settled.
        if (spec.isPresettled()) settle(delivery, DeliveryState.ACCEPTED, true);
        listener.message(delivery);
    }

    private void used() {
        if (wanted > 0) wanted--;
    }

    private void skip() {
        skipped++;
        if (draining == null) grant(1);
    }

    /** It has a number on this line now, under which its outcome can be told. */
    private void bind(ClientDelivery delivery, long deliveryId) {
        delivery.deliveryId = deliveryId;
        channel.deliveries.put((int) deliveryId, delivery);
        ClientTransaction within = delivery.transaction;
        if (within != null) within.bound();
        say(delivery);
    }

    private void say(ClientDelivery delivery) {
        DeliveryState outcome = delivery.outcome;
        boolean isSayable = outcome != null && delivery.deliveryId >= 0;
        if (!isSayable || !(inUse() instanceof AmqpReceiver in)) return;
        boolean forgets = !session.isResumable();
        in.settle(delivery.deliveryId, delivery.deliveryId, outcome, forgets, delivery.canWait);
        if (forgets) over(delivery);
    }

    /** Says it as part of a transaction; from then on the broker need not confirm it. */
    void sayIn(ClientDelivery delivery, DeliveryState state) {
        if (!(inUse() instanceof AmqpReceiver in)) return;
        in.settle(delivery.deliveryId, delivery.deliveryId, state, true);
    }

    /** The broker has settled it, or come back to what we decided and settled that. */
    void settled(long deliveryId, Binary tag) {
        ClientDelivery delivery = channel.deliveries.at((int) deliveryId);
        if (delivery == null || delivery.consumer() != this) delivery = claimed(tag);
        if (delivery == null) return;
        session.achieved();
        if (delivery.outcome != null) over(delivery);
        else voided(delivery);
    }

    /** The broker came back to what we had decided, and wants to hear it once more. */
    void resumed(AmqpEvent.Resumed event) {
        if (event.settled()) {
            settled(event.deliveryId(), event.tag());
            return;
        }
        ClientDelivery delivery = claimed(event.tag());
        if (delivery != null) bind(delivery, event.deliveryId());
    }

    private @Nullable ClientDelivery claimed(Binary tag) {
        ClientDelivery delivery = returning.remove(tag);
        if (delivery != null && delivery.isExpected) claims--;
        return delivery;
    }

    /** Nothing more needs to be remembered of it. */
    void over(ClientDelivery delivery) {
        if (delivery.isOver) return;
        delivery.isOver = true;
        kept--;
        if (delivery.deliveryId >= 0) channel.deliveries.remove((int) delivery.deliveryId);
        else if (returning.remove(delivery.tag, delivery) && delivery.isExpected) claims--;
        channel.fences.remove(delivery);
        closeIfDone();
    }

    private void voided(ClientDelivery delivery) {
        if (delivery.isOver) return;
        delivery.isVoid = true;
        ClientTransaction within = delivery.transaction;
        over(delivery);
        if (within != null) within.voided();
        if (!isClosing()) listener.voided(delivery);
    }

    // Lines

    /** The line is lost, with these on it. */
    void lost(List<ClientDelivery> bound) {
        List<ClientDelivery> replaced = new ArrayList<>(0);
        for (ClientDelivery delivery : returning.values()) delivery.lineLost();
        for (ClientDelivery delivery : bound) {
            delivery.lineLost();
            ClientDelivery other = returning.put(delivery.tag, delivery);
            if (other != null) replaced.add(other); // It was in a commit that was refused, and came again.
        }
        claims = 0;
        isDraining = false;
        isAskedAgain = false;
        for (ClientDelivery delivery : replaced) voided(delivery);
    }

    /** The broker may call other messages what it called those that we have, or have shown. */
    int restored(ClientFailure why) {
        shown = new Shown();
        return voidAll(why);
    }

    /** The broker gives all that we have to others. */
    int voidAll(ClientFailure why) {
        int count = 0;
        for (ClientDelivery delivery : List.copyOf(returning.values())) {
            channel.fences.doubt(delivery, why);
            if (delivery.outcome != null) over(delivery);
            else {
                count++;
                voided(delivery);
            }
        }
        return count;
    }

    @Override
    LinkMemory memory() {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        claim(unsettled, true);
        claim(unsettled, false);
        return new LinkMemory(0, unsettled);
    }

    /** What is decided is told first. */
    private void claim(Map<Binary, LinkMemory.Entry> unsettled, boolean areDecided) {
        for (ClientDelivery delivery : returning.values()) {
            if ((delivery.outcome != null) != areDecided) continue;
            unsettled.put(delivery.tag, new LinkMemory.Entry(delivery.state(), 0));
        }
    }

    @Override
    Set<Binary> told() {
        Set<Binary> told = new LinkedHashSet<>();
        for (ClientDelivery delivery : returning.values()) if (delivery.isTold) told.add(delivery.tag);
        return told;
    }

    /** Of what an attach told, the answer tells what the broker has: all else is settled there, or is given to others. */
    @Override
    boolean hears(AmqpLink link, Attach theirs) {
        Map<Binary, @Nullable DeliveryState> known = theirs.unsettled();
        for (Binary tag : link.told()) {
            ClientDelivery delivery = returning.get(tag);
            if (delivery == null) continue;
            delivery.isTold = true;
            delivery.isExpected = known != null && known.containsKey(tag);
        }
        return link.isIncomplete() && !link.told().isEmpty();
    }

    @Override
    void goOn(Attach theirs) {
        claims = 0;
        for (ClientDelivery delivery : List.copyOf(returning.values())) {
            if (delivery.isExpected) stillOurs(delivery);
            else if (delivery.isTold || !theirs.incompleteUnsettled()) gone(delivery);
        }
        sayCredit();
        if (draining != null && wanted + claims == 0) drained(null);
    }

    private void stillOurs(ClientDelivery delivery) {
        claims++;
        if (delivery.outcome != null) session.returned.reacknowledged++;
    }

    /** What the broker does not tell it has settled (AMQP 1.0 §2.6.13). */
    private void gone(ClientDelivery delivery) {
        if (delivery.outcome != null) {
            over(delivery);
            return;
        }
        session.returned.voided++;
        voided(delivery);
    }

    @Override
    boolean isAt(ClientAddress address) {
        return address.equals(spec.address());
    }

    @Override
    Attach attach() {
        return Termini.consumer(session, spec);
    }

    @Override
    boolean isDone() {
        return kept == 0;
    }

    @Override
    boolean closes() {
        return !spec.isDurable();
    }

    @Override
    void failed(ClientFailure why) {
        lost(channel.deliveriesOf(this));
        for (ClientDelivery delivery : List.copyOf(returning.values())) {
            delivery.isVoid = delivery.outcome == null;
            ClientTransaction within = delivery.transaction;
            channel.fences.doubt(delivery, inDoubt(why));
            over(delivery);
            if (within != null) within.voided();
        }
        drained(why);
        listener.ended(why);
    }

    /** What is known of outcomes that were told and not answered. */
    private static ClientFailure inDoubt(ClientFailure why) {
        String words = "nobody knows whether the outcome is on record: " + why.words();
        return new ClientFailure(ClientFailure.Known.UNKNOWN, why.condition(), words, why.error());
    }
}
