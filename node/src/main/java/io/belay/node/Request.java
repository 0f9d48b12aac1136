package io.belay.node;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Command;
import io.belay.core.LinkTag;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.Subscription;
import io.belay.core.TagSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gateway asks of the node, for one line. Requests of one line are handled in order. */
public sealed interface Request {
    /** The line that asks, a number that is never used twice while the program runs. */
    long line();

    /**
     * The client wants its session; answered by {@link Reply.Opened} or {@link Reply.Closed}. The first of a line.
     *
     * @param line that asks
     * @param attach with the name of the session
     * @param restoredMs since when the broker is of a backup, broker time: the tags of a session that has had no line since
     *     are forgotten, for its client may have used them for other messages; 0 if it was never restored
     */
    record Open(long line, Command.Attach attach, long restoredMs) implements Request {
        /** At a broker that was never restored. */
        public Open(long line, Command.Attach attach) {
            this(line, attach, 0);
        }
    }

    /**
     * A message. Answered by {@link Reply.Published} unless it is AT_MOST_ONCE.
     *
     * @param line of the publisher
     * @param tag by which the publisher may send it again, given back in the answer: the packet id, 0 if it has none
     * @param message what was published
     */
    record Publish(long line, int tag, Message message) implements Request {}

    /**
     * An EXACTLY_ONCE message that the publisher may not send. Answered by {@link Reply.Published}: as taken if it was taken
     * earlier, when the publisher still might, and refused otherwise.
     *
     * @param line of the publisher
     * @param tag by which the publisher may have sent it before
     * @param why it may not
     */
    record Refuse(long line, int tag, Refusal why) implements Request {}

    /** The publisher forgets the tag of an EXACTLY_ONCE message; answered by {@link Reply.Released}. */
    record Release(long line, int tag) implements Request {}

    /** Adds subscriptions, all or none; answered by {@link Reply.Subscribed} with the same {@code token}. */
    record Subscribe(long line, int token, List<Subscription> subscriptions) implements Request {}

    /** Ends subscriptions; answered by {@link Reply.Unsubscribed} with the same {@code token}. */
    record Unsubscribe(long line, int token, List<Command.Unsubscribe.Topic> topics) implements Request {}

    /** Which shared subscriptions the client has; answered by {@link Reply.SharedFound} if it has any. */
    record FindShared(long line) implements Request {}

    /** The client has answered a delivery; {@link Command.Outcome#RECEIVED} is answered by {@link Reply.Forget}. */
    record Settle(long line, long sequence, Command.Outcome outcome) implements Request {}

    /**
     * The line is gone, by whomever. The last of a line; also for lines that never opened a session.
     *
     * @param line that is gone
     * @param why for the timeline
     * @param unanswered messages of the client that it has no answer to
     * @param withWill whether the loss calls for the will; then what its consumers had counts as delivered, else not
     * @param expiryS what the client set when it left, −1 if it did not
     */
    record Leave(long line, Break why, int unanswered, boolean withWill, long expiryS) implements Request {
        /** Without a cause, and of a client that has all its answers. */
        public Leave(long line, String why, boolean withWill, long expiryS) {
            this(line, new Break(Cause.UNKNOWN, why), 0, withWill, expiryS);
        }
    }

    /** This many bytes of {@link Reply.Deliver#cost} have been taken by the socket: more may come. */
    record Sent(long line, long bytes) implements Request {}

    // What follows is asked by lines that send to and consume from queues. A link is a number that the gateway gives,
    // never
    // used twice on its line.

    /**
     * The client wants a session of consumers and producers; answered by {@link Reply.Opened} or {@link Reply.Closed}.
     * The first of a line, instead of {@link Open}.
     *
     * @param line that asks
     * @param attach with the name of the session that it would like; whether it begins anew is the node's to say
     * @param sole whether no other line may have a session of that name; else it gets another name if need be. Counts for
     *     nothing with a wish
     * @param wish what it wants of a session that outlives the line, whose expiry {@code attach} tells; null for one that
     *     dies with it
     */
    record Join(
            long line,
            Command.Attach attach,
            boolean sole,
            @Nullable SessionWish wish) implements Request {
        /** Wants a session that dies with its line. */
        public Join(long line, Command.Attach attach, boolean sole) {
            this(line, attach, sole, null);
        }
    }

    /**
     * The client wants to send to {@code address}. Answered by {@link Reply.TargetOpened}.
     *
     * @param line of the client
     * @param link that it will send on
     * @param address where to
     * @param mayCreate whether the queue is made if need be
     */
    record OpenTarget(long line, long link, Address address, boolean mayCreate) implements Request {
        /** Of a client that may have the queue made. */
        public OpenTarget(long line, long link, Address address) {
            this(line, link, address, true);
        }
    }

    /**
     * The client wants a queue or topic that lives as long as its session or this link. Answered by
     * {@link Reply.TargetOpened} with its name.
     *
     * @param line of the client
     * @param link that it is made with
     * @param kind what it is
     * @param name of the link, by which a session that outlives its line finds again what it made; empty for no such
     * @param wished what it was called in an earlier session of the same client; empty if the client does not care
     */
    record OpenTemporary(long line, long link, Address.Kind kind, String name, String wished) implements Request {
        /** On a line that its session does not outlive. */
        public OpenTemporary(long line, long link, Address.Kind kind) {
            this(line, link, kind, "", "");
        }
    }

    /**
     * The client sends no more on this link. Not answered.
     *
     * @param line of the client
     * @param link that ends
     * @param forGood whether what {@link OpenTemporary} made with it ends; false if its client means to come back to it
     */
    record CloseTarget(long line, long link, boolean forGood) implements Request {
        /** The end of a link and of what was made with it. */
        public CloseTarget(long line, long link) {
            this(line, link, true);
        }
    }

    /**
     * A message. Answered by {@link Reply.Sent}.
     *
     * @param line of the sender
     * @param link of the sender
     * @param context given back in the answer
     * @param to where it goes, the same as {@link Message#topic} names
     * @param message what was sent
     * @param tag by which the client may send it again: then it is answered, and kept once; null for none
     * @param mayCreate whether the queue is made if need be
     */
    record Send(
            long line,
            long link,
            long context,
            Address to,
            Message message,
            @Nullable LinkTag tag,
            boolean mayCreate) implements Request {
        /** A message that is not remembered, of a client that may have the queue made. */
        public Send(long line, long link, long context, Address to, Message message) {
            this(line, link, context, to, message, null, true);
        }
    }

    /** Which tags of a link of this name are held; answered by {@link Reply.TagsFound}. */
    record FindTags(long line, long link, String name) implements Request {}

    /** The client will not send again what it sent with these tags. Done at leisure; not answered. */
    record Forget(long line, String name, TagSet tags) implements Request {}

    /**
     * The client has ended the link of this name for good: none of its tags is held any more. Not answered.
     *
     * @param line of the client
     * @param name of the link
     */
    record ForgetLink(long line, String name) implements Request {}

    /**
     * The client wants to consume. Answered by {@link Reply.SourceOpened}.
     *
     * @param line of the consumer
     * @param link of the consumer
     * @param spec what it asks for
     * @param name of the link, by which a session that outlives its line knows it again; empty for no such
     * @param claims what the client knows of an earlier attachment; null if this is the first
     * @param mayCreate whether the queue is made if need be
     */
    record OpenSource(
            long line,
            long link,
            SourceSpec spec,
            String name,
            @Nullable Claims claims,
            boolean mayCreate) implements Request {
        /** On a line that its session does not outlive, of a client that may have the queue made. */
        public OpenSource(long line, long link, SourceSpec spec) {
            this(line, link, spec, "", null, true);
        }

        /**
         * What a client knows of the deliveries that it had.
         *
         * @param each one that it has, decided or not
         * @param isComplete whether it has no others
         */
        public record Claims(List<Claim> each, boolean isComplete) {
            /** The sequences of those that its client has accepted and that may be of this queue. */
            public long[] acceptedOf(long queue) {
                return each.stream()
                        .filter(claim -> claim.decided() == Disposition.ACCEPTED && claim.mayBeOf(queue))
                        .mapToLong(Claim::sequence)
                        .toArray();
            }
        }

        /**
         * A delivery that a client has.
         *
         * @param queue the number of the queue it is of; 0 if its client does not tell
         * @param sequence in that queue
         * @param decided what its client has decided; null if nothing, or in a transaction only
         * @param failuresTold if it has failed, how many failures its client had been told of before; {@link #NOT_TOLD} if
         *     that does not say so, and of all others
         */
        public record Claim(
                long queue, long sequence, @Nullable Disposition decided, long failuresTold) {
            /** The client does not say how often it had failed. */
            public static final long NOT_TOLD = -1;

            /** Of a delivery that has not failed. */
            public Claim(long queue, long sequence, @Nullable Disposition decided) {
                this(queue, sequence, decided, NOT_TOLD);
            }

            /** Whether it is of this queue, as far as its client tells. */
            public boolean mayBeOf(long number) {
                return queue == number || queue == 0;
            }
        }
    }

    /**
     * The gateway has refused a link by which the client wanted to go on with what it has: what it has accepted of that counts, and
     * the rest goes back. Not answered.
     *
     * @param line of the client
     * @param name of the link
     * @param claims what the client says it has
     */
    record GiveUp(long line, String name, OpenSource.Claims claims) implements Request {}

    /** The consumer has lost its link and will be back, with what it has. Not answered. */
    record Suspend(long line, long link) implements Request {}

    /**
     * The consumer takes no more; what it was handed is still to be settled. Answered by {@link Reply.SourceClosed}.
     *
     * @param line of the consumer
     * @param link of the consumer
     * @param forget whether its subscription ends with it, also if it is durable
     */
    record CloseSource(long line, long link, boolean forget) implements Request {}

    /** Whether this subscription exists; answered by {@link Reply.SubscriptionFound}. */
    record FindSubscription(long line, long link, SubscriptionName name) implements Request {}

    /** Ends a subscription that nobody consumes from; answered by {@link Reply.SourceClosed}. */
    record EndSubscription(long line, long link, SubscriptionName name) implements Request {}

    /**
     * How many more messages the consumer takes, from what it has been handed so far.
     *
     * @param line of the consumer
     * @param link of the consumer
     * @param credit 0 and up; replaces what was left
     * @param handed how many deliveries of this link the gateway knew when the consumer said so
     * @param drain whether the rest of the credit lapses once nothing more is there; answered by {@link Reply.Drained}
     * @param number what the answer is to repeat
     */
    record Credit(long line, long link, long credit, long handed, boolean drain, long number) implements Request {}

    /**
     * The consumer has answered deliveries.
     *
     * @param line of the consumer
     * @param link of the consumer
     * @param sequences of the deliveries, in any order; those that are not with the consumer any more change nothing
     * @param disposition the answer to all of them
     * @param why in words, if there is something to say; else empty
     * @param token given back in {@link Reply.Disposed} once it is safe; 0 if no answer is wanted
     * @param canWait nobody waits for the answer: it may take its time
     * @param queue in a commit, the number of its queue ({@link Reply.SourceOpened}), by which the deliveries are found if
     *     the consumer has another link by now; 0 if that is not known
     */
    record Dispose(
            long line,
            long link,
            long[] sequences,
            Disposition disposition,
            String why,
            long token,
            boolean canWait,
            long queue)
            implements Request {
        /** An answer on the link that the consumer has; the one that is given back is wanted soon, if at all. */
        public Dispose(long line, long link, long[] sequences, Disposition disposition, String why, long token) {
            this(line, link, sequences, disposition, why, token, token == 0, 0);
        }
    }

    /** The consumer has ended in order and will not answer what it was handed: it goes back untried. Not answered. */
    record Abandon(long line, long link) implements Request {}

    /**
     * All of it or nothing. Answered by {@link Reply.Committed}.
     *
     * @param line of the client
     * @param token given back in the answer
     * @param sends what is sent, in order; not answered one by one
     * @param disposals what is settled
     * @param tag by which the client may ask whether it happened; null for none
     */
    record Commit(
            long line,
            long token,
            List<Send> sends,
            List<Dispose> disposals,
            @Nullable LinkTag tag) implements Request {
        /** A commit that is not remembered. */
        public Commit(long line, long token, List<Send> sends, List<Dispose> disposals) {
            this(line, token, sends, disposals, null);
        }
    }

    /** What a consumer says of a delivery. */
    enum Disposition {
        /** It is done with: gone. */
        ACCEPTED,
        /** It was not looked at: back to its place, as if it had not been delivered. */
        RELEASED,
        /** It was tried in vain: back to its place, one failed delivery more; a dead letter after too many. */
        FAILED,
        /** It can never be processed: a dead letter. */
        REJECTED
    }
}
