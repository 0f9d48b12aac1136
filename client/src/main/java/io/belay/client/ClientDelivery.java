package io.belay.client;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One message that came, remembered until its outcome is on record at the broker.
 *
 * <pre>
 *   OPEN ── settle() ──▶ DECIDED ── on record ──▶ OVER
 *   OPEN ── acknowledged in a transaction that is asked to commit ──▶ OVER when that is answered
 *   OPEN, DECIDED ── the broker has it no more ──▶ OVER
 * </pre>
 */
public final class ClientDelivery {
    private final ClientConsumer consumer;
    private final ByteBuffer message;
    private final boolean isSettled;
    final Binary tag;
    final long serial; // of its consumer, in the order of arrival
    long deliveryId; // on this line; −1 if it was not spoken of on this line yet
    boolean isVoid;
    boolean isOver;
    boolean isExpected; // the broker is going to speak of it on this line
    boolean canWait; // to be on record
    long fence; // which confirm() waits for it

    @Nullable
    DeliveryState outcome; // decided outside of transactions, not confirmed

    @Nullable
    ClientTransaction transaction; // that acknowledges it

    ClientDelivery(
            ClientConsumer consumer, Binary tag, long deliveryId, long serial, boolean isSettled, ByteBuffer message) {
        this.consumer = consumer;
        this.tag = tag;
        this.deliveryId = deliveryId;
        this.serial = serial;
        this.isSettled = isSettled;
        this.message = message;
    }

    /** Who got it. */
    public ClientConsumer consumer() {
        return consumer;
    }

    /** The message as AMQP encodes it, with the header's delivery-count as the broker had it. To be read, not written. */
    public ByteBuffer message() {
        return message.duplicate();
    }

    /** Whether it was sent settled, as to a browser: it has no outcome. */
    public boolean isSettled() {
        return isSettled;
    }

    /** Whether it is no longer its consumer's, without its having decided: somebody else may have it. */
    public boolean isVoid() {
        return isVoid;
    }

    /** Whether nothing is decided about it. */
    boolean isOpen() {
        return !isSettled && !isOver && outcome == null && transaction == null;
    }
}
