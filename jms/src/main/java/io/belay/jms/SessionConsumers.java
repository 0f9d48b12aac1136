package io.belay.jms;

import io.belay.amqp.type.ErrorCondition;
import io.belay.client.Answer;
import io.belay.client.ClientConsumer;
import io.belay.client.ClientFailure;
import io.belay.client.ConsumerSpec;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The consumers of a session, from the broker's yes to their end. */
final class SessionConsumers {
    private final BelaySession session;
    private final SessionLink link;
    private final Deliveries deliveries;
    private final List<BelayMessageConsumer> all = new CopyOnWriteArrayList<>();
    private final List<BelayMessageConsumer> held = new CopyOnWriteArrayList<>(); // closed with something undecided

    SessionConsumers(BelaySession session, Deliveries deliveries) {
        this.session = session;
        this.link = session.link();
        this.deliveries = deliveries;
    }

    /** Those that are there; a view. */
    List<BelayMessageConsumer> all() {
        return all;
    }

    /** Makes one and waits until the broker has it. */
    BelayMessageConsumer make(BelayDestination from, ConsumerSpec spec, @Nullable String selector, boolean noLocal)
            throws JMSException {
        String what = "consumer of " + from.name();
        boolean isTemporary = from.kind().isTemporary();
        Inflow inflow = new Inflow(session.dispatcher()::wake, failure -> endedByBroker(what, isTemporary, failure));
        long timeoutMs = session.connection().options().timeoutMs(Setting.REQUEST_TIMEOUT_MS);
        ClientConsumer its = link.consumer(spec, inflow, what, timeoutMs);
        String subscription = spec.isDurable() && !spec.isShared() ? spec.subscription() : null;
        BelayMessageConsumer consumer =
                new BelayMessageConsumer(session, from, subscription, selector, noLocal, inflow, its);
        all.add(consumer);
        return consumer;
    }

    /** Whoever listens would not notice; whoever receives is told there as well. */
    private void endedByBroker(String what, boolean isTemporary, ClientFailure failure) {
        boolean isLost = failure.condition().equals(ClientFailure.DESTINATION_LOST)
                || isTemporary && failure.condition().equals(ErrorCondition.RESOURCE_DELETED);
        if (isLost) return; // That is told once, of the destination: a temporary one is this connection's own.
        // Later: that the whole connection is over is told once, and known by then.
        link.loop().post(() -> {
            if (session.isClosed() || session.connection().isOver()) return;
            session.connection().tell(Refusals.exception(what + " was ended by the broker", failure));
        });
    }

    /** Whether anything here consumes from a place. */
    boolean anyOf(BelayDestination from) {
        return all.stream().anyMatch(each -> each.from().equals(from));
    }

    void start() {
        all.forEach(BelayMessageConsumer::start);
    }

    /** The connection is over: whoever waits for a message is told. On the loop. */
    void over(ClientFailure failure) {
        all.forEach(each -> each.inflow().over(failure));
    }

    /** The session ends, and they with it. */
    void ended() {
        all.forEach(BelayMessageConsumer::ended);
    }

    /** Whoever waits for a message returns with nothing. */
    void endReceives() {
        all.forEach(each -> each.inflow().close());
    }

    /** Waits for those that are in receive, all of them until one deadline. */
    void awaitReceivers(long deadlineMs) {
        all.forEach(each -> each.awaitReceiver(deadlineMs));
    }

    /** Waits for those that are about to return from receive with a message, all of them until one deadline. */
    void awaitHandOut(long deadlineMs) {
        all.forEach(each -> each.awaitHandOut(deadlineMs));
    }

    /** Whether a closed consumer of a durable subscription has given out what is not done with. */
    boolean holds(String subscription) {
        held.removeIf(each -> !deliveries.has(each));
        return held.stream().anyMatch(each -> subscription.equals(each.subscription()));
    }

    void remove(BelayMessageConsumer consumer) {
        all.remove(consumer);
    }

    /** Gives back what a consumer holds and ends it. */
    void end(BelayMessageConsumer consumer, long timeoutMs) throws JMSException {
        deliveries.tellLazy();
        // With something undecided it lasts until that is decided, which may be long after this call.
        boolean isWaitedFor = !deliveries.has(consumer);
        SessionLink.Request end = (deadlineMs, answer) -> {
            link.giveBack(consumer.link(), consumer.inflow());
            consumer.link().close(deadlineMs, answer);
        };
        if (!isWaitedFor && consumer.subscription() != null) held.add(consumer);
        if (isWaitedFor) link.ask("close consumer", timeoutMs, end);
        else link.loop().post(() -> end.ask(SessionLink.deadline(timeoutMs), Answer.NOBODY));
    }
}
