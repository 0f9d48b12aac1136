package io.belay.jms;

import io.belay.client.ClientConsumer;
import jakarta.jms.JMSException;
import java.util.List;

/**
 * How many messages a consumer wants ahead of the application. With a limit of 0 it asks for one when one is wanted, and takes
 * that back when it is no longer. The session's thread, but for {@link #begin}.
 */
final class Prefetch {
    private final SessionLink session;
    private final ClientConsumer consumer;
    private final int limit;
    private final int step; // messages that go before as many are asked for
    private boolean hasBegun; // guarded by this
    private int gone; // taken since more was asked for
    private boolean isAsked; // with a limit of 0: one is wanted and has not been taken

    /**
     * The prefetch of one consumer.
     *
     * @param limit messages, 0 and up
     * @param refillPercent more is asked for when fewer than this part of the limit are held, 0 to 100
     */
    Prefetch(SessionLink session, ClientConsumer consumer, int limit, int refillPercent) {
        this.session = session;
        this.consumer = consumer;
        this.limit = limit;
        step = Math.max(1, limit - (int) ((long) limit * refillPercent / 100));
    }

    /** Whether nothing is fetched before it is asked for. */
    boolean isNone() {
        return limit == 0;
    }

    /** Lets messages flow for the first time; later calls do nothing. Any thread. */
    synchronized void begin(boolean toListener) {
        if (limit == 0 && toListener) ask();
        if (hasBegun || limit == 0) return;
        hasBegun = true;
        session.grant(consumer, limit);
    }

    /** Lets them flow after all that was held is gone; what is wanted still, as it could not be taken back, counts. */
    synchronized void again(boolean toListener) {
        gone = 0;
        isAsked = limit == 0 && toListener;
        if (isAsked) session.grantUpTo(consumer, 1);
        else if (limit > 0 && hasBegun) session.grantUpTo(consumer, limit);
    }

    /** The application wants a message. */
    synchronized void ask() {
        if (limit > 0 || isAsked) return;
        isAsked = true;
        session.grant(consumer, 1);
    }

    /** The application has one. */
    synchronized void taken() {
        isAsked = false;
        if (limit == 0 || ++gone < step) return;
        session.grant(consumer, gone);
        gone = 0;
    }

    /** What was taken is here again. */
    synchronized void putBack() {
        isAsked = true;
        if (limit > 0) gone--;
    }

    /** Waits until all is here that the broker has now. */
    void drain(long timeoutMs) throws JMSException {
        session.drain(List.of(consumer), "receive", timeoutMs);
    }

    /**
     * That took back all that was wanted.
     *
     * @param held messages that are here
     */
    synchronized void drained(int held) {
        isAsked = false;
        if (limit == 0 || !hasBegun) return;
        gone = 0;
        session.grant(consumer, limit - held);
    }
}
