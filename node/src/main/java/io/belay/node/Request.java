package io.belay.node;

import io.belay.core.Command;
import io.belay.core.Message;
import io.belay.core.Subscription;
import java.util.List;

/** What a gateway asks of the node, for one line. Requests of one line are handled in order. */
public sealed interface Request {
    /** The line that asks, a number that is never used twice while the program runs. */
    long line();

    /** The client wants its session; answered by {@link Reply.Opened} or {@link Reply.Closed}. The first of a line. */
    record Open(long line, Command.Attach attach) implements Request {}

    /**
     * A message. Answered by {@link Reply.Published} unless it is AT_MOST_ONCE.
     *
     * @param line of the publisher
     * @param tag by which the publisher may send it again, given back in the answer: the packet id, 0 if it has none
     * @param message what was published
     */
    record Publish(long line, int tag, Message message) implements Request {}

    /** The publisher forgets the tag of an EXACTLY_ONCE message; answered by {@link Reply.Released}. */
    record Release(long line, int tag) implements Request {}

    /** Adds subscriptions, all or none; answered by {@link Reply.Subscribed} with the same {@code token}. */
    record Subscribe(long line, int token, List<Subscription> subscriptions) implements Request {}

    /** Ends subscriptions; answered by {@link Reply.Unsubscribed} with the same {@code token}. */
    record Unsubscribe(long line, int token, List<Command.Unsubscribe.Topic> topics) implements Request {}

    /** The client has answered a delivery; {@link Command.Outcome#RECEIVED} is answered by {@link Reply.Forget}. */
    record Settle(long line, long sequence, Command.Outcome outcome) implements Request {}

    /**
     * The line is gone, by whomever. The last of a line; also for lines that never opened a session.
     *
     * @param line that is gone
     * @param why in words, for the timeline
     * @param withWill whether the loss calls for the will
     * @param expiryS what the client set when it left, −1 if it did not
     */
    record Leave(long line, String why, boolean withWill, long expiryS) implements Request {}

    /** This many bytes of {@link Reply.Deliver#cost} have been taken by the socket: more may come. */
    record Sent(long line, long bytes) implements Request {}
}
