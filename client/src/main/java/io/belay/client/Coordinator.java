package io.belay.client;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.Resumption.Step;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The link of a channel on which transactions are begun and ended. With each commit a transaction is declared ahead, so
 * that the next one does not wait for it.
 */
final class Coordinator extends ClientLink {
    /** How long a transaction that was declared ahead is used; the broker gives it up some day. */
    private static final long SPARE_MS_MAX = 30_000;

    /** With more channels none is declared ahead: a broker bounds how many may be open on one line. */
    private static final int AHEAD_CHANNELS_MAX = 64;

    private sealed interface Ask {
        /** Begin one; for nobody yet if null. */
        final class Declare implements Ask {
            @Nullable
            ClientTransaction transaction;
        }

        record Commit(ClientTransaction transaction) implements Ask {}

        record Rollback(Binary id) implements Ask {}

        /** The broker may forget a commit, whose answer has arrived. */
        record Confirm(Binary tag) implements Ask {}
    }

    private final ArrayDeque<Ask> waiting = new ArrayDeque<>();
    private final Map<Long, Ask> asked = new LinkedHashMap<>(); // by delivery-id
    private Ask.@Nullable Declare ahead; // waiting or asked, and for nobody yet
    private @Nullable Binary spare;
    private long spareSinceMs;
    private long tags;

    Coordinator(ClientChannel channel, String name) {
        super(channel, name, true, Long.MAX_VALUE, Answer.NOBODY);
    }

    /** An open transaction of the broker's for this one; null if it will be {@link ClientTransaction#declared} later. */
    @Nullable
    Binary take(ClientTransaction transaction) {
        Binary ready = spare;
        spare = null;
        if (ready != null && session.nowMs() - spareSinceMs < SPARE_MS_MAX) return ready;
        if (ready != null) ask(new Ask.Rollback(ready));
        Ask.Declare coming = ahead;
        ahead = null;
        if (coming != null) {
            coming.transaction = transaction;
            return null;
        }
        Ask.Declare declare = new Ask.Declare();
        declare.transaction = transaction;
        ask(declare);
        return null;
    }

    /** Asks to commit; all its messages have been sent on this line. */
    void commit(ClientTransaction transaction) {
        waiting.add(new Ask.Commit(transaction));
        if (ahead == null && spare == null && session.channels.count() <= AHEAD_CHANNELS_MAX) {
            ahead = new Ask.Declare();
            waiting.add(ahead);
        }
        pump();
    }

    /** Ends a transaction of the broker's; one in which nothing was said is kept for the next. */
    void rollback(Binary id, boolean wasUsed) {
        if (wasUsed || spare != null) ask(new Ask.Rollback(id));
        else {
            spare = id;
            spareSinceMs = session.nowMs();
        }
    }

    private void ask(Ask ask) {
        waiting.add(ask);
        pump();
    }

    void pump() {
        while (!waiting.isEmpty() && inUse() instanceof AmqpSender out && out.credit() > 0) {
            if (!out.isWritable()) {
                session.blocked();
                return;
            }
            say(out, waiting.remove());
        }
        closeIfDone();
    }

    private void say(AmqpSender out, Ask ask) {
        if (ask instanceof Ask.Confirm confirm) {
            out.resume(new Step.Confirm(confirm.tag(), DeliveryState.ACCEPTED), 0, 0, ByteBuffer.allocate(0));
            return;
        }
        long tag = ++tags;
        ByteBuffer message = request(ask, tag);
        session.flushGathered(); // What it acknowledges must come before what commits it.
        asked.put(out.send(ClientSend.binaryTag(tag), false, null, 0, 0, message), ask);
    }

    private static ByteBuffer request(Ask ask, long tag) {
        TransactionRequest request = new TransactionRequest.Declare(null);
        if (ask instanceof Ask.Rollback rollback) request = new TransactionRequest.Discharge(rollback.id(), true);
        else if (ask instanceof Ask.Commit commit) {
            commit.transaction().dischargeTag = tag;
            request = new TransactionRequest.Discharge(commit.transaction().sayAll(), false);
        }
        ByteWriter out = new ByteWriter(48);
        SectionWriter.writeRequest(request, out);
        return out.view();
    }

    void outcome(AmqpEvent.Outcome outcome) {
        DeliveryState state = outcome.state();
        boolean isDecided = outcome.settled() || state != null && state.isTerminal();
        Ask ask = isDecided ? asked.remove(outcome.deliveryId()) : null;
        if (ask == null) return;
        if (!outcome.settled()) outcome.sender().settle(outcome.deliveryId(), state, true);
        if (ask instanceof Ask.Declare declare) declared(declare, state);
        else if (ask instanceof Ask.Commit commit) discharged(commit.transaction(), state);
        closeIfDone();
    }

    private void declared(Ask.Declare declare, @Nullable DeliveryState state) {
        if (declare == ahead) ahead = null;
        ClientTransaction transaction = declare.transaction;
        if (state instanceof DeliveryState.Declared declared) {
            boolean isWanted = transaction != null && transaction.awaitsDeclare();
            if (transaction != null && isWanted) transaction.declared(declared.transactionId());
            else rollback(declared.transactionId(), false);
            return;
        }
        ClientFailure why = Outcomes.failure(state);
        if (why == null) session.nonsense("a declare is answered with an identifier");
        else if (transaction != null) transaction.doom(why);
    }

    private void discharged(ClientTransaction transaction, @Nullable DeliveryState state) {
        ClientFailure why = Outcomes.failure(state);
        if (why == null) transaction.committed();
        else if (state instanceof DeliveryState.Rejected) transaction.refused(why);
        else session.nonsense("a discharge is accepted or rejected");
    }

    // Lines

    void lost() {
        waiting.clear();
        asked.clear();
        ahead = null;
        spare = null;
    }

    @Override
    Attach attach() {
        return Termini.coordinator(session, name);
    }

    @Override
    LinkMemory memory() {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        for (ClientTransaction one : channel.transactions()) {
            if (one.dischargeTag >= 0) {
                unsettled.put(ClientSend.binaryTag(one.dischargeTag), new LinkMemory.Entry(null, 0));
            }
        }
        return new LinkMemory(0, unsettled);
    }

    /** A commit that the broker remembers has happened; one that it does not remember never did. */
    @Override
    void goOn(Attach theirs) {
        Map<Binary, @Nullable DeliveryState> known = theirs.unsettled();
        Map<Binary, @Nullable DeliveryState> held = known == null ? Collections.emptyMap() : known;
        for (ClientTransaction one : channel.transactions()) {
            if (one.dischargeTag < 0) continue;
            Binary tag = ClientSend.binaryTag(one.dischargeTag);
            if (!(held.get(tag) instanceof DeliveryState.Accepted)) continue;
            waiting.add(new Ask.Confirm(tag));
            session.returned.confirmed++;
            one.committed();
        }
        pump();
    }

    @Override
    boolean isDone() {
        return waiting.isEmpty()
                && asked.isEmpty()
                && channel.transactions().stream().allMatch(ClientTransaction::isEmpty);
    }

    @Override
    void failed(ClientFailure why) {
        lost();
        for (ClientTransaction one : channel.transactions()) one.coordinatorFailed(why);
    }
}
