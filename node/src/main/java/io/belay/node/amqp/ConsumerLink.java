package io.belay.node.amqp;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.DeliveryTable;
import io.belay.amqp.Resumption.Step;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.SubscriptionName;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One link on which a client consumes. */
final class ConsumerLink {
    final long number;
    final AmqpSender sender;
    Attach asked; // once it is answered, what is still needed of it
    final ArrayDeque<Reply> waiting =
            new ArrayDeque<>(0); // deliveries, and word that it is drained, that cannot go yet
    private DeliveryTable<Boolean> answered = new DeliveryTable<>(); // have an outcome, and we are to settle them

    @Nullable
    SourceReading reading; // what it asks for, until it is answered; null if it looks for a subscription

    @Nullable
    SubscriptionName wanted; // the subscription that it looks for; null if it consumes

    @Nullable
    Address address; // where it consumes from, once that is known

    long queue; // the number by which the node knows where it consumes from, once that is known

    @Nullable
    AmqpError withdrawn; // why we end it; null unless its client may not consume from there any more

    long temporary; // the number by which the node knows the queue that was made for it; 0 for none
    boolean browses; // it looks at a queue and takes nothing
    boolean isOpen; // we have attached
    boolean isSuspended; // gone, and its consumer waits for the next link of that name
    boolean isGone; // detached, by whichever end
    boolean isDetached; // and we have told the client that it is over
    boolean wasClosed; // the client's detach closed it
    long handed; // deliveries of the node that were sent, or given back
    long granted; // of the credit, what the node still has
    long grants; // how often the node was given some
    int unsettled; // deliveries without an outcome
    long overSinceMs; // once it is detached
    private final boolean isResumable; // whether the client may come back to it on another line
    private final ArrayDeque<Step> steps = new ArrayDeque<>(0); // how it goes on where it was; before all else
    private final List<Runnable> undone = new ArrayList<>(0); // what the client has decided of which it told a part
    private final Set<Long> confirmed = new LinkedHashSet<>(0); // sequences of which the node has done what was decided
    private final Set<Binary> goneSince = new LinkedHashSet<>(0); // told to be with the consumer before they left it
    final Map<Binary, Step> begun = new LinkedHashMap<>(0); // deliveries of which the client knows only the tag
    boolean isPartial; // one end could not tell all that it remembers: until the next attach only that goes on
    private boolean isUnsaid; // that a delivery is settled which may come again
    private long lastTag;

    ConsumerLink(long number, AmqpSender sender, Attach asked, boolean isResumable) {
        this.isResumable = isResumable;
        this.number = number;
        this.sender = sender;
        this.asked = asked;
    }

    /** It is answered: what its client said at such length is needed no more. */
    void forgetAsked() {
        asked = AmqpTermini.kept(asked);
        reading = null;
    }

    /** The name by which its client finds it again; empty if it cannot. */
    String name() {
        return isResumable ? asked.name() : "";
    }

    /**
     * The tag of a delivery: of a link that outlives its line the entry, so that both ends know it on the next; else one
     * that no delivery of this link has had.
     */
    Binary tag(Reply.Delivery delivery) {
        boolean isShown = delivery.sequence() == 0;
        if (isResumable && !isShown) return EntryTag.of(queue, delivery.entry());
        return EntryTag.of(isResumable ? delivery.entry() : ++lastTag);
    }

    /** How many deliveries of the node the client takes. */
    long room() {
        return isPartial ? 0 : Math.max(0, sender.credit() - steps.size());
    }

    /** Whether something comes before the deliveries of the node. */
    boolean goesOn() {
        return !steps.isEmpty();
    }

    /** Adds to what is to be said of earlier deliveries. */
    void goOn(Step step) {
        steps.add(step);
    }

    /** Says of a delivery that it is with the client's consumer no more, though the client was told so on this line. */
    void goneSince(Binary tag, @Nullable DeliveryState outcome) {
        goneSince.add(tag);
        steps.add(new Step.Confirm(tag, outcome == null ? DeliveryState.RELEASED : outcome));
    }

    /** Does what a client has decided, now or when it takes the confirmation: another attach may tell the rest before. */
    void carryOut(Runnable deed) {
        if (isPartial) undone.add(deed);
        else deed.run();
    }

    /** The client takes confirmations. */
    void carryOut() {
        if (undone.isEmpty()) return;
        List<Runnable> deeds = List.copyOf(undone);
        undone.clear();
        deeds.forEach(Runnable::run);
    }

    /** What the client decided on an earlier line is done. */
    void confirmed(long sequence) {
        confirmed.add(sequence);
    }

    /** Says what can be said now of earlier deliveries, in their order; whether anything was. */
    boolean sayEarlier() {
        boolean moved = false;
        while (!steps.isEmpty() && sender.isWritable() && sender.credit() > 0) {
            Step step = steps.element();
            long sequence = EntryTag.sequence(step.tag());
            boolean isOpen = step instanceof Step.SendRest;
            if (!isOpen && !goneSince.remove(step.tag()) && !confirmed.remove(sequence)) break;
            steps.remove();
            if (isOpen) unsettled++;
            sender.resume(step, 0, sequence, ByteBuffer.allocate(0));
            moved = true;
        }
        return moved;
    }

    /** What is said of its deliveries from here on is said on another attachment. */
    void forgetDeliveries() {
        sender.forgetDeliveries();
        unsettled = 0;
        answered = new DeliveryTable<>();
    }

    /** A delivery may be one that came back: that the client's opinion was heard must be said before it comes again. */
    void sayOpinions(AmqpConnection connection) {
        if (isUnsaid) connection.out();
        isUnsaid = false;
    }

    /** What a delivery ends with whose client has settled it without a word. */
    DeliveryState defaultOutcome() {
        DeliveryState outcome = asked.source() == null ? null : asked.source().defaultOutcome();
        return outcome == null ? DeliveryState.RELEASED : outcome;
    }

    /** The client has told an outcome of this delivery, and we are to settle it. */
    void answered(long deliveryId) {
        answered.put((int) deliveryId, true);
    }

    /** Whether a delivery has an outcome, and is not settled. */
    boolean isAnswered(long deliveryId) {
        return answered.at((int) deliveryId) != null;
    }

    /** The client has settled one of those itself. */
    void forgetAnswered(long deliveryId) {
        answered.remove((int) deliveryId);
    }

    /** Whether there is no delivery that has an outcome, or is to have one. */
    boolean owesNothing() {
        return unsettled == 0 && answered.count() == 0;
    }

    /** The node has done what the client said of this delivery, which waits for us to settle it. */
    void settle(long deliveryId, @Nullable DeliveryState state) {
        if (answered.remove((int) deliveryId) == null || !sender.session().isOpen()) return;
        sender.settle(deliveryId, state);
        isUnsaid |= !(state instanceof DeliveryState.Accepted);
    }
}
