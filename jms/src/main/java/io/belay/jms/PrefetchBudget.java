package io.belay.jms;

import io.belay.base.Check;

/**
 * How many messages all consumers of a connection may hold ahead of the application together (row OMQ-26). Each is let have its
 * even share at most, but one message at least, or it would have none ever. As consumers come, those that have more than their
 * share give it back with each message that they take; as others leave, they may have more. Any thread.
 */
final class PrefetchBudget {
    private final int messagesMax; // 0: without limit
    private int consumers;
    private long taken; // by all of them; beyond the limit only if there are more consumers than messages

    /** @param messagesMax 0 and up; 0 is without limit */
    PrefetchBudget(int messagesMax) {
        Check.argument(messagesMax >= 0, "a prefetch of at least 0 messages", messagesMax);
        this.messagesMax = messagesMax;
    }

    /**
     * A consumer begins.
     *
     * @param wanted messages, 1 and up
     * @return how many it may hold, 1 to {@code wanted}
     */
    synchronized int join(int wanted) {
        consumers++;
        if (messagesMax == 0) return wanted;
        int granted = (int) Math.max(1, Math.min(Math.min(wanted, share()), messagesMax - taken));
        taken += granted;
        return granted;
    }

    /**
     * A consumer has taken a message: what it may hold moves towards its share, by one.
     *
     * @param limit what it may hold
     * @param wanted what it would like to
     * @return what it may hold from now on
     */
    synchronized int adjusted(int limit, int wanted) {
        if (messagesMax == 0) return limit;
        int fair = Math.min(wanted, share());
        if (limit > fair) {
            taken--;
            return limit - 1;
        }
        if (limit == fair || taken >= messagesMax) return limit;
        taken++;
        return limit + 1;
    }

    /** A consumer ends, which was let have so much. */
    synchronized void leave(int limit) {
        consumers--;
        if (messagesMax > 0) taken -= limit;
    }

    private int share() {
        return Math.max(1, messagesMax / consumers);
    }
}
