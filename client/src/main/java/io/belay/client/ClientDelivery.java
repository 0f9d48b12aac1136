package io.belay.client;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
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
    /** What we say of a message that we have wholly and have not decided about. */
    private static final DeliveryState WHOLE = new DeliveryState.Received(0xFFFF_FFFFL, 0);

    private static final Symbol FAILURES = Symbol.of("belay:failures");

    private final ClientConsumer consumer;
    private final ByteBuffer message;
    private final boolean isSettled;
    final Binary tag;
    final long serial; // of its consumer, in the order of arrival
    long deliveryId; // on this line; −1 if it was not spoken of on this line yet
    boolean isVoid;
    boolean isOver;
    boolean isTold; // the broker has been told of it on this line
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

    /** Whether it was sent settled, as to a browser or one that wants it so: it has no outcome. */
    public boolean isSettled() {
        return isSettled;
    }

    /** Whether it is no longer its consumer's, without its having decided: somebody else may have it. */
    public boolean isVoid() {
        return isVoid;
    }

    /** It is to be told again, on the next line. */
    void lineLost() {
        deliveryId = -1;
        isTold = false;
        isExpected = false;
    }

    /**
     * What we say of it when we are back. Of one that failed we tell how many failures the broker had told us of, so that it
     * does not count twice if the broker has counted it already.
     */
    DeliveryState state() {
        if (outcome == null) return WHOLE;
        if (!(outcome instanceof DeliveryState.Modified modified) || !modified.deliveryFailed()) return outcome;
        Map<Symbol, @Nullable Object> annotations = new LinkedHashMap<>(modified.messageAnnotations());
        annotations.put(FAILURES, new UnsignedInteger((int) failures()));
        return new DeliveryState.Modified(true, modified.undeliverableHere(), annotations);
    }

    /** What its header tells; 0 if it is none that can be read. */
    private long failures() {
        try {
            return MessageSections.of(message()).header().deliveryCount();
        } catch (MalformedException unreadable) {
            return 0;
        }
    }

    /** Whether nothing is decided about it. */
    boolean isOpen() {
        return !isSettled && !isOver && outcome == null && transaction == null;
    }
}
