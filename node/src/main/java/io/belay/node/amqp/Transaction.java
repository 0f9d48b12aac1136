package io.belay.node.amqp;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.node.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to happen at once or not at all.
 *
 * <pre>
 *  open ──enlist──▶ open ──discharge──▶ over
 *       ──limit, time-out──▶ failed: empty, refuses everything ──discharge──▶ over
 * </pre>
 */
final class Transaction {
    /**
     * What the client says of a delivery, if the transaction commits.
     *
     * @param deliveryId to settle then, −1 if the client has settled
     */
    record Ack(ConsumerLink link, long sequence, long deliveryId, DeliveryState outcome) {}

    final Binary id;
    final AmqpReceiver coordinator;
    final List<Request.Send> sends = new ArrayList<>(0);
    final List<Ack> acks = new ArrayList<>(0);
    long bytes; // of what it sends, and of words to what it rejects
    private long startedMs = Long.MAX_VALUE; // when something was first done in it: clients declare long before

    /** Why it can only roll back; null as long as it may commit. */
    @Nullable
    AmqpError failure;

    Transaction(Binary id, AmqpReceiver coordinator) {
        this.id = id;
        this.coordinator = coordinator;
    }

    /** Something is done in it. */
    void used(long nowMs) {
        startedMs = Math.min(startedMs, nowMs);
    }

    /** For how long it has been used; negative if it has not. */
    long ageMs(long nowMs) {
        return nowMs - startedMs;
    }

    /** What it counts against the limit of messages. */
    int messages() {
        return sends.size() + acks.size();
    }

    /** Lets go of all that it holds. */
    void clear() {
        sends.clear();
        acks.clear();
        bytes = 0;
    }
}
