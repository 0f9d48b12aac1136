package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.SessionView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where orders of operators about sessions are carried out; each is answered once it is on disk. */
final class SessionOrders {
    private final Broker broker;
    private final Acts acts;
    private final List<Consumer<SessionAnswer>> waiting = new ArrayList<>();
    private @Nullable String failure; // of the node, for good

    SessionOrders(Broker broker, Acts acts) {
        this.broker = broker;
        this.acts = acts;
    }

    void carryOut(SessionOrder order, Consumer<SessionAnswer> teller) {
        if (failure != null) {
            teller.accept(new SessionAnswer.Failed(failure));
            return;
        }
        waiting.add(teller);
        SessionAnswer answer = carryOut(order);
        acts.hold(() -> {
            if (waiting.remove(teller)) teller.accept(answer);
        });
    }

    private SessionAnswer carryOut(SessionOrder order) {
        SessionView session = broker.sessionByClientId(order.clientId());
        if (session == null) return new SessionAnswer.Unknown();
        if (order instanceof SessionOrder.End) {
            acts.perform(new Command.End(session.number(), "an operator ended it"));
            return new SessionAnswer.Done(true);
        }
        if (order instanceof SessionOrder.Give give) return give(session, give.owner());
        throw new AssertionError("no branch for " + order); // SessionOrdersTest holds this unreachable
    }

    private SessionAnswer give(SessionView session, String owner) {
        if (session.owner().equals(owner)) return new SessionAnswer.Done(false);
        if (session.attached()) return new SessionAnswer.InUse();
        acts.perform(new Command.Give(session.number(), owner));
        return new SessionAnswer.Done(true);
    }

    /** Nothing more gets on disk. */
    void fail(String why) {
        failure = why;
        List<Consumer<SessionAnswer>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(teller -> teller.accept(new SessionAnswer.Failed(why)));
    }
}
