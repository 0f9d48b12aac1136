package io.belay.node.amqp;

import io.belay.amqp.AmqpSender;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.base.ByteWriter;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.SubscriptionName;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One link on which a client consumes. */
final class ConsumerLink {
    final long number;
    final AmqpSender sender;
    final Attach asked;
    final ArrayDeque<Reply> waiting =
            new ArrayDeque<>(0); // deliveries, and word that it is drained, that cannot go yet
    final Set<Long> answered = new LinkedHashSet<>(0); // delivery-ids that have an outcome, and that we are to settle

    @Nullable
    SourceReading reading; // what it asked for; null if it looks for a subscription

    @Nullable
    SubscriptionName wanted; // the subscription that it looks for; null if it consumes

    @Nullable
    Address address; // where it consumes from, once that is known

    long temporary; // the number by which the node knows the queue that was made for it; 0 for none
    boolean isOpen; // we have attached
    boolean isGone; // detached, by whichever end
    boolean wasClosed; // the client's detach closed it
    long handed; // deliveries of the node that were sent, or given back
    long granted; // of the credit, what the node still has
    int unsettled; // deliveries without an outcome
    private long lastTag;

    ConsumerLink(long number, AmqpSender sender, Attach asked) {
        this.number = number;
        this.sender = sender;
        this.asked = asked;
    }

    /** A tag that no delivery of this link has had. */
    Binary nextTag() {
        return Binary.of(new ByteWriter(8).writeLong(++lastTag).toArray());
    }

    /** What a delivery ends with whose client has settled it without a word. */
    DeliveryState defaultOutcome() {
        DeliveryState outcome = asked.source() == null ? null : asked.source().defaultOutcome();
        return outcome == null ? DeliveryState.RELEASED : outcome;
    }

    /** The node has done what the client said of this delivery, which waits for us to settle it. */
    void settle(long deliveryId, @Nullable DeliveryState state) {
        if (answered.remove(deliveryId) && sender.session().isOpen()) sender.settle(deliveryId, state);
    }
}
