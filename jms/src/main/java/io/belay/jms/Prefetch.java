package io.belay.jms;

import jakarta.jms.JMSException;

/**
 * How many messages a consumer wants ahead of the application. With a limit of 0 it asks for one when one is wanted, and takes
 * that back when it is no longer. The session's thread, but for {@link #begin} and {@link #end}.
 */
final class Prefetch {
    /** The way of credit to the broker. */
    interface Flow {
        /** So many messages more may come. */
        void grant(int more);

        /** So many may come, with those that are wanted already. */
        void grantUpTo(int wanted);

        /** Takes back what is wanted, and waits until all is here that the broker has now. */
        void drain(long timeoutMs) throws JMSException;
    }

    private final Flow flow;
    private final PrefetchBudget budget;
    private final int wanted;
    private final int refillPercent;
    private int limit; // what the budget leaves of it; all below is guarded by this
    private boolean hasBegun;
    private boolean hasEnded;
    private int gone; // taken since more was asked for: held + wanted of the broker + gone = limit
    private boolean isAsked; // with a limit of 0: one is wanted and has not been taken

    /**
     * The prefetch of one consumer.
     *
     * @param budget of its connection
     * @param wanted messages, 0 and up
     * @param refillPercent more is asked for when fewer than this part of the limit are held, 0 to 100
     */
    Prefetch(Flow flow, PrefetchBudget budget, int wanted, int refillPercent) {
        this.flow = flow;
        this.budget = budget;
        this.wanted = wanted;
        this.refillPercent = refillPercent;
    }

    /** Whether nothing is fetched before it is asked for. */
    boolean isNone() {
        return wanted == 0;
    }

    /** Lets messages flow for the first time; later calls do nothing. Any thread. */
    synchronized void begin(boolean toListener) {
        if (wanted == 0 && toListener) ask();
        if (hasBegun || hasEnded || wanted == 0) return;
        hasBegun = true;
        limit = budget.join(wanted);
        flow.grant(limit);
    }

    /** What it may hold is for others; later calls do nothing. Any thread. */
    synchronized void end() {
        if (hasBegun && !hasEnded) budget.leave(limit);
        hasEnded = true;
    }

    /** Lets them flow after all that was held is gone; what is wanted still, as it could not be taken back, counts. */
    synchronized void again(boolean toListener) {
        gone = 0;
        isAsked = wanted == 0 && toListener;
        if (isAsked) flow.grantUpTo(1);
        else if (hasBegun) flow.grantUpTo(limit);
    }

    /** The application wants a message. */
    synchronized void ask() {
        if (wanted > 0 || isAsked) return;
        isAsked = true;
        flow.grant(1);
    }

    /** The application has one. */
    synchronized void taken() {
        isAsked = false;
        if (!hasBegun) return;
        gone++;
        if (!hasEnded) {
            int adjusted = budget.adjusted(limit, wanted);
            gone += adjusted - limit;
            limit = adjusted;
        }
        if (gone < step()) return;
        flow.grant(gone);
        gone = 0;
    }

    /** Messages that go before as many are asked for. */
    private int step() {
        return Math.max(1, limit - (int) ((long) limit * refillPercent / 100));
    }

    /** What was taken is here again. */
    synchronized void putBack() {
        isAsked = true;
        if (wanted > 0) gone--;
    }

    /** Waits until all is here that the broker has now. */
    void drain(long timeoutMs) throws JMSException {
        flow.drain(timeoutMs);
    }

    /**
     * That took back all that was wanted.
     *
     * @param held messages that are here
     */
    synchronized void drained(int held) {
        isAsked = false;
        if (!hasBegun) return;
        gone = 0;
        flow.grant(limit - held);
    }
}
