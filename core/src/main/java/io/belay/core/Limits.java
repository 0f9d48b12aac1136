package io.belay.core;

import io.belay.base.Check;

/**
 * What the broker holds at most. Asked by {@link Broker#refusal} before a command is logged, never when one is applied:
 * they may change between two runs, and replay must not.
 *
 * @param sessionsMax sessions, attached or not
 * @param subscriptionsPerSessionMax subscriptions of one session
 * @param queuedMessagesMax deliveries not settled of one session, and messages that wait in one shared group
 * @param queuedBytesMax their sum of {@link Message#length}
 * @param retainedMax topics with a retained message
 * @param tagsPerSessionMax tags held for one publisher (MQTT: QoS 2 exchanges that it has not released; AMQP:
 *     deliveries and commits of a session that goes on, which its client has not settled)
 * @param queuesMax queues, of whatever lifetime; dead letter queues that the broker creates itself come on top
 * @param sessionsPerUserMax sessions of one owner, attached or not; 0 for any number
 */
public record Limits(
        int sessionsMax,
        int subscriptionsPerSessionMax,
        int queuedMessagesMax,
        long queuedBytesMax,
        int retainedMax,
        int tagsPerSessionMax,
        int queuesMax,
        int sessionsPerUserMax) {
    /** What holds unless the operator says otherwise: 100,000; 1,000; 1,000,000; 1 GiB; 1,000,000; 65,535; 100,000. */
    public static final Limits DEFAULTS = new Limits(100_000, 1_000, 1_000_000, 1L << 30, 1_000_000, 65_535, 100_000);

    /** Those, and any number of sessions for each owner. */
    public Limits(
            int sessionsMax,
            int subscriptionsPerSessionMax,
            int queuedMessagesMax,
            long queuedBytesMax,
            int retainedMax,
            int tagsPerSessionMax,
            int queuesMax) {
        this(
                sessionsMax,
                subscriptionsPerSessionMax,
                queuedMessagesMax,
                queuedBytesMax,
                retainedMax,
                tagsPerSessionMax,
                queuesMax,
                0);
    }

    /**
     * Holds the limits.
     *
     * @throws IllegalArgumentException if one is below 1, or that of owners below 0
     */
    public Limits {
        Check.argument(sessionsMax > 0, "sessionsMax of at least 1", sessionsMax);
        Check.argument(
                subscriptionsPerSessionMax > 0, "subscriptionsPerSessionMax of at least 1", subscriptionsPerSessionMax);
        Check.argument(queuedMessagesMax > 0, "queuedMessagesMax of at least 1", queuedMessagesMax);
        Check.argument(queuedBytesMax > 0, "queuedBytesMax of at least 1", queuedBytesMax);
        Check.argument(retainedMax > 0, "retainedMax of at least 1", retainedMax);
        Check.argument(tagsPerSessionMax > 0, "tagsPerSessionMax of at least 1", tagsPerSessionMax);
        Check.argument(queuesMax > 0, "queuesMax of at least 1", queuesMax);
        Check.argument(sessionsPerUserMax >= 0, "sessionsPerUserMax of at least 0", sessionsPerUserMax);
    }

    /** The same for an owner who may have any number of sessions. */
    public Limits withoutOwners() {
        return new Limits(
                sessionsMax,
                subscriptionsPerSessionMax,
                queuedMessagesMax,
                queuedBytesMax,
                retainedMax,
                tagsPerSessionMax,
                queuesMax);
    }
}
