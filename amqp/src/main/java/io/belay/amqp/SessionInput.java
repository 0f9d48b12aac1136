package io.belay.amqp;

import io.belay.amqp.codec.TransferFrame;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Role;
import io.belay.base.Many;
import org.jspecify.annotations.Nullable;

/** What comes in over a session: the window for its frames, and its deliveries that are not settled. */
final class SessionInput {
    final DeliveryTable<IncomingDelivery> unsettled = new DeliveryTable<>();
    final int unsettledMax;
    private final AmqpSession session;
    private final Line line;
    private final Slots<AmqpLink> links; // by the peer's handle
    private final Dispositions dispositions;
    private final int windowMax;
    private int nextId; // transfer-id of the next frame
    private int window; // frames that the peer may still send
    private boolean hasDelivery;
    private int lastDeliveryId; // of the latest, if there was one

    SessionInput(AmqpSession session) {
        this.session = session;
        line = session.line;
        links = session.remote;
        dispositions = session.dispositions;
        windowMax = line.limits.incomingWindow();
        window = windowMax;
        unsettledMax = line.limits.unsettledMax();
    }

    void begun(Performative.Begin begin) {
        nextId = (int) begin.nextOutgoingId();
    }

    long nextId() {
        return Integer.toUnsignedLong(nextId);
    }

    /** Opens the window wholly, and returns it: it is being told. */
    int openWindow() {
        window = windowMax;
        return windowMax;
    }

    void transfer(TransferFrame transfer) {
        if (window == 0) {
            String most = "expected at most " + Many.of(windowMax, "frame") + " before the window is opened again";
            session.fail(ErrorCondition.SESSION_WINDOW_VIOLATION, most);
            return;
        }
        window--;
        nextId++;
        if (window <= windowMax / 2) session.flowDue();
        AmqpLink link = links.at(transfer.handle());
        if (link instanceof AmqpReceiver receiver) receiver.gathering.transfer(transfer);
        else if (link == null) session.frames.unattached(transfer.handle());
        else session.fail(ErrorCondition.NOT_ALLOWED, "a transfer on a link whose sender is this end");
    }

    /** Whether a delivery of that id may begin: ids go up (§2.6.12, RFC 1982). */
    boolean isNext(int deliveryId) {
        if (hasDelivery && deliveryId - lastDeliveryId <= 0) return false;
        hasDelivery = true;
        lastDeliveryId = deliveryId;
        return true;
    }

    /** A delivery has come that is to be settled. */
    void keep(IncomingDelivery delivery) {
        unsettled.put(delivery.id, delivery);
        line.unsettled++;
    }

    private @Nullable IncomingDelivery forget(int id) {
        IncomingDelivery delivery = unsettled.remove(id);
        if (delivery != null) line.unsettled--;
        return delivery;
    }

    /** The sender speaks of its deliveries; only that it settles is news. */
    void disposition(Performative.Disposition disposition, int first, int last) {
        if (!disposition.settled()) return;
        unsettled.each(first, last, delivery -> {
            forget(delivery.id);
            line.tell(new AmqpEvent.Settled(
                    delivery.receiver, Integer.toUnsignedLong(delivery.id), delivery.tag, disposition.state()));
        });
    }

    void settle(int first, int last, @Nullable DeliveryState state, boolean isSettled, boolean canWait) {
        if (!session.isOpen()) return;
        if (first != last) unsettled.each(first, last, delivery -> settle(delivery.id, state, isSettled, canWait));
        else settle(first, state, isSettled, canWait);
    }

    private void settle(int id, @Nullable DeliveryState state, boolean isSettled, boolean canWait) {
        IncomingDelivery delivery = isSettled ? forget(id) : unsettled.at(id);
        if (delivery == null) return;
        if (!isSettled) delivery.state = KeptState.of(state);
        dispositions.add(Role.RECEIVER, id, state, isSettled, canWait);
    }
}
