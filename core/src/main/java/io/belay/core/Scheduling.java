package io.belay.core;

import io.belay.base.Check;

/**
 * When a message's turn comes in a queue, and with which others it belongs.
 *
 * @param priority 0 to 9, the higher the sooner; {@link #PRIORITY_NORMAL} unless the sender says otherwise
 * @param deliverAtMs broker time before which it is not delivered, milliseconds since 1970; 0 at once
 * @param group hash of the name of its message group; 0 none
 */
public record Scheduling(int priority, long deliverAtMs, int group) {
    /** The highest priority. */
    public static final int PRIORITY_MAX = 9;

    /** The priority of who asks for none. */
    public static final int PRIORITY_NORMAL = 4;

    /** Priority 4, at once, in no group. */
    public static final Scheduling NORMAL = new Scheduling(PRIORITY_NORMAL, 0, 0);

    /**
     * Holds the fields.
     *
     * @throws IllegalArgumentException if the priority is not 0 to 9 or the time is negative
     */
    public Scheduling {
        Check.argument(priority >= 0 && priority <= PRIORITY_MAX, "a priority from 0 to 9", priority);
        Check.argument(deliverAtMs >= 0, "deliverAtMs of 0 or more", deliverAtMs);
    }
}
