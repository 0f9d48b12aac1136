package io.belay.node.amqp;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.Resumption.Step;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.core.Message;
import io.belay.node.Reply;
import io.belay.node.Request;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What flows on the links on which a client consumes: its credit to the node, messages to the client. A message that the
 * client's window has no room for waits here; the node hands a line no more than lineBytesMax ahead.
 */
final class AmqpDeliveries {
    private static final DeliveryState TOO_LARGE = new DeliveryState.Rejected(
            new AmqpError(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED, "larger than its consumer takes"));

    private final AmqpLine line;
    private final Set<ConsumerLink> clogged = new LinkedHashSet<>(); // those with something waiting
    private final Set<ConsumerLink> stale = new LinkedHashSet<>(); // those that the node gives less than it could

    AmqpDeliveries(AmqpLine line) {
        this.line = line;
    }

    /** The client has set its credit. */
    void credit(AmqpEvent.Credit credit) {
        if (credit.sender().attachment() instanceof ConsumerLink link) grant(link);
    }

    /** Tells the node what the client takes, no more than it may at a time. */
    void grant(ConsumerLink link) {
        stale.remove(link);
        if (link.address == null || link.isGone) return; // There is no source yet, or none any more.
        if (!link.isOpen && link.asked.unsettled() != null) return; // It is not known yet what comes before.
        if (link.sender.credit() > 0) link.carryOut();
        if (link.goesOn() && pump(link)) clogged.add(link);
        link.granted = Math.min(link.room(), line.options.consumerCreditMax());
        boolean drains = link.sender.isDraining();
        line.request(new Request.Credit(line.number, link.number, link.granted, link.handed, drains, ++link.grants));
    }

    /** A message of the node for a link, or for one that is gone: null. */
    void deliver(Reply.Delivery delivery, ConsumerLink link) {
        if (isBlocked(link)) hold(link, delivery);
        else send(link, delivery);
    }

    /** A message for a link that is gone. */
    void giveBack(Reply.Delivery delivery) {
        line.delivered(delivery.cost());
        if (delivery.sequence() == 0) return;
        line.request(new Request.Dispose(
                line.number, delivery.link(), new long[] {delivery.sequence()}, Request.Disposition.RELEASED, "", 0));
    }

    /** The link is lost, and its consumer keeps what waits for it. */
    void drop(ConsumerLink link) {
        clogged.remove(link);
        stale.remove(link);
        for (Reply reply : link.waiting) {
            if (reply instanceof Reply.Delivery delivery) line.delivered(delivery.cost());
        }
        link.waiting.clear();
    }

    /** The link goes on from an earlier line. */
    void goOn(ConsumerLink link) {
        if (link.goesOn()) clogged.add(link);
        if (link.sender.credit() > 0) grant(link);
    }

    /** The link goes: what waits for it was never sent. */
    void giveBack(ConsumerLink link) {
        clogged.remove(link);
        stale.remove(link);
        for (Reply reply : link.waiting) {
            if (reply instanceof Reply.Delivery delivery) giveBack(delivery);
        }
        link.waiting.clear();
    }

    /** The node has handed over what there was. */
    void drained(Reply.Drained drained, ConsumerLink link) {
        if (isBlocked(link)) hold(link, drained);
        else finish(drained, link);
    }

    /** Sends what waited, as far as it goes now; whether anything was sent. */
    boolean pump() {
        boolean moved = false;
        if (!clogged.isEmpty()) {
            for (ConsumerLink link : List.copyOf(clogged)) moved |= pump(link);
        }
        return moved;
    }

    /** A session takes deliveries again. */
    void writable(AmqpSession session) {
        if (clogged.isEmpty()) return;
        for (ConsumerLink link : List.copyOf(clogged)) {
            if (link.sender.session() == session) pump(link);
        }
    }

    /** Tells the node of credit that it has not got, because what it gave was not sent, or it had not all at once. */
    void refresh() {
        if (stale.isEmpty()) return;
        for (ConsumerLink link : List.copyOf(stale)) grant(link);
    }

    private boolean pump(ConsumerLink link) {
        boolean moved = link.sayEarlier();
        while (!link.goesOn() && !link.waiting.isEmpty() && link.sender.isWritable()) {
            Reply next = link.waiting.remove();
            if (next instanceof Reply.Delivery delivery) send(link, delivery);
            else if (next instanceof Reply.Drained drained) finish(drained, link);
            moved = true;
        }
        if (link.waiting.isEmpty() && !link.goesOn()) clogged.remove(link);
        return moved;
    }

    private static boolean isBlocked(ConsumerLink link) {
        return link.goesOn() || !link.waiting.isEmpty() || !link.sender.isWritable();
    }

    private void hold(ConsumerLink link, Reply reply) {
        link.waiting.add(reply);
        clogged.add(link);
    }

    /** If the node has been given more credit since, another answer follows. */
    private void finish(Reply.Drained drained, ConsumerLink link) {
        if (drained.number() != link.grants) return;
        boolean hasMore = link.granted <= 0 && link.room() > 0; // The node had only a part of the credit.
        if (hasMore && link.sender.isDraining()) grant(link);
        else link.sender.drained();
    }

    private void send(ConsumerLink link, Reply.Delivery delivery) {
        line.delivered(delivery.cost());
        link.handed++;
        link.granted--;
        Message message = delivery.outgoing().message();
        boolean isExpired = message.expiresAtMs() != 0 && message.expiresAtMs() <= line.nowMs;
        if (isExpired) drop(link, delivery, DeliveryState.ACCEPTED);
        else if (link.sender.credit() == 0) drop(link, delivery, DeliveryState.RELEASED); // It was taken back.
        else write(link, delivery);
        boolean hasMore = link.granted <= line.options.consumerCreditMax() / 2 && link.granted < link.room();
        if (hasMore && !link.sender.isDraining()) stale.add(link);
    }

    private void write(ConsumerLink link, Reply.Delivery delivery) {
        ByteBuffer header = delivery.outgoing().amqp().header(delivery.deliveries(), line.nowMs);
        ByteBuffer tail = delivery.outgoing().amqp().tail(delivery.dead());
        long lengthMax = link.asked.maxMessageSize();
        if (lengthMax > 0 && (long) header.remaining() + tail.remaining() > lengthMax) {
            drop(link, delivery, TOO_LARGE);
            return;
        }
        boolean needsNone = delivery.sequence() == 0 && link.asked.senderSettleMode() != SenderSettleMode.UNSETTLED;
        boolean settled = needsNone || link.asked.senderSettleMode() == SenderSettleMode.SETTLED;
        Binary tag = link.tag(delivery);
        Step begun = link.begun.isEmpty() ? null : link.begun.remove(tag);
        link.sayOpinions(line.connection);
        if (begun == null) link.sender.send(tag, settled, null, 0, delivery.sequence(), header, tail);
        else link.sender.resume(begun, 0, delivery.sequence(), joined(header, tail));
        if (delivery.sequence() == 0) return;
        if (settled) line.outcomes.settled(link, delivery.sequence(), DeliveryState.ACCEPTED);
        else link.unsettled++;
    }

    private static ByteBuffer joined(ByteBuffer head, ByteBuffer tail) {
        ByteBuffer whole = ByteBuffer.allocate(head.remaining() + tail.remaining());
        return whole.put(head).put(tail).flip();
    }

    private void drop(ConsumerLink link, Reply.Delivery delivery, DeliveryState outcome) {
        if (delivery.sequence() > 0) line.outcomes.settled(link, delivery.sequence(), outcome);
        if (link.granted < link.room()) stale.add(link);
    }
}
