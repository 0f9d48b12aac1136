package io.belay.client;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.Resumption.Step;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.base.Many;
import io.belay.client.ClientFailure.Known;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends messages to one address, or to those that the messages name, in order. Outlives lines. */
public final class ClientProducer extends ClientLink {
    private final @Nullable ClientAddress target;
    private final ArrayDeque<ClientSend> waiting = new ArrayDeque<>(); // to be sent, in order
    private int sent; // on this line, and not settled
    private int inTransactions; // messages that may have to be sent again
    private long tags;
    private volatile long lengthMax; // of a message, told by the broker; 0 without bound; any thread may look

    ClientProducer(ClientChannel channel, @Nullable ClientAddress target, long deadlineMs, Answer answer) {
        super(channel, channel.session.names.fresh("p"), true, deadlineMs, answer);
        this.target = target;
    }

    /**
     * Sends a message. Answered once the broker has it on record; once it is on its way if it is sent settled; at once if it
     * is sent in a transaction, whose commit then tells. Without {@link ClientSession#hasRoom} it is refused at once. A
     * transaction without one that was to be part of it can only be rolled back.
     *
     * @param message a whole message as AMQP encodes it, from its position to its limit, which stay; nobody may change it as
     *     long as it is not answered, or the transaction not over
     * @param settled send it without waiting for an answer; it is lost if the line is lost. Not in a transaction
     * @param transaction of the same channel and still open, null for none
     * @return by which it can be given up
     */
    public ClientSend send(
            ByteBuffer message,
            boolean settled,
            @Nullable ClientTransaction transaction,
            long deadlineMs,
            Answer answer) {
        ClientSend send = new ClientSend(this, message, settled, transaction, deadlineMs, answer);
        ClientFailure refusal = refusal(send);
        if (refusal != null) {
            if (transaction != null) transaction.lacks(refusal);
            send.answer(refusal);
            return send;
        }
        session.room.take(send);
        boolean isDue = true;
        if (transaction != null) {
            inTransactions++;
            isDue = transaction.sends(send);
        }
        if (isDue) waiting.add(send);
        if (transaction != null) send.answer(null);
        pump();
        return send;
    }

    /**
     * Why a message cannot be sent for its length, by what the broker told when the link was attached last; null if it can. Any
     * thread: who asks before it sends keeps it out of a transaction, which need not be rolled back then.
     *
     * @param length of the whole message, bytes
     */
    public @Nullable ClientFailure tooLong(int length) {
        long most = lengthMax;
        if (most <= 0 || length <= most) return null;
        String words = "a message of " + Many.of(length, "byte") + ", the broker takes " + most;
        return refused(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED, words);
    }

    /** Closes once all that was sent is answered; the link lasts as long as a transaction in which it has sent is open. */
    public void close(long deadlineMs, Answer answer) {
        closeLink(deadlineMs, answer);
    }

    /** Why the broker ended it, null if it did not. All it was still to send has been answered with that. Any thread. */
    public @Nullable ClientFailure failure() {
        return whyGone();
    }

    private @Nullable ClientFailure refusal(ClientSend send) {
        ClientFailure why = session.whyOver();
        if (why == null) why = whyGone();
        if (why != null) return send.after(why);
        if (stage() == Stage.GONE || isClosing()) return refused(ClientFailure.CLOSED, "the producer is closed");
        if (!session.hasRoom()) return refused(ClientFailure.NO_ROOM, "too much is unsettled");
        ClientTransaction within = send.transaction;
        if (within != null && !within.takes(this)) return refused(ErrorCondition.ILLEGAL_STATE, "no open transaction");
        return tooLong(send.length());
    }

    private static ClientFailure refused(io.belay.amqp.type.Symbol condition, String words) {
        return new ClientFailure(Known.NOT_DONE, condition, words);
    }

    // Sending

    /** Sends what waits, as far as there is credit. */
    void pump() {
        if (waiting.isEmpty() || !(inUse() instanceof AmqpSender out)) return;
        for (ClientSend next = waiting.peek(); next != null; next = waiting.peek()) {
            ClientTransaction within = next.transaction;
            if (within != null && !within.isDeclared() || out.credit() == 0) return;
            if (waiting.peek() != next) continue; // It has been sent already, when its transaction was declared.
            if (!out.isWritable()) {
                session.blocked();
                return;
            }
            waiting.remove();
            ClientFailure tooLong = tooLong(next.length());
            if (tooLong != null) tooLate(next, tooLong);
            else say(out, next);
        }
        closeIfDone();
    }

    /** It was taken before the broker had told its limit. */
    private void tooLate(ClientSend send, ClientFailure tooLong) {
        ClientTransaction within = send.transaction;
        if (within != null) within.doom(tooLong);
        session.room.give(send);
        send.answer(tooLong);
    }

    private void say(AmqpSender out, ClientSend send) {
        ClientTransaction within = send.transaction;
        if (send.step != null) sayAgain(out, send, send.step);
        else if (within != null) {
            out.send(ClientSend.binaryTag(++tags), true, within.state(), 0, 0, send.message());
            within.left(send);
        } else if (send.isSettled) {
            out.send(ClientSend.binaryTag(++tags), true, null, 0, 0, send.message());
            session.room.give(send);
            send.answer(null);
        } else {
            if (send.tag < 0) send.tag = ++tags;
            send.hasLeft = true;
            sent(send, out.send(send.binaryTag(), false, null, 0, 0, send.message()));
        }
    }

    private void sayAgain(AmqpSender out, ClientSend send, Step step) {
        send.step = null;
        if (step instanceof Step.Confirm) out.resume(step, 0, 0, ByteBuffer.allocate(0));
        else sent(send, out.resume(step, 0, 0, send.message()));
    }

    private void sent(ClientSend send, long deliveryId) {
        sent++;
        send.deliveryId = deliveryId;
        channel.sends.put((int) deliveryId, send);
    }

    /** The broker speaks of a message that was sent on this line. */
    void outcome(AmqpEvent.Outcome outcome) {
        DeliveryState state = outcome.state();
        boolean isDecided = outcome.settled() || state != null && state.isTerminal();
        if (!isDecided) return;
        ClientSend send = channel.sends.remove((int) outcome.deliveryId());
        if (send == null) return;
        sent--;
        send.deliveryId = -1;
        if (!outcome.settled()) outcome.sender().settle(outcome.deliveryId(), state, true);
        session.achieved();
        decided(send, state);
        closeIfDone();
    }

    private void decided(ClientSend send, @Nullable DeliveryState state) {
        session.room.give(send);
        ClientFailure failure = Outcomes.failure(state);
        send.answer(failure != null && send.isTwice ? send.after(failure) : failure);
    }

    /** Takes back what has never left. */
    void forget(ClientSend send) {
        if (waiting.remove(send)) session.room.give(send);
        closeIfDone();
    }

    // Transactions

    /** A message of a transaction is to be sent again, in a new one. */
    void sendAgain(ClientSend send) {
        waiting.add(send);
    }

    /** Messages of a transaction that is over need not be kept. */
    void transactionOver(ClientSend send) {
        inTransactions--;
        waiting.remove(send);
        session.room.give(send);
        closeIfDone();
    }

    // Lines

    /** The line is lost, with these on it, in the order of their tags. */
    void lost(List<ClientSend> left) {
        sent = 0;
        waiting.removeIf(send -> send.transaction != null || send.step instanceof Step.Confirm);
        for (int index = left.size() - 1; index >= 0; index--) waiting.addFirst(left.get(index));
        for (ClientSend send : waiting) {
            send.isReturning = send.hasLeft;
            send.deliveryId = -1;
            send.step = null;
        }
    }

    /** Nobody will know of those that have left. */
    int doubt(ClientFailure why) {
        int count = 0;
        for (ClientSend send : List.copyOf(waiting)) {
            if (!send.isReturning) continue;
            waiting.remove(send);
            session.room.give(send);
            send.answer(send.after(why));
            count++;
        }
        return count;
    }

    @Override
    LinkMemory memory() {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        for (ClientSend send : waiting) {
            if (send.isReturning) unsettled.put(send.binaryTag(), new LinkMemory.Entry(null, 0));
        }
        return new LinkMemory(0, unsettled);
    }

    @Override
    void goOn(Attach theirs) {
        lengthMax = theirs.maxMessageSize();
        Map<Binary, @Nullable DeliveryState> known = theirs.unsettled();
        Map<Binary, @Nullable DeliveryState> held = known == null ? Collections.emptyMap() : known;
        for (ClientSend send : List.copyOf(waiting)) {
            if (send.isReturning) goOn(send, held);
        }
        pump();
    }

    /** One that may have arrived: what the broker says of it (AMQP 1.0 §2.6.13). */
    private void goOn(ClientSend send, Map<Binary, @Nullable DeliveryState> held) {
        send.isReturning = false;
        Binary tag = send.binaryTag();
        DeliveryState state = held.get(tag);
        if (state != null && state.isTerminal()) {
            send.step = new Step.Confirm(tag, state);
            session.returned.confirmed++;
            decided(send, state);
            return;
        }
        boolean isHeld = held.containsKey(tag);
        send.isTwice |= !isHeld && !session.isResumable();
        DeliveryState.Received from = state instanceof DeliveryState.Received received ? received : null;
        send.step = isHeld ? new Step.SendRest(tag, from) : new Step.SendAnew(tag);
        session.returned.resent++;
    }

    @Override
    boolean isAt(ClientAddress address) {
        return address.equals(target);
    }

    @Override
    Attach attach() {
        return Termini.producer(session, name, target);
    }

    @Override
    boolean isDone() {
        boolean isSent = waiting.isEmpty() && sent == 0;
        if (isSent && inTransactions > 0) answerClosings(null);
        return isSent && inTransactions == 0;
    }

    @Override
    void failed(ClientFailure why) {
        List<ClientSend> all = new ArrayList<>(waiting);
        channel.sends.each(send -> {
            if (send.producer == this) all.add(send);
        });
        waiting.clear();
        sent = 0;
        for (ClientSend send : all) {
            if (send.deliveryId >= 0) channel.sends.remove((int) send.deliveryId);
            session.room.give(send);
            send.answer(send.after(why));
        }
        channel.doom(this, why);
    }
}
