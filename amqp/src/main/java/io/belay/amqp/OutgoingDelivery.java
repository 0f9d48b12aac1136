package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import org.jspecify.annotations.Nullable;

/** A delivery of ours until it is settled. */
final class OutgoingDelivery {
    final AmqpSender sender;
    final int id;
    final Binary tag;
    final long context;

    @Nullable
    DeliveryState state; // at the peer, as far as we have heard

    OutgoingDelivery(AmqpSender sender, int id, Binary tag, long context) {
        this.sender = sender;
        this.id = id;
        this.tag = tag;
        this.context = context;
    }
}
