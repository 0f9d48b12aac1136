package io.belay.client;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure.Known;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends and acknowledgements of one channel that happen together or not at all. All of it is remembered here until the
 * commit is answered: when the line is lost an open transaction is begun again with all that is in it, and a commit whose
 * answer was lost is asked for. So a commit is answered done or not done as long as the session can come back.
 *
 * <pre>
 *   OPEN ── commit() ──▶ COMMITTING ── accepted ──▶ COMMITTED
 *                                   ├─ refused ───▶ ROLLED_BACK
 *                                   └─ session lost, or line lost where it cannot come back ──▶ UNKNOWN
 *   OPEN ── rollback() ──▶ ROLLED_BACK
 *   OPEN ── something in it can no longer be ──▶ DOOMED ── commit(), rollback() ──▶ ROLLED_BACK
 * </pre>
 */
public final class ClientTransaction {
    /** How a transaction may stand. */
    public enum Outcome {
        /** More may be put into it. */
        OPEN,
        /** It can only be rolled back; a commit will say why. */
        DOOMED,
        /** The broker is asked, or will be on return, and nothing is known yet. */
        COMMITTING,
        /** It happened. */
        COMMITTED,
        /** It never happened. */
        ROLLED_BACK,
        /** Nobody will ever say whether it happened. */
        UNKNOWN
    }

    private static final DeliveryState BACK = new DeliveryState.Modified(true, false, Collections.emptyMap());

    private record Acknowledgement(ClientDelivery delivery, DeliveryState outcome) {}

    final ClientChannel channel;
    private final List<ClientSend> sends = new ArrayList<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private Outcome outcome = Outcome.OPEN;
    private @Nullable ClientFailure doom;
    private @Nullable Request committing;
    private int unsent; // on this line
    private @Nullable Binary id; // on this line
    private boolean isDeclaring;
    private boolean wasDeclared; // on any line
    private boolean isAsked; // to commit, on this line
    long dischargeTag = -1; // of a commit that was asked for on any line and not answered

    ClientTransaction(ClientChannel channel) {
        this.channel = channel;
    }

    /**
     * Acknowledges a delivery as part of this. It is told to the broker with the commit; until then the delivery is with its
     * consumer, and after a rollback it is undecided again. If the delivery is void already the transaction is doomed. One that is
     * doomed takes it too, to give it back in the end.
     *
     * @param delivery of a consumer of the same channel, that nothing is decided about
     * @param outcome usually accepted
     */
    public void acknowledge(ClientDelivery delivery, DeliveryState outcome) {
        boolean isGoing = this.outcome == Outcome.OPEN || this.outcome == Outcome.DOOMED;
        if (!isGoing || delivery.isSettled()) return;
        if (delivery.isOpen()) {
            delivery.transaction = this;
            acknowledgements.add(new Acknowledgement(delivery, outcome));
        } else if (delivery.isVoid()) voided();
    }

    /**
     * Commits. A failure that is {@link Known#NOT_DONE} means that it was rolled back: what it acknowledged comes again. At the
     * deadline it is {@link Known#PENDING}, and {@link #outcome} will know.
     */
    public void commit(long deadlineMs, Answer answer) {
        Request request = new Request(channel.session.deadlines, deadlineMs, answer, "the commit");
        if (outcome == Outcome.DOOMED) {
            ClientFailure why = Objects.requireNonNull(doom);
            back(Outcome.ROLLED_BACK);
            request.answer(rolledBack(why));
        } else if (outcome != Outcome.OPEN) {
            request.answer(
                    new ClientFailure(Known.NOT_DONE, ErrorCondition.ILLEGAL_STATE, "the transaction is " + outcome));
        } else if (isEmpty()) {
            over(Outcome.COMMITTED);
            request.answer(null);
        } else {
            outcome = Outcome.COMMITTING;
            committing = request;
            goOn();
        }
    }

    /**
     * Rolls back: what was sent in it never was; what was acknowledged in it is undecided again when this returns. Does nothing
     * if it is over, or asked to commit.
     *
     * @param answer given at once: the broker forgets it with the line at the latest
     */
    public void rollback(long deadlineMs, Answer answer) {
        rollback();
        answer.answered(null);
    }

    void rollback() {
        if (outcome != Outcome.OPEN && outcome != Outcome.DOOMED) return;
        giveUpAtBroker();
        for (Acknowledgement one : acknowledgements) one.delivery().transaction = null;
        acknowledgements.clear();
        over(Outcome.ROLLED_BACK);
    }

    /** How far it has come. */
    public Outcome outcome() {
        return outcome;
    }

    // What is put into it

    boolean isEmpty() {
        return sends.isEmpty() && acknowledgements.isEmpty();
    }

    /** Whether a message may be sent in it. */
    boolean takes(ClientProducer producer) {
        return producer.channel == channel && (outcome == Outcome.OPEN || outcome == Outcome.DOOMED);
    }

    /** Another one; whether it is to be sent now, as opposed to when the line is in use again. */
    boolean sends(ClientSend send) {
        sends.add(send);
        if (!channel.session.isInUse()) return false;
        unsent++;
        return true;
    }

    /** Whether the broker knows of it on this line; otherwise that is seen to. */
    boolean isDeclared() {
        if (id == null) goOn();
        return id != null;
    }

    boolean awaitsDeclare() {
        return isDeclaring && (outcome == Outcome.OPEN || outcome == Outcome.COMMITTING);
    }

    DeliveryState state() {
        return new DeliveryState.TransactionalState(Objects.requireNonNull(id), null);
    }

    /** One of its messages is on the line. */
    void left(ClientSend send) {
        unsent--;
        if (unsent == 0) goOn();
    }

    boolean hasSentBy(ClientProducer producer) {
        return sends.stream().anyMatch(send -> send.producer == producer);
    }

    void bound() {
        goOn();
    }

    /** A delivery that it acknowledges is with somebody else now. */
    void voided() {
        doom(new ClientFailure(
                Known.NOT_DONE, ErrorCondition.TRANSACTION_ROLLBACK, "a message received in it was given to others"));
    }

    /** A message that was to be part of it is not; one that comes after the commit was asked for never was to be. */
    void lacks(ClientFailure why) {
        if (outcome == Outcome.OPEN) doom(why);
    }

    /** It can only be rolled back now. */
    void doom(ClientFailure why) {
        boolean isInDoubt = outcome == Outcome.COMMITTING && (isAsked || dischargeTag >= 0);
        if (isInDoubt) return; // The broker will say so itself, now or when we are back.
        if (outcome == Outcome.COMMITTING) {
            back(Outcome.ROLLED_BACK);
            answer(rolledBack(why));
        } else if (outcome == Outcome.OPEN) {
            outcome = Outcome.DOOMED;
            doom = why;
        }
    }

    // Its way

    /** Does the next step that can be done. */
    private void goOn() {
        boolean isGoing = outcome == Outcome.OPEN || outcome == Outcome.COMMITTING;
        if (!isGoing || isEmpty() || isAsked || !channel.session.isInUse()) return;
        if (id == null) {
            if (isDeclaring) return;
            isDeclaring = true;
            Binary ready = channel.coordinator().take(this);
            if (ready != null) declared(ready);
        } else if (outcome == Outcome.COMMITTING && unsent == 0 && areBound()) {
            isAsked = true;
            channel.coordinator().commit(this);
        }
    }

    private boolean areBound() {
        return acknowledgements.stream().allMatch(one -> one.delivery().deliveryId >= 0);
    }

    void declared(Binary id) {
        this.id = id;
        isDeclaring = false;
        wasDeclared = true;
        for (ClientProducer each :
                sends.stream().map(send -> send.producer).distinct().toList()) each.pump();
        goOn();
    }

    /** The broker has it, and is going to be asked: tells what it acknowledges. */
    Binary sayAll() {
        Binary within = Objects.requireNonNull(id);
        for (Acknowledgement one : acknowledgements) {
            var state = new DeliveryState.TransactionalState(within, one.outcome());
            one.delivery().consumer().sayIn(one.delivery(), state);
        }
        return within;
    }

    void committed() {
        for (Acknowledgement one : acknowledgements) one.delivery().consumer().over(one.delivery());
        acknowledgements.clear();
        over(Outcome.COMMITTED);
        answer(null);
    }

    /** The broker refused to commit, and has taken back what it acknowledged. */
    void refused(ClientFailure why) {
        for (Acknowledgement one : acknowledgements) one.delivery().consumer().over(one.delivery());
        acknowledgements.clear();
        over(Outcome.ROLLED_BACK);
        answer(rolledBack(why));
    }

    private static ClientFailure rolledBack(ClientFailure why) {
        return new ClientFailure(Known.NOT_DONE, ErrorCondition.TRANSACTION_ROLLBACK, why.words(), why.error());
    }

    private void answer(@Nullable ClientFailure failure) {
        Request waiting = committing;
        committing = null;
        if (waiting != null) waiting.answer(failure);
    }

    /** What it acknowledges goes back as failed, as if the broker had refused. */
    private void back(Outcome end) {
        giveUpAtBroker();
        List<Acknowledgement> all = List.copyOf(acknowledgements);
        acknowledgements.clear();
        for (Acknowledgement one : all) {
            one.delivery().transaction = null;
            one.delivery().consumer().settle(one.delivery(), BACK);
        }
        over(end);
    }

    private void giveUpAtBroker() {
        Binary begun = id;
        id = null;
        if (begun != null) channel.coordinator().rollback(begun, unsent < sends.size());
    }

    private void over(Outcome end) {
        outcome = end;
        List<ClientSend> all = List.copyOf(sends);
        sends.clear();
        for (ClientSend send : all) send.producer.transactionOver(send);
        channel.over(this);
        channel.session.achieved();
    }

    // Lines

    /** The line is lost: what was said on it never was, but for a commit that was asked for. */
    void away() {
        id = null;
        isDeclaring = false;
        isAsked = false;
        unsent = 0;
    }

    /** All is in use again: what is in it is sent once more. */
    void replay() {
        boolean isGoing = outcome == Outcome.OPEN || outcome == Outcome.COMMITTING;
        if (!isGoing || isEmpty()) return;
        dischargeTag = -1;
        boolean isVoid =
                acknowledgements.stream().anyMatch(one -> one.delivery().isVoid());
        if (isVoid) {
            voided();
            return;
        }
        unsent = sends.size();
        for (ClientSend send : sends) send.producer.sendAgain(send);
        if (wasDeclared) channel.session.returned.replayed++;
        goOn();
    }

    /** Neither it nor its deliveries are known to the broker any more; what that means. */
    Outcome lost(ClientFailure why) {
        if (outcome == Outcome.COMMITTING && dischargeTag >= 0) {
            for (Acknowledgement one : acknowledgements)
                one.delivery().consumer().over(one.delivery());
            acknowledgements.clear();
            over(Outcome.UNKNOWN);
            answer(new ClientFailure(Known.UNKNOWN, why.condition(), "nobody knows whether it was committed", null));
        } else if (!isEmpty()) doom(why);
        return outcome;
    }

    /** The coordinator is gone. */
    void coordinatorFailed(ClientFailure why) {
        boolean isInDoubt = outcome == Outcome.COMMITTING && dischargeTag >= 0;
        away();
        if (isInDoubt) lost(why);
        else if (!isEmpty()) doom(why);
    }
}
