package io.belay.node.amqp;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.codec.RequestDecoder;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.base.Many;
import io.belay.core.LinkTag;
import io.belay.core.Refusal;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.limit.Limit;
import io.belay.node.limit.MemoryBudget.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of a line (AMQP 1.0 part 4): keeps what belongs to a transaction until it is discharged; a commit is one
 * request to the node.
 */
final class AmqpTransactions {
    private static final int CREDIT = 100; // for declares and discharges, which clients send ahead (reference D.6)
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());
    private static final Coordinator LOCAL = new Coordinator(List.of(Symbol.of("amqp:local-transactions")));

    /** A commit on its way, to be answered on the delivery of its discharge. */
    private record Committing(Transaction transaction, AmqpReceiver coordinator, long deliveryId) {}

    /** An attach of a coordinator that waits for what is remembered of it. */
    private record Attaching(AmqpReceiver receiver, Attach asked) {}

    private final AmqpLine line;
    private final Map<Binary, Transaction> open = new LinkedHashMap<>(0); // in the order of their declares
    private final Map<Long, Attaching> attaching = new LinkedHashMap<>(0); // by number of the link
    private final Map<Long, Committing> committing = new LinkedHashMap<>(0); // by token
    private long lastId;
    private long lastToken;
    private int messages; // of all that are open or committing
    private long bytes; // likewise

    AmqpTransactions(AmqpLine line) {
        this.line = line;
    }

    void attached(AmqpReceiver receiver, Attach asked) {
        receiver.attachment(this);
        if (!ReturnedLink.isRemembered(line, asked)) {
            attach(receiver, asked, null);
            return;
        }
        long number = line.nextLink();
        attaching.put(number, new Attaching(receiver, asked));
        line.request(new Request.FindTags(line.number, number, asked.name()));
    }

    /** Which commits on a coordinator have happened that its client may not know of; false if it is none of ours. */
    boolean tagsFound(Reply.TagsFound found) {
        Attaching one = attaching.remove(found.link());
        if (one == null) return false;
        String name = one.asked().name();
        LinkMemory memory = ReturnedLink.memory(found.tags(), one.asked(), tag -> line.forgetting.add(name, tag));
        attach(one.receiver(), one.asked(), one.asked().unsettled() == null ? null : memory);
        return true;
    }

    /** The client knows what became of a discharge, or has the name of its transaction; false if it is none of ours. */
    boolean settled(AmqpEvent.Settled settled) {
        if (settled.receiver().attachment() != this) return false;
        boolean mayBeHeld = settled.state() == null || settled.state() instanceof DeliveryState.Accepted;
        if (mayBeHeld && line.isResumable)
            line.forgetting.add(settled.receiver().name(), settled.tag());
        return true;
    }

    private void attach(AmqpReceiver receiver, Attach asked, @Nullable LinkMemory memory) {
        receiver.attach(AmqpTermini.answer(asked, asked.source(), LOCAL), memory);
        receiver.credit(CREDIT, false);
    }

    /** A declare or a discharge. */
    void delivered(AmqpEvent.Delivery delivery) {
        if (delivery.settled()) { // Nobody would learn the transaction's name, or whether it has happened (§4.2, §4.3).
            detached(
                    delivery.receiver(),
                    true,
                    new AmqpError(ErrorCondition.NOT_ALLOWED, "settled before it was heard"));
            return;
        }
        DeliveryState answer = answer(delivery);
        if (answer != null) AmqpLine.answer(delivery.receiver(), delivery.deliveryId(), answer);
        if (delivery.receiver().credit() <= CREDIT / 2) delivery.receiver().credit(CREDIT, false);
    }

    /** A coordinator is gone: what it declared and did not discharge rolls back. */
    void detached(AmqpReceiver coordinator, boolean closed) {
        detached(coordinator, closed, null);
    }

    void sessionEnded(AmqpSession session) {
        rollBackAll(each -> each.coordinator.session() == session);
        for (Transaction each : open.values()) {
            boolean touched =
                    each.acks.stream().anyMatch(ack -> ack.link().sender.session() == session);
            if (touched && each.failure == null)
                fail(
                        each,
                        new AmqpError(
                                ErrorCondition.TRANSACTION_ROLLBACK, "a session that it acknowledged on has ended"));
        }
    }

    /** Keeps a message until the transaction is discharged, or says why not. */
    @Nullable
    AmqpError enlist(Binary id, Request.Send send) {
        Transaction transaction = open.get(id);
        if (transaction == null) return unknown(id);
        if (transaction.failure != null) return transaction.failure;
        int length = send.message().length();
        AmqpError limit = limit(1, length);
        if (limit != null) {
            fail(transaction, limit);
            return limit;
        }
        transaction.sends.add(send);
        kept(transaction, length);
        return null;
    }

    /** A message of this transaction is refused: it can only roll back. */
    void spoil(Binary id, AmqpError error) {
        Transaction transaction = open.get(id);
        if (transaction != null && transaction.failure == null) fail(transaction, error);
    }

    /**
     * Keeps what the client says of a delivery until the transaction is discharged. If there is no such transaction, or it
     * can only roll back, the delivery goes back at once.
     */
    void enlist(Binary id, Transaction.Ack ack) {
        Transaction transaction = open.get(id);
        int length = AmqpOutcomes.wordsLength(ack.outcome());
        AmqpError limit = transaction == null || transaction.failure != null ? null : limit(1, length);
        if (transaction != null && limit != null) fail(transaction, limit);
        if (transaction == null || transaction.failure != null) apply(ack, FAILED);
        else {
            transaction.acks.add(ack);
            kept(transaction, length);
        }
    }

    private void kept(Transaction transaction, int length) {
        transaction.used(line.nowMs);
        transaction.bytes += length;
        messages++;
        bytes += length;
        line.port.keeps(Share.TRANSACTIONS, length);
    }

    /** The node has committed, or has refused to. */
    void committed(Reply.Committed committed) {
        Committing done = committing.remove(committed.token());
        if (done == null) return;
        Refusal refusal = committed.refusal();
        for (Transaction.Ack ack : done.transaction().acks) {
            if (refusal != null) apply(ack, FAILED);
            else if (ack.deliveryId() >= 0) ack.link().settle(ack.deliveryId(), ack.outcome());
        }
        forget(done.transaction());
        DeliveryState answer = refusal == null
                ? DeliveryState.ACCEPTED
                : rejected(new AmqpError(ErrorCondition.TRANSACTION_ROLLBACK, refusal.message()));
        AmqpLine.answer(done.coordinator(), done.deliveryId(), answer);
    }

    /** Transactions that are used for too long fail. */
    void tick() {
        for (Transaction each : open.values()) {
            boolean isLate = each.ageMs(line.nowMs) >= line.options.transactionTimeoutMs();
            if (!isLate || each.failure != null) continue;
            line.port.reached(Limit.AMQP_TRANSACTION_TIME);
            String why = "not discharged within " + line.options.transactionTimeoutMs() + " ms";
            fail(each, new AmqpError(ErrorCondition.TRANSACTION_TIMEOUT, why));
        }
    }

    /** The answer to a declare or discharge; null if it comes later. */
    private @Nullable DeliveryState answer(AmqpEvent.Delivery delivery) {
        TransactionRequest request;
        try {
            request = RequestDecoder.read(delivery.payload());
        } catch (MalformedException malformed) {
            return rejected(new AmqpError(ErrorCondition.DECODE_ERROR, malformed.getMessage()));
        }
        if (request instanceof TransactionRequest.Declare declare) return declare(declare, delivery.receiver());
        if (request instanceof TransactionRequest.Discharge discharge) return discharge(discharge, delivery);
        throw new AssertionError("no branch for " + request);
    }

    private DeliveryState declare(TransactionRequest.Declare declare, AmqpReceiver coordinator) {
        if (declare.globalId() != null) {
            return rejected(new AmqpError(ErrorCondition.NOT_IMPLEMENTED, "distributed transactions"));
        }
        if (open.size() >= line.options.transactionsMax()) {
            line.port.reached(Limit.AMQP_TRANSACTIONS);
            String why = "at most " + Many.of(open.size(), "transaction") + " may be open on a connection";
            return rejected(new AmqpError(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, why));
        }
        Binary id = Binary.of(new ByteWriter(8).writeLong(++lastId).toArray());
        open.put(id, new Transaction(id, coordinator));
        return new DeliveryState.Declared(id);
    }

    private @Nullable DeliveryState discharge(TransactionRequest.Discharge discharge, AmqpEvent.Delivery delivery) {
        Transaction transaction = open.remove(discharge.transactionId());
        if (transaction == null) return rejected(unknown(discharge.transactionId()));
        AmqpError failure = transaction.failure;
        if (discharge.fail()) {
            rollBack(transaction);
            return DeliveryState.ACCEPTED;
        }
        if (failure != null) return rejected(rollback(failure));
        if (transaction.messages() == 0) return DeliveryState.ACCEPTED;
        long token = ++lastToken;
        committing.put(token, new Committing(transaction, delivery.receiver(), delivery.deliveryId()));
        AmqpReceiver coordinator = delivery.receiver();
        boolean isTagged = line.isResumable
                && coordinator.receiverSettleMode() == ReceiverSettleMode.SECOND
                && LinkTag.isShort(coordinator.name());
        LinkTag tag = isTagged ? new LinkTag(coordinator.name(), delivery.tag().bytes()) : null;
        List<Request.Send> sends = List.copyOf(transaction.sends);
        line.request(new Request.Commit(line.number, token, sends, disposals(transaction.acks), tag));
        return null;
    }

    /** Neighbours of one link and one opinion in one. */
    private List<Request.Dispose> disposals(List<Transaction.Ack> acks) {
        List<Request.Dispose> disposals = new ArrayList<>();
        int from = 0;
        for (int index = 1; index <= acks.size(); index++) {
            Transaction.Ack first = acks.get(from);
            boolean goesOn = index < acks.size()
                    && acks.get(index).link() == first.link()
                    && acks.get(index).outcome().equals(first.outcome());
            if (goesOn) continue;
            long[] sequences = acks.subList(from, index).stream()
                    .mapToLong(Transaction.Ack::sequence)
                    .toArray();
            disposals.add(new Request.Dispose(
                    line.number,
                    first.link().number,
                    sequences,
                    AmqpOutcomes.disposition(first.outcome()),
                    AmqpOutcomes.why(first.outcome()),
                    0,
                    true,
                    first.link().queue));
            from = index;
        }
        return disposals;
    }

    private @Nullable AmqpError limit(int more, long moreBytes) {
        int messagesMax = line.options.transactionMessagesMax();
        long bytesMax = line.options.transactionBytesMax();
        boolean fits = messages + more <= messagesMax && bytes + moreBytes <= bytesMax;
        boolean hasRoom = moreBytes == 0 || line.port.hasRoom(Share.TRANSACTIONS);
        if (!hasRoom) {
            return new AmqpError(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, "too much is in open transactions of all");
        }
        if (fits) return null;
        line.port.reached(Limit.AMQP_TRANSACTION_SIZE);
        String why = "more than " + Many.of(messagesMax, "message") + " or " + Many.of(bytesMax, "byte")
                + " in open transactions";
        return new AmqpError(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, why);
    }

    private void detached(AmqpReceiver coordinator, boolean closed, @Nullable AmqpError error) {
        if (closed && line.isResumable && LinkTag.isShort(coordinator.name())) {
            line.forgetting.flush();
            line.request(new Request.ForgetLink(line.number, coordinator.name()));
        }
        rollBackAll(each -> each.coordinator == coordinator);
        coordinator.detach(closed, error);
    }

    private void rollBackAll(Predicate<Transaction> which) {
        for (Transaction each : List.copyOf(open.values())) {
            if (!which.test(each)) continue;
            open.remove(each.id);
            rollBack(each);
        }
    }

    private void fail(Transaction transaction, AmqpError failure) {
        transaction.failure = failure;
        rollBack(transaction);
    }

    /** What was acknowledged in it counts as tried in vain (reference D.6). */
    private void rollBack(Transaction transaction) {
        for (Transaction.Ack ack : transaction.acks) apply(ack, FAILED);
        forget(transaction);
    }

    private void forget(Transaction transaction) {
        messages -= transaction.messages();
        bytes -= transaction.bytes;
        line.port.keeps(Share.TRANSACTIONS, -transaction.bytes);
        transaction.clear();
    }

    private void apply(Transaction.Ack ack, DeliveryState outcome) {
        if (ack.deliveryId() < 0) line.outcomes.settled(ack.link(), ack.sequence(), outcome);
        else line.outcomes.unsettled(ack.link(), ack.sequence(), ack.deliveryId(), outcome, false);
    }

    private static AmqpError rollback(AmqpError failure) {
        if (failure.condition().equals(ErrorCondition.TRANSACTION_TIMEOUT)) return failure;
        return new AmqpError(ErrorCondition.TRANSACTION_ROLLBACK, failure.description());
    }

    private static AmqpError unknown(Binary id) {
        return new AmqpError(ErrorCondition.TRANSACTION_UNKNOWN_ID, "no transaction " + id);
    }

    private static DeliveryState rejected(AmqpError error) {
        return new DeliveryState.Rejected(error);
    }
}
