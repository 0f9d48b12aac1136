package io.belay.amqp;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Role;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes out over a session: the peer's window for frames, the deliveries that are not settled, and the rest of the
 * one message that the window has no room for.
 */
final class SessionOutput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int FIRST_ID = 0;

    private record Unsent(OutgoingDelivery delivery, Transfer next, ByteBuffer rest) {}

    final DeliveryTable<OutgoingDelivery> unsettled = new DeliveryTable<>();
    private final AmqpSession session;
    private final Line line;
    private final LineOutput out;
    private final int unsettledMax;
    private int nextId = FIRST_ID; // transfer-id of the next frame
    private int nextDeliveryId;
    private long window; // frames that the peer takes, 0 or more
    private @Nullable Unsent unsent;

    SessionOutput(AmqpSession session) {
        this.session = session;
        line = session.line;
        out = line.out;
        unsettledMax = line.limits.unsettledMax();
    }

    void begun(Performative.Begin begin) {
        window = begin.incomingWindow();
    }

    long nextId() {
        return Integer.toUnsignedLong(nextId);
    }

    /** Whether a delivery may begin as far as the session goes. */
    boolean hasRoom() {
        return window > 0 && unsent == null && unsettled.count() < unsettledMax;
    }

    /** Whether part of a message of this link is still to be said. */
    boolean isSending(AmqpLink link) {
        Unsent waiting = unsent;
        return waiting != null && waiting.delivery.sender == link;
    }

    /** The peer's window moves (§2.5.6), and what waited for it goes out. */
    void flow(Performative.Flow flow) {
        int seen = flow.nextIncomingId() < 0 ? FIRST_ID : (int) flow.nextIncomingId();
        long left = flow.incomingWindow() - (nextId - seen);
        window = Math.min(Math.max(left, 0), Performative.UINT_MAX);
        Unsent waiting = unsent;
        if (waiting == null || window == 0) return;
        unsent = null;
        goOn(waiting.delivery, waiting.next, NOTHING, waiting.rest);
        if (unsent == null) session.touch(); // for the flow that waited for this
    }

    /** Begins a delivery; the caller has made sure that it may. */
    int send(OutgoingDelivery delivery, Transfer transfer, ByteBuffer head, ByteBuffer tail) {
        if (!transfer.settled() && !transfer.aborted()) unsettled.put(delivery.id, delivery);
        window--;
        nextId++;
        boolean isDone = out.say(session.channel(), transfer, head, tail);
        if (!isDone) goOn(delivery, continued(transfer), head, tail);
        return delivery.id;
    }

    int nextDeliveryId() {
        return nextDeliveryId++;
    }

    private static Transfer continued(Transfer first) {
        return new Transfer(first.handle(), -1, null, -1, first.settled(), false, null, null, false, false, false);
    }

    private void goOn(OutgoingDelivery delivery, Transfer next, ByteBuffer head, ByteBuffer tail) {
        boolean isDone = false;
        while (!isDone && window > 0) {
            window--;
            nextId++;
            isDone = out.say(session.channel(), next, head, tail);
        }
        if (isDone) return;
        ByteBuffer rest = ByteBuffer.allocate(head.remaining() + tail.remaining());
        unsent = new Unsent(delivery, next, rest.put(head).put(tail).flip());
    }

    /** What is left of the link's message is not sent; the peer hears so instead. */
    boolean abort(AmqpSender sender) {
        Unsent waiting = unsent;
        if (waiting == null || waiting.delivery.sender != sender || !session.isOpen()) return false;
        unsent = null;
        unsettled.remove(waiting.delivery.id);
        long handle = waiting.next.handle();
        Transfer end = new Transfer(handle, -1, null, -1, true, false, null, null, false, true, false);
        goOn(waiting.delivery, end, NOTHING, NOTHING);
        if (unsent == null) session.touch();
        return true;
    }

    /** The link is detached: the rest of its message is not sent (§2.6.6). */
    void forget(AmqpLink link) {
        if (isSending(link)) unsent = null;
    }

    void forgetDeliveries(AmqpSender sender) {
        unsettled.each(delivery -> {
            if (delivery.sender == sender) unsettled.remove(delivery.id);
        });
    }

    Map<Long, Long> undecided(AmqpSender sender) {
        Map<Long, Long> undecided = new LinkedHashMap<>();
        unsettled.each(delivery -> {
            boolean isOpen = delivery.state == null || !delivery.state.isTerminal();
            if (delivery.sender == sender && isOpen)
                undecided.put(Integer.toUnsignedLong(delivery.id), delivery.context);
        });
        return undecided;
    }

    /** The receiver speaks of our deliveries. */
    void disposition(Performative.Disposition disposition, int first, int last) {
        if (first == last) heard(unsettled.at(first), disposition);
        else unsettled.each(first, last, delivery -> heard(delivery, disposition));
    }

    private void heard(@Nullable OutgoingDelivery delivery, Performative.Disposition disposition) {
        if (delivery == null) return;
        DeliveryState state = disposition.state();
        DeliveryState told = state == null ? delivery.state : state;
        if (disposition.settled()) unsettled.remove(delivery.id);
        else if (!isNews(delivery, state)) return;
        line.tell(new AmqpEvent.Outcome(
                delivery.sender,
                Integer.toUnsignedLong(delivery.id),
                delivery.tag,
                delivery.context,
                told,
                disposition.settled(),
                disposition.batchable()));
    }

    /** Whether the receiver, which has not settled it, says something else than before; keeps it then. */
    private static boolean isNews(OutgoingDelivery delivery, @Nullable DeliveryState state) {
        if (state == null) return false;
        DeliveryState kept = KeptState.of(state);
        boolean isSame = kept != null && kept.equals(delivery.state);
        delivery.state = kept;
        return !isSame;
    }

    void settle(int id, @Nullable DeliveryState state, boolean canWait) {
        if (!session.isOpen() || unsettled.remove(id) == null) return;
        session.dispositions.add(Role.SENDER, id, state, true, canWait);
    }
}
