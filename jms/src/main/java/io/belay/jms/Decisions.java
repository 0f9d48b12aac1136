package io.belay.jms;

import io.belay.client.ClientFailure;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;

/** What a session decides of all that it was given and has sent: commit, rollback, recover. The session's thread. */
final class Decisions {
    private final BelaySession session;
    private final SessionLink link;
    private final Deliveries deliveries;
    private final SessionConsumers consumers;

    Decisions(BelaySession session, Deliveries deliveries, SessionConsumers consumers) {
        this.session = session;
        this.link = session.link();
        this.deliveries = deliveries;
        this.consumers = consumers;
    }

    void commit() throws JMSException {
        long timeoutMs = timeoutMs(Setting.COMMIT_TIMEOUT_MS);
        boolean entered = session.enter("commit");
        try {
            session.completions().await("commit", timeoutMs);
            session.connection().checkUsable();
            session.marks().decided();
            ClientFailure failure = link.commit(timeoutMs);
            if (failure != null) throw commitFailed(failure, timeoutMs);
            deliveries.committed();
        } finally {
            if (entered) session.leave();
        }
    }

    private JMSException commitFailed(ClientFailure failure, long timeoutMs) {
        if (failure.known() != ClientFailure.Known.NOT_DONE) {
            deliveries.committed(); // nobody knows; to give them back would be to decide
            return Refusals.exception("commit", failure);
        }
        var rolledBack = new TransactionRolledBackException(
                "commit: rolled back, " + failure.words(), failure.condition().text());
        try {
            giveBack("rollback", timeoutMs);
        } catch (JMSException alsoFailed) {
            rolledBack.addSuppressed(alsoFailed);
        }
        return rolledBack;
    }

    void rollback() throws JMSException {
        long timeoutMs = timeoutMs(Setting.COMMIT_TIMEOUT_MS);
        boolean entered = session.enter("rollback");
        try {
            session.completions().await("rollback", timeoutMs);
            session.connection().checkUsable();
            session.marks().decided();
            ClientFailure failure = link.rollback(timeoutMs);
            giveBack("rollback", timeoutMs);
            if (failure != null) throw Refusals.exception("rollback", failure);
        } finally {
            if (entered) session.leave();
        }
    }

    void recover() throws JMSException {
        boolean entered = session.enter("recover");
        try {
            session.connection().checkUsable();
            giveBack("recover", timeoutMs(Setting.ACKNOWLEDGE_TIMEOUT_MS));
        } finally {
            if (entered) session.leave();
        }
    }

    private long timeoutMs(Setting setting) {
        return session.connection().options().timeoutMs(setting);
    }

    /**
     * Gives all back to the broker: what the application had counts as failed, what was only held does not. All comes again in
     * its order, for nothing is let through before the broker has it back. If that cannot be waited for, all goes back all the
     * same and flows again, for nothing may stay here that nobody asks for; only the order is not promised then.
     */
    private void giveBack(String what, long timeoutMs) throws JMSException {
        List<BelayMessageConsumer> its = consumers.all();
        if (its.isEmpty() && deliveries.isEmpty()) return;
        deliveries.tellLazy();
        long deadlineMs = SessionLink.deadline(timeoutMs);
        boolean isDrained = false;
        try {
            link.drain(its.stream().map(BelayMessageConsumer::link).toList(), what, timeoutMs);
            isDrained = true;
        } finally {
            deliveries.fail();
            its.forEach(each -> link.loop().post(() -> link.giveBack(each.link(), each.inflow())));
            if (!isDrained) its.forEach(BelayMessageConsumer::refill);
        }
        try {
            link.confirm(what, Math.max(1, deadlineMs - ConnectionLoop.clockMs()));
        } finally {
            its.forEach(BelayMessageConsumer::refill);
        }
    }
}
