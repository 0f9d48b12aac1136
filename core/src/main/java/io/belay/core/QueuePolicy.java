package io.belay.core;

import io.belay.base.Check;

/**
 * How much a queue holds and what becomes of what it cannot deliver.
 *
 * @param messagesMax entries, 1 or more
 * @param bytesMax their sum of {@link Message#length}, 1 or more
 * @param whenFull what happens to one more
 * @param deliveriesMax after how many failed deliveries a message becomes a dead letter, 0 or more; 0 never
 * @param deadLetter the name of the queue that takes dead letters; "" or the queue's own name drops them
 * @param exclusive whether one consumer gets all; the node sees to it
 */
public record QueuePolicy(
        int messagesMax, long bytesMax, WhenFull whenFull, int deliveriesMax, String deadLetter, boolean exclusive) {
    /** The name of the dead letter queue of {@link #DEFAULTS}. */
    public static final String DEAD_LETTERS = "DLQ";

    /** 20,000,000 messages, 16 GiB, refuses more, dead letters after 10 failed deliveries to "DLQ". */
    public static final QueuePolicy DEFAULTS =
            new QueuePolicy(20_000_000, 16L << 30, WhenFull.REFUSE, 10, DEAD_LETTERS, false);

    /** What a dead letter queue has that the broker makes itself: as {@link #DEFAULTS}, but no dead letters of its own. */
    public static final QueuePolicy FOR_DEAD_LETTERS =
            new QueuePolicy(20_000_000, 16L << 30, WhenFull.REFUSE, 0, "", false);

    /**
     * Holds the policy.
     *
     * @throws IllegalArgumentException if a number is below its range
     */
    public QueuePolicy {
        Check.argument(messagesMax > 0, "messagesMax of at least 1", messagesMax);
        Check.argument(bytesMax > 0, "bytesMax of at least 1", bytesMax);
        Check.argument(deliveriesMax >= 0, "deliveriesMax of 0 or more", deliveriesMax);
    }
}
