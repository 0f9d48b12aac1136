package io.belay.core;

import org.jspecify.annotations.Nullable;

/**
 * Something that must be done because a command was applied, once that command is safe on disk. Effects of one command
 * are carried out in order.
 */
public sealed interface Effect {
    /**
     * A client has its session.
     *
     * @param session the number of the session, 1 and up, never used twice
     * @param epoch of the new line
     * @param resumed whether the session existed before
     */
    record Attached(long session, long epoch, boolean resumed) implements Effect {}

    /**
     * The line of this epoch must be told why it goes, and closed.
     *
     * @param session whose line it is
     * @param epoch of the line
     * @param ended whether {@link Command.End} ended the session; else another line of the client is here
     * @param why in words
     */
    record Displaced(long session, long epoch, boolean ended, String why) implements Effect {}

    /**
     * A delivery to a session that has a line.
     *
     * @param session to whom
     * @param epoch of the line it is meant for
     * @param sequence of the delivery in its session, 1 and up, by which it is settled; 0 when it needs no settling
     *     (AT_MOST_ONCE)
     * @param number of the message, by which its body can be read; 0 if it is nowhere but here
     * @param message the body when it is at hand, else it is read by {@code number}
     * @param guarantee of this delivery
     * @param retain the flag that the subscriber gets
     * @param repeated whether it may have been sent before
     * @param subscriptionIds in ascending order, empty if none
     */
    record Deliver(
            long session,
            long epoch,
            long sequence,
            long number,
            @Nullable Message message,
            Guarantee guarantee,
            boolean retain,
            boolean repeated,
            int[] subscriptionIds)
            implements Effect {}

    /** The subscriber has received {@code sequence}: tell it to forget (MQTT: PUBREL). */
    record Forget(long session, long epoch, long sequence) implements Effect {}

    /** Message {@code number} is needed beyond this command: its record must be kept. */
    record Keep(long number) implements Effect {}

    /** Nobody needs message {@code number} any more: its record is free. */
    record Drop(long number) implements Effect {}

    /** The will of this session is due: append {@link Command.FireWill}. */
    record WillDue(long session, Message message) implements Effect {}

    /**
     * What a publish came to: how many subscriptions and bound queues took it, and whether it was a repetition. Of a
     * {@link Command.Send} or {@link Command.Commit} it is said only if that was one.
     */
    record Routed(int matches, boolean repeated) implements Effect {}

    /** Which of the subscriptions that {@link Command.Unsubscribe} named had existed, in its order. */
    record Unsubscribed(boolean[] existed) implements Effect {}

    /** A session is no more. */
    record Ended(long session, String clientId, String why) implements Effect {}

    /**
     * A queue of that name is there.
     *
     * @param queue its number, 1 and up, never used twice
     * @param spec what it is, which is not what was asked for if it is not new
     * @param isNew whether the command has made it
     */
    record QueueCreated(long queue, QueueSpec spec, boolean isNew) implements Effect {}

    /** A queue is no more, and with it all its entries, of which nothing else is said. */
    record QueueEnded(long queue, String name, String why) implements Effect {}

    /** A message is in a queue; its body is {@code message} if it is at hand, else it is read by its number. */
    record Queued(long queue, Entry entry, @Nullable Message message) implements Effect {}

    /** An entry has left its queue by other ways than {@link Command.Disposal#ACCEPTED}: forget it. */
    record Unqueued(long queue, long sequence) implements Effect {}

    /** An entry whose delivery has failed is available again; {@code deliveries} is how many have failed so far. */
    record Returned(long queue, long sequence, int deliveries) implements Effect {}

    /** A queue delivers nothing from now on, or delivers again. */
    record Paused(long queue, boolean paused) implements Effect {}

    /** The transaction of this session is committed. */
    record Committed(long session) implements Effect {}
}
