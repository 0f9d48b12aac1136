package io.belay.amqp;

import io.belay.amqp.codec.TransferFrame;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Role;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes in over one link: transfers become deliveries, which are told when they are whole. */
final class Gathering {
    /** So many times as many unsettled deliveries as one session may have all sessions of a line may have. */
    static final int UNSETTLED_FACTOR = 16;

    private static final Binary NO_TAG = Binary.of();

    private final AmqpReceiver receiver;
    private final AmqpSession session;
    private final SessionInput input;
    private final DeliveryTable<IncomingDelivery> unsettled; // of the session
    private final Line line;
    private final int messageLengthMax;
    private @Nullable IncomingDelivery open; // whose last frame is still to come

    Gathering(AmqpReceiver receiver) {
        this.receiver = receiver;
        session = receiver.session;
        input = session.input;
        unsettled = input.unsettled;
        line = receiver.line;
        messageLengthMax = line.limits.messageLengthMax();
    }

    boolean hasBegun() {
        return open != null;
    }

    void transfer(TransferFrame transfer) {
        if (receiver.hasDetached()) {
            late(transfer);
            return;
        }
        ByteBuffer payload = transfer.payload();
        IncomingDelivery going = open;
        IncomingDelivery delivery = going == null ? begin(transfer) : going;
        if (delivery == null || line.isClosed() || going != null && !continues(transfer, going)) return;
        delivery.isSettled |= transfer.settled();
        if (transfer.state() != null) delivery.peersState = transfer.state();
        if (transfer.aborted()) abort(delivery);
        else if (isTooLong(delivery, payload)) {
            String most = "expected at most " + line.limits.messageLengthMax() + " bytes";
            receiver.fail(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED, most);
        } else if (transfer.more()) gather(delivery, payload);
        else finish(delivery, payload);
    }

    /** It crossed our detach. */
    private void late(TransferFrame transfer) {
        boolean begins = transfer.deliveryId() >= 0 && input.isNext((int) transfer.deliveryId());
        if (begins && !transfer.settled()) giveBack((int) transfer.deliveryId());
    }

    /** What has come in part when we detach: its end may be there, or never be sent. */
    void giveBack() {
        IncomingDelivery going = open;
        if (going != null && !going.isSettled && receiver.hasDetached()) giveBack(going.id);
    }

    private void giveBack(int id) {
        boolean isOver = !receiver.releasesLate() || !session.isOpen();
        if (!isOver) session.dispositions.add(Role.RECEIVER, id, DeliveryState.RELEASED, true, false);
    }

    private @Nullable IncomingDelivery begin(TransferFrame transfer) {
        Binary tag = tagOf(transfer);
        if (tag == null || transfer.deliveryId() < 0) {
            session.fail(ErrorCondition.INVALID_FIELD, "a delivery begins with its id and a tag of at most 32 bytes");
        } else if (!input.isNext((int) transfer.deliveryId())) {
            session.fail(ErrorCondition.INVALID_FIELD, "expected a higher delivery-id than " + transfer.deliveryId());
        } else if (!transfer.settled() && unsettled.count() >= input.unsettledMax) {
            String most = "expected at most " + input.unsettledMax + " unsettled deliveries";
            session.fail(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, most);
        } else if (!transfer.settled() && line.unsettled >= UNSETTLED_FACTOR * (long) input.unsettledMax) {
            String most = "expected at most " + UNSETTLED_FACTOR + " times " + input.unsettledMax
                    + " unsettled deliveries of all sessions";
            session.fail(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, most);
        } else if (!receiver.useCredit()) {
            receiver.fail(ErrorCondition.LINK_TRANSFER_LIMIT_EXCEEDED, "a delivery beyond the credit");
        } else {
            int id = (int) transfer.deliveryId();
            long format = Math.max(0, transfer.messageFormat());
            return begun(new IncomingDelivery(receiver, id, tag, format, transfer.resume()), transfer);
        }
        return null;
    }

    /** A delivery that is resumed may begin with what we have of it (§2.6.13). */
    private @Nullable IncomingDelivery begun(IncomingDelivery delivery, TransferFrame transfer) {
        LinkMemory.Entry before = delivery.isResumed ? receiver.carried.get(delivery.tag) : null;
        if (before == null || !(transfer.state() instanceof DeliveryState.Received from)) return delivery;
        Binary kept = before.beginning();
        ByteBuffer beginning = ByteBuffer.wrap(kept == null ? NO_TAG.bytes() : kept.bytes());
        int length = PartialMessage.lengthBefore(beginning, from);
        if (length < 0) {
            receiver.fail(ErrorCondition.INVALID_FIELD, "a delivery is resumed behind what has arrived of it");
            return null;
        }
        gather(delivery, beginning.limit(length));
        return delivery;
    }

    /** What has come of a message that is not whole, for the next attachment. */
    void remember(Map<Binary, LinkMemory.Entry> known) {
        IncomingDelivery going = open;
        ByteWriter content = going == null ? null : going.content;
        if (going == null || content == null || going.isSettled) return;
        DeliveryState.Received end = PartialMessage.end(content.view());
        known.put(going.tag, new LinkMemory.Entry(end, 0, Binary.of(content.toArray())));
    }

    /** Null if it is missing where it must not be, or too long. */
    private static @Nullable Binary tagOf(TransferFrame transfer) {
        Binary tag = transfer.deliveryTag();
        if (tag == null) return transfer.settled() ? NO_TAG : null;
        return tag.length() <= AmqpLink.TAG_LENGTH_MAX ? tag : null;
    }

    private boolean continues(TransferFrame transfer, IncomingDelivery going) {
        boolean isSame = transfer.deliveryId() < 0 || (int) transfer.deliveryId() == going.id;
        if (!isSame) session.fail(ErrorCondition.NOT_ALLOWED, "a delivery begins before the last one is whole");
        return isSame;
    }

    private boolean isTooLong(IncomingDelivery delivery, ByteBuffer payload) {
        return payload.remaining() > messageLengthMax - delivery.length();
    }

    private void gather(IncomingDelivery delivery, ByteBuffer payload) {
        open = delivery;
        delivery.peersState = KeptState.of(delivery.peersState);
        if (isForgotten(delivery)) return;
        line.gathered += payload.remaining();
        ByteWriter content = delivery.content;
        if (content == null) content = new ByteWriter(payload.remaining());
        delivery.content = content.writeBuffer(payload, payload.remaining());
        if (line.gathered <= line.limits.gatheredLengthMax()) return;
        String most = "expected at most " + line.limits.gatheredLengthMax() + " bytes of messages that are not whole";
        line.fail(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, most);
    }

    /** Whether it resumes what we know nothing of: then it is passed over (§2.6.13). */
    private boolean isForgotten(IncomingDelivery delivery) {
        return delivery.isResumed && !receiver.carried.containsKey(delivery.tag);
    }

    private void finish(IncomingDelivery delivery, ByteBuffer payload) {
        ByteBuffer whole = payload;
        ByteWriter content = delivery.content;
        drop();
        if (content != null)
            whole = content.writeBuffer(payload, payload.remaining()).view();
        if (!isForgotten(delivery)) tell(delivery, whole);
        receiver.usedCredit();
    }

    private void tell(IncomingDelivery delivery, ByteBuffer whole) {
        LinkMemory.Entry before = delivery.isResumed ? receiver.carried.remove(delivery.tag) : null;
        DeliveryState decided = before == null ? null : before.state();
        delivery.state = decided;
        long id = Integer.toUnsignedLong(delivery.id);
        if (!delivery.isSettled) input.keep(delivery);
        DeliveryState said = delivery.peersState;
        delivery.peersState = null;
        if (decided != null && decided.isTerminal()) {
            line.tell(new AmqpEvent.Resumed(receiver, id, delivery.tag, decided, said, delivery.isSettled));
            return;
        }
        line.tell(new AmqpEvent.Delivery(
                receiver,
                id,
                delivery.tag,
                delivery.messageFormat,
                delivery.isSettled,
                said,
                delivery.isResumed,
                whole));
    }

    /** It vanishes (§2.6.14); what we had made of it on an earlier attachment is over too. */
    private void abort(IncomingDelivery delivery) {
        drop();
        boolean isKnown = delivery.isResumed && receiver.carried.remove(delivery.tag) != null;
        if (isKnown) {
            long id = Integer.toUnsignedLong(delivery.id);
            line.tell(new AmqpEvent.Settled(receiver, id, delivery.tag, delivery.peersState));
        }
        receiver.usedCredit();
    }

    /** Lets go of what was gathered. */
    void drop() {
        IncomingDelivery going = open;
        if (going == null) return;
        line.gathered -= going.length();
        going.content = null;
        open = null;
    }
}
