package io.belay.node.amqp;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Target;
import io.belay.core.LinkTag;
import io.belay.core.Refusal;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.limit.MemoryBudget.Share;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The links on which a client sends: to a queue, to a topic, or wherever each message says. */
final class AmqpProducers {
    private static final long PRESETTLED = -1; // the context of a message that gets no answer

    private final AmqpLine line;
    private final AmqpAddresses addresses;
    private final AmqpIncoming incoming;
    private final AmqpTransactions transactions;
    private final Map<Long, ProducerLink> links = new LinkedHashMap<>();
    private final Set<ProducerLink> starved = new LinkedHashSet<>(); // that are owed credit

    AmqpProducers(AmqpLine line, AmqpTransactions transactions) {
        this.line = line;
        this.addresses = new AmqpAddresses(line.options);
        this.incoming = new AmqpIncoming(addresses);
        this.transactions = transactions;
    }

    void attached(AmqpReceiver receiver, Attach asked) {
        if (asked.target() instanceof Coordinator) transactions.attached(receiver, asked);
        else if (asked.target() instanceof Target target) attached(receiver, asked, target);
        else receiver.refuse(AmqpErrors.invalidField("target", "no target"));
    }

    void delivered(AmqpEvent.Delivery delivery) {
        Object attachment = delivery.receiver().attachment();
        if (attachment instanceof AmqpTransactions) transactions.delivered(delivery);
        else if (attachment instanceof ProducerLink link && link.isOpen()) delivered(link, delivery);
    }

    /** The client detached a link, or our end did because of it. */
    void detached(AmqpReceiver receiver, boolean closed) {
        Object attachment = receiver.attachment();
        if (attachment instanceof AmqpTransactions) transactions.detached(receiver, closed);
        else if (attachment instanceof ProducerLink link) detached(link, closed);
    }

    /** What was sent on an earlier attachment; the answer about the target comes after it, unless there is none. */
    void tagsFound(Reply.TagsFound found) {
        ProducerLink link = links.get(found.link());
        if (link == null) return;
        link.memory = ReturnedLink.memory(found.tags(), link.asked, tag -> line.forgetting.add(link.asked.name(), tag));
        boolean isAnonymous = !link.isTemporary && link.address == null;
        if (isAnonymous) open(link);
    }

    /** The client says again, or at last, that it knows what became of a delivery. */
    void resumed(AmqpEvent.Resumed resumed) {
        if (resumed.settled()) line.forgetting.add(resumed.receiver().name(), resumed.tag());
        else resumed.receiver().settle(resumed.deliveryId(), resumed.deliveryId(), resumed.state(), false);
        if (resumed.receiver().attachment() instanceof ProducerLink link) replenish(link);
    }

    /** The client has settled a delivery, and will not send it again. */
    void settled(AmqpEvent.Settled settled) {
        boolean isHeld = settled.receiver().attachment() instanceof ProducerLink link && link.isRemembered;
        if (isHeld) line.forgetting.add(settled.receiver().name(), settled.tag());
    }

    /** The node has answered; false if it answered something else than a producer. */
    boolean targetOpened(Reply.TargetOpened opened) {
        ProducerLink link = links.get(opened.link());
        if (link == null) return false;
        Refusal refusal = opened.refusal();
        if (refusal != null) {
            links.remove(link.number);
            link.refuse(AmqpErrors.of(refusal));
        } else {
            if (link.isTemporary) link.address = new Address(kindOf(link), opened.name());
            if (link.isTemporary && !link.isGone()) line.rights.temporaries.add(opened.name());
            open(link);
            forgetIfOver(link);
        }
        return true;
    }

    void sent(Reply.Sent sent) {
        line.brake.answered();
        ProducerLink link = links.get(sent.link());
        if (link == null) return;
        link.answered();
        AmqpError error = AmqpErrors.ofNullable(sent.refusal());
        if (sent.context() != PRESETTLED) {
            DeliveryState state = error == null ? DeliveryState.ACCEPTED : new DeliveryState.Rejected(error);
            AmqpLine.answer(link.receiver, sent.context(), state);
        } else if (error != null && !link.isGone()) close(link, error);
        replenish(link);
        forgetIfOver(link);
    }

    void throttled(Reply.Throttled throttled) {
        ProducerLink link = links.get(throttled.link());
        if (link != null) link.stop(throttled.stop());
    }

    /** Gives new credit, unless too much of what all lines have brought waits; then it is given later. */
    private void replenish(ProducerLink link) {
        if (line.port.hasRoom(Share.RECEIVED)) link.replenish();
        else starved.add(link);
    }

    /** Time has come this far. */
    void tick() {
        if (starved.isEmpty() || !line.port.hasRoom(Share.RECEIVED)) return;
        starved.forEach(ProducerLink::replenish);
        starved.clear();
    }

    /** The queue of a link is gone. */
    void ended(Reply.LinkEnded ended) {
        ProducerLink link = links.get(ended.link());
        if (link == null || link.isGone()) return;
        forgetTemporary(link);
        link.detach(true, new AmqpError(ErrorCondition.RESOURCE_DELETED, ended.why()));
        forgetIfOver(link);
    }

    void sessionEnded(AmqpSession session) {
        for (ProducerLink link : links.values()) {
            if (link.receiver.session() == session && !link.isGone()) closeTarget(link, !line.isResumable);
        }
        links.values().removeIf(link -> link.receiver.session() == session);
    }

    private void attached(AmqpReceiver receiver, Attach asked, Target target) {
        boolean isRemembered = ReturnedLink.isRemembered(line, asked);
        ProducerLink link =
                new ProducerLink(line.nextLink(), receiver, asked, line.options.senderCreditMax(), isRemembered);
        receiver.attachment(link);
        if (isRemembered) line.request(new Request.FindTags(line.number, link.number, asked.name()));
        if (target.dynamic()) {
            AmqpError objection = line.rights.objectionToTemporary(kindOf(link));
            if (objection != null) {
                link.refuse(objection);
                return;
            }
            link.isTemporary = true;
            links.put(link.number, link);
            String name = line.isResumable ? "-" + asked.name() : "";
            String wished = target.address() == null ? "" : target.address();
            line.request(new Request.OpenTemporary(line.number, link.number, kindOf(link), name, wished));
        } else if (target.address() == null) {
            links.put(link.number, link);
            if (!isRemembered) open(link);
        } else openTarget(link, AmqpAddresses.of(target.address(), AmqpAddresses.kind(target.capabilities())));
    }

    private void openTarget(ProducerLink link, Address address) {
        AmqpError objection = addresses.objectionToTarget(address);
        if (objection == null) objection = line.rights.objectionToTarget(address);
        if (objection != null) {
            link.refuse(objection);
            return;
        }
        link.address = address;
        links.put(link.number, link);
        line.request(new Request.OpenTarget(line.number, link.number, address, line.rights.mayCreate(address)));
    }

    private static Address.Kind kindOf(ProducerLink link) {
        Address.Kind kind =
                link.asked.target() instanceof Target target ? AmqpAddresses.kind(target.capabilities()) : null;
        return kind == null ? Address.Kind.QUEUE : kind;
    }

    private void open(ProducerLink link) {
        if (!(link.asked.target() instanceof Target target)) return;
        Address own = link.isTemporary ? link.address : null;
        String name = own == null ? null : own.name();
        Attach answer = AmqpTermini.answer(link.asked, link.asked.source(), AmqpTermini.target(target, name));
        link.receiver.attach(answer, link.asked.unsettled() == null ? null : link.memory);
        link.forgetAsked();
        if (link.isGone()) link.receiver.detach(true, null); // Its client has not waited for the answer.
        else link.open();
    }

    private void delivered(ProducerLink link, AmqpEvent.Delivery delivery) {
        // What is settled in a transaction is answered with it: it may not be lost for that.
        boolean isFree = delivery.settled() && !(line.isResumable && delivery.state() instanceof TransactionalState);
        AmqpIncoming.Letter letter = incoming.read(delivery, isFree, link.address, line.nowMs);
        if (letter instanceof AmqpIncoming.Letter.Unreadable bad) refuse(link, delivery, bad.error());
        else if (letter instanceof AmqpIncoming.Letter.Readable good) {
            AmqpError objection = line.rights.objectionToTarget(good.to());
            if (objection != null) refuse(link, delivery, objection);
            else accept(link, delivery, good);
        }
    }

    /** What the client may not send to any more it loses. */
    void rightsChanged() {
        for (ProducerLink link : List.copyOf(links.values())) {
            Address address = link.isOpen() && !link.isGone() ? link.address : null;
            AmqpError objection = address == null ? null : line.rights.objectionToTarget(address);
            if (objection != null) close(link, objection);
            forgetIfOver(link);
        }
    }

    private void accept(ProducerLink link, AmqpEvent.Delivery delivery, AmqpIncoming.Letter.Readable letter) {
        long context = delivery.settled() ? PRESETTLED : delivery.deliveryId();
        boolean isTagged =
                link.isRemembered && !delivery.settled() && !(delivery.state() instanceof TransactionalState);
        LinkTag tag = isTagged ? new LinkTag(link.asked.name(), delivery.tag().bytes()) : null;
        boolean mayCreate = line.rights.mayCreate(letter.to());
        Request.Send send =
                new Request.Send(line.number, link.number, context, letter.to(), letter.message(), tag, mayCreate);
        if (delivery.state() instanceof TransactionalState state) enlist(link, delivery, state, send);
        else {
            link.asked();
            line.brake.asked(letter.message().content().length);
            line.request(send);
            replenish(link);
        }
    }

    private void enlist(ProducerLink link, AmqpEvent.Delivery delivery, TransactionalState state, Request.Send send) {
        AmqpError error = transactions.enlist(state.transactionId(), send);
        boolean isToldLater = delivery.settled() && line.isResumable; // The discharge is refused for it.
        if (error != null && !isToldLater) refuse(link, delivery, error);
        else if (!delivery.settled()) {
            DeliveryState accepted = new TransactionalState(state.transactionId(), DeliveryState.ACCEPTED);
            AmqpLine.answer(link.receiver, delivery.deliveryId(), accepted);
        }
        replenish(link);
    }

    /** What nobody will answer can only be refused by closing the link. */
    private void refuse(ProducerLink link, AmqpEvent.Delivery delivery, AmqpError error) {
        boolean isInTransaction = delivery.state() instanceof TransactionalState;
        if (delivery.state() instanceof TransactionalState state) transactions.spoil(state.transactionId(), error);
        if (delivery.settled() && isInTransaction && line.isResumable) replenish(link);
        else if (delivery.settled()) close(link, error);
        else {
            DeliveryState rejected = new DeliveryState.Rejected(error);
            AmqpLine.answer(link.receiver, delivery.deliveryId(), rejected);
            replenish(link);
        }
    }

    private void close(ProducerLink link, AmqpError error) {
        closeTarget(link, true);
        link.detach(true, error);
    }

    private void detached(ProducerLink link, boolean closed) {
        if (!link.isGone()) closeTarget(link, closed || !line.isResumable);
        if (closed && link.isRemembered) {
            line.forgetting.flush();
            line.request(new Request.ForgetLink(line.number, link.asked.name()));
        }
        if (!link.isOpen()) {
            link.gone(); // It is still to be attached; then it is detached.
            return;
        }
        link.detach(closed, null);
        forgetIfOver(link);
    }

    private void closeTarget(ProducerLink link, boolean forGood) {
        forgetTemporary(link);
        boolean isKnown = link.isTemporary || link.address != null;
        if (isKnown) line.request(new Request.CloseTarget(line.number, link.number, forGood));
    }

    private void forgetTemporary(ProducerLink link) {
        @Nullable Address address = link.address;
        if (link.isTemporary && address != null) line.rights.temporaries.remove(address.name());
    }

    private void forgetIfOver(ProducerLink link) {
        if (link.isOver()) links.remove(link.number);
    }
}
