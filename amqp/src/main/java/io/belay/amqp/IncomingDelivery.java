package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.base.ByteWriter;
import org.jspecify.annotations.Nullable;

/** A delivery of the peer: while it is gathered, and then until it is settled. */
final class IncomingDelivery {
    final AmqpReceiver receiver;
    final int id;
    final Binary tag;
    final long messageFormat;
    final boolean isResumed;
    boolean isSettled; // by the sender

    @Nullable
    DeliveryState peersState;

    @Nullable
    DeliveryState state; // ours

    @Nullable
    ByteWriter content; // of the frames that came, if the last one is still to come

    IncomingDelivery(AmqpReceiver receiver, int id, Binary tag, long messageFormat, boolean isResumed) {
        this.receiver = receiver;
        this.id = id;
        this.tag = tag;
        this.messageFormat = messageFormat;
        this.isResumed = isResumed;
    }

    /** Bytes that were gathered. */
    int length() {
        ByteWriter gathered = content;
        return gathered == null ? 0 : gathered.length();
    }
}
