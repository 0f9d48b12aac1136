package io.belay.client;

import io.belay.amqp.type.DeliveryState;

/**
 * Sends and acknowledgements of one channel that happen together or not at all. All of it is remembered here until the
 * commit is answered: when the line is lost an open transaction is begun again with all that is in it, and a commit whose
 * answer was lost is asked for. So a commit is answered done or not done as long as the session can come back.
 *
 * <pre>
 *   OPEN ── commit() ──▶ COMMITTING ── accepted ──▶ DONE
 *                                   └─ refused ───▶ ROLLED BACK
 *   OPEN ── rollback() ──▶ ROLLED BACK
 * </pre>
 */
public final class ClientTransaction {
    ClientTransaction() {}

    /**
     * Acknowledges a delivery as part of this. It is told to the broker with the commit; until then the delivery is with its
     * consumer, and after a rollback it is undecided again.
     *
     * @param outcome usually accepted
     */
    public void acknowledge(ClientDelivery delivery, DeliveryState outcome) {}

    /**
     * Commits. A failure that is {@link ClientFailure.Known#NOT_DONE} means that it was rolled back: what it acknowledged comes
     * again. At the deadline it is {@link ClientFailure.Known#PENDING}, and {@link #outcome} will know.
     */
    public void commit(long deadlineMs, Answer answer) {}

    /** Rolls back: what was sent in it never was; what was acknowledged in it is undecided again, at once. */
    public void rollback(long deadlineMs, Answer answer) {}

    /** How far it has come. */
    public Outcome outcome() {
        return Outcome.OPEN;
    }

    /** How a transaction may stand. */
    public enum Outcome {
        /** More may be put into it. */
        OPEN,
        /** It can only be rolled back; a commit will say why. */
        DOOMED,
        /** The broker has been asked, and nothing is known yet. */
        COMMITTING,
        /** It happened. */
        COMMITTED,
        /** It never happened. */
        ROLLED_BACK,
        /** Nobody will ever say whether it happened. */
        UNKNOWN
    }
}
