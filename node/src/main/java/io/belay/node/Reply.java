package io.belay.node;

import io.belay.base.Break;
import io.belay.core.Command;
import io.belay.core.DeadLetter;
import io.belay.core.Effect;
import io.belay.core.Guarantee;
import io.belay.core.Refusal;
import io.belay.core.TagSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the node answers or sends to one line. Whatever a reply says is safe on disk. */
public sealed interface Reply {
    /** The line it is for. */
    long line();

    /**
     * The client has its session.
     *
     * @param line of the client
     * @param resumed whether it had it before
     * @param session its number
     * @param epoch of the line, which grows with each line of the session
     * @param expiryS seconds that the session outlives the line
     * @param beforeMs when the line before this one came, broker time; 0 if there was none, or nobody remembers
     * @param graceMs how long the node waits, after a start, for those who may have something of its queues; 0 for not at all
     */
    record Opened(long line, boolean resumed, long session, long epoch, long expiryS, long beforeMs, long graceMs)
            implements Reply {
        /** On the first line that is remembered, of a node that waits for nobody. */
        public Opened(long line, boolean resumed, long session, long epoch, long expiryS) {
            this(line, resumed, session, epoch, expiryS, 0, 0);
        }

        /** Of what the broker says. */
        static Opened of(long line, Effect.Attached attached, long expiryS, long beforeMs, long graceMs) {
            return new Opened(
                    line, attached.resumed(), attached.session(), attached.epoch(), expiryS, beforeMs, graceMs);
        }
    }

    /** What {@link Authenticator} has answered with {@code Later}; never a {@code Later} itself. Not of the node. */
    record Judged(long line, Authenticator.Verdict verdict) implements Reply {}

    /**
     * A message was taken, or refused.
     *
     * @param line of the publisher
     * @param tag as in the request
     * @param guarantee as in the request
     * @param matches how many subscriptions took it
     * @param refusal why it was not taken; null when it was
     */
    record Published(
            long line,
            int tag,
            Guarantee guarantee,
            int matches,
            @Nullable Refusal refusal) implements Reply {}

    /** The tag is forgotten; {@code found} says whether it was known. */
    record Released(long line, int tag, boolean found) implements Reply {}

    /** The subscriptions stand, or none of them does. */
    record Subscribed(long line, int token, @Nullable Refusal refusal) implements Reply {}

    /** The subscriptions are gone; {@code existed} says for each whether it had been there. */
    record Unsubscribed(long line, int token, boolean[] existed) implements Reply {}

    /** The shared subscriptions of the client. */
    record SharedFound(long line, List<Command.Unsubscribe.Topic> topics) implements Reply {}

    /**
     * A message for this client.
     *
     * @param line of the subscriber
     * @param sequence by which it is settled, 0 if it needs no settling
     * @param outgoing the message, shared by all its subscribers
     * @param guarantee of this delivery
     * @param retain the flag that the subscriber gets
     * @param repeated whether it may have been sent before
     * @param subscriptionIds of the subscriptions that matched, in ascending order
     */
    record Deliver(
            long line,
            long sequence,
            Outgoing outgoing,
            Guarantee guarantee,
            boolean retain,
            boolean repeated,
            int[] subscriptionIds)
            implements Reply {
        /** What it counts for in {@link Request.Sent}, bytes. */
        public long cost() {
            return outgoing.cost();
        }
    }

    /** The client may forget this EXACTLY_ONCE delivery; {@code found} says whether it was known. */
    record Forget(long line, long sequence, boolean found) implements Reply {}

    /**
     * The line ends here: say why, in the protocol's words, and close it.
     *
     * @param line that ends
     * @param cause what ended it
     * @param why in words
     * @param retryAfterMs before which the client should not come back, milliseconds; 0 for whenever it likes
     */
    record Closed(long line, Cause cause, String why, long retryAfterMs) implements Reply {
        /** The client may come back whenever it likes, or not at all. */
        public Closed(long line, Cause cause, String why) {
            this(line, cause, why, 0);
        }

        /** The same for records. */
        public Break how() {
            return new Break(
                    switch (cause) {
                        case DISPLACED -> io.belay.base.Cause.TAKEN_OVER;
                        case ENDED -> io.belay.base.Cause.OPERATOR;
                        case STOPPING -> io.belay.base.Cause.STOP;
                        case UNAVAILABLE -> io.belay.base.Cause.STORAGE;
                        case QUOTA, BUSY -> io.belay.base.Cause.LIMIT;
                        case NOT_OWNER, IN_USE -> io.belay.base.Cause.DENIED;
                    },
                    why);
        }

        /** What ends a line from this side. */
        public enum Cause {
            /** Another line has taken the session. */
            DISPLACED,
            /** The session was ended by an administrator. */
            ENDED,
            /** The broker stops. */
            STOPPING,
            /** The broker can no longer write, or will not take a new session. */
            UNAVAILABLE,
            /** A limit was reached. */
            QUOTA,
            /** The session belongs to somebody else. */
            NOT_OWNER,
            /** Another line stands that wants to be the only one of its name. */
            IN_USE,
            /** Too many clients come back at once. */
            BUSY
        }
    }

    /**
     * The link may send, or not.
     *
     * @param line of the sender
     * @param link of the sender
     * @param name of the queue or topic; of a temporary one, what it is called
     * @param refusal why not; null if it may
     */
    record TargetOpened(
            long line, long link, String name, @Nullable Refusal refusal) implements Reply {}

    /** The message of {@link Request.Send} is safe, or refused. */
    record Sent(
            long line, long link, long context, @Nullable Refusal refusal) implements Reply {}

    /** The queue of this sender is full, or has room again: it should get no more credit, or may. */
    record Throttled(long line, long link, boolean stop) implements Reply {}

    /** The tags of a link of this client that are held. */
    record TagsFound(long line, long link, TagSet tags) implements Reply {}

    /**
     * The consumer stands, or not.
     *
     * @param line of the consumer
     * @param link of the consumer
     * @param refusal why not; null if it stands
     * @param held the sequences of the deliveries that are with it from earlier attachments, oldest first; those that its
     *     client did not claim come again. Null if the client has claimed nothing
     * @param queue the number of the queue that it consumes from; 0 if it does not stand
     */
    record SourceOpened(long line, long link, @Nullable Refusal refusal, long @Nullable [] held, long queue)
            implements Reply {
        /** A consumer that has nothing from before, or none at all. */
        public SourceOpened(long line, long link, @Nullable Refusal refusal) {
            this(line, link, refusal, null, 0);
        }
    }

    /** The consumer or subscription is gone, or not. */
    record SourceClosed(long line, long link, @Nullable Refusal refusal) implements Reply {}

    /** The subscription that was asked for, as it was made; null if there is none. */
    record SubscriptionFound(long line, long link, @Nullable SourceSpec spec) implements Reply {}

    /**
     * A message for a consumer.
     *
     * @param line of the consumer
     * @param link of the consumer
     * @param sequence by which it is settled; 0 when it needs no settling
     * @param entry the sequence of the entry, also when it needs no settling
     * @param outgoing the message
     * @param deliveries how often it was delivered before and came back
     * @param dead why it is a dead letter; null if it is none
     */
    record Delivery(
            long line,
            long link,
            long sequence,
            long entry,
            Outgoing outgoing,
            int deliveries,
            @Nullable DeadLetter dead)
            implements Reply {
        /** A delivery that is settled by its entry. */
        public Delivery(
                long line, long link, long sequence, Outgoing outgoing, int deliveries, @Nullable DeadLetter dead) {
            this(line, link, sequence, sequence, outgoing, deliveries, dead);
        }

        /** What it counts for in {@link Request.Sent}, bytes. */
        public long cost() {
            return outgoing.cost();
        }
    }

    /** Everything that was there was handed over; the rest of the credit that was given with that number has lapsed. */
    record Drained(long line, long link, long number) implements Reply {}

    /** What {@link Request.Dispose} said is safe. */
    record Disposed(long line, long token) implements Reply {}

    /** The transaction is safe as a whole, or nothing of it happened. */
    record Committed(long line, long token, @Nullable Refusal refusal) implements Reply {}

    /** The queue of this link was ended, by whomever: the link must go. */
    record LinkEnded(long line, long link, String why) implements Reply {}
}
