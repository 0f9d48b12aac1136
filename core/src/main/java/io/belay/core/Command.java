package io.belay.core;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish that is in the log. Whoever appends one has checked it: the broker refuses nothing, it would stop instead.
 *
 * <p>Commands that name a session also name its epoch where the line matters; a command of an older epoch, or of a
 * session that has ended, changes nothing.
 */
public sealed interface Command {
    /**
     * Time has come this far: sessions and messages may expire, wills fall due. Earlier than the last is taken as the
     * last.
     *
     * @param nowMs broker time, milliseconds since 1970
     */
    record Tick(long nowMs) implements Command {}

    /**
     * The broker has started again: every line of before is lost.
     *
     * @param seenMs until when it is known to have run before, broker time; 0 if that is not known
     */
    record Restart(long seenMs) implements Command {
        /** One of which nobody knows when the broker went away. */
        public Restart() {
            this(0);
        }
    }

    /**
     * A client is here, on a new line. Whatever line the session had is displaced.
     *
     * @param clientId of the session, not empty
     * @param owner the principal; the caller has checked that it owns a session of that name
     * @param cleanStart end the session that may exist and begin a new one
     * @param expiryS seconds to keep the session after the line is lost; 0 ends it with the line,
     *     {@link Session#NEVER_S} keeps it for ever
     * @param windowMax how many deliveries the client takes before it settles one, 1 to 65535
     * @param will to publish when the line is lost
     * @param from where the client comes from, for the timeline
     * @param kept what of the session its lines have kept for the client, and what is in flight on the one that this
     *     displaces, for the timeline
     */
    record Attach(
            String clientId,
            String owner,
            boolean cleanStart,
            long expiryS,
            int windowMax,
            @Nullable Will will,
            String from,
            InFlight kept)
            implements Command {
        /** Of a session that has no consumers of queues. */
        public Attach(
                String clientId,
                String owner,
                boolean cleanStart,
                long expiryS,
                int windowMax,
                @Nullable Will will,
                String from) {
            this(clientId, owner, cleanStart, expiryS, windowMax, will, from, InFlight.NONE);
        }

        /** The same with this much kept. */
        public Attach with(InFlight keptNow) {
            return new Attach(clientId, owner, cleanStart, expiryS, windowMax, will, from, keptNow);
        }
    }

    /**
     * The line of this epoch is gone.
     *
     * @param session its number
     * @param epoch of the line
     * @param why for the timeline
     * @param inFlight what the line knew of, for the timeline
     * @param withWill whether the loss calls for the will; false drops it
     * @param expiryS as in {@link Attach}: the client may change it when it leaves; −1 leaves it
     */
    record Detach(long session, long epoch, Break why, InFlight inFlight, boolean withWill, long expiryS)
            implements Command {
        /** As logs of earlier versions have it: without a cause. */
        public Detach(long session, long epoch, String why, boolean withWill, long expiryS) {
            this(session, epoch, new Break(Cause.UNKNOWN, why), InFlight.NONE, withWill, expiryS);
        }
    }

    /** Adds subscriptions, in order; one with the same filter and group replaces the earlier. */
    record Subscribe(long session, List<Subscription> subscriptions) implements Command {}

    /** Ends subscriptions. Deliveries already on their way are finished. */
    record Unsubscribe(long session, List<Topic> topics) implements Command {
        /** What names a subscription: its filter and its group, empty if it is not shared. */
        public record Topic(String filter, String group) {}
    }

    /**
     * A message for whoever subscribes.
     *
     * @param session of the publisher; 0 none
     * @param tag by which the publisher may send it again (MQTT: packet id of QoS 2); 0 none. A tag that the session
     *     still holds makes this a repetition, which changes nothing
     * @param linkTag the same for publishers that have links; null none
     * @param message what was published. One that is AT_MOST_ONCE goes to sessions by {@link Broker#route} and, if it is
     *     retained, by {@link Retain}; when it is published here it only goes to queues that are bound to its topic (see
     *     {@link Broker#isQueued}) and becomes the retained message. One whose time of delivery is still to come, of
     *     whatever guarantee, goes to bound queues now and to sessions when the time has come, if they subscribe then
     *     and any did when it was published
     */
    record Publish(long session, int tag, @Nullable LinkTag linkTag, Message message) implements Command {
        /** A publish on no link. */
        public Publish(long session, int tag, Message message) {
            this(session, tag, null, message);
        }
    }

    /** Sets the retained message of its topic, or clears it if the body is empty, and delivers nothing. */
    record Retain(Message message) implements Command {}

    /** The publisher has seen that {@code tag} was taken and will not send it again: forget it. */
    record Release(long session, int tag) implements Command {}

    /**
     * The publisher has seen that what it sent with these tags was taken and will not send it again: forget them. Those
     * that are not held change nothing.
     *
     * @param session of the publisher
     * @param link as in {@link LinkTag}
     * @param tags to which nobody writes
     */
    record Forget(long session, String link, TagSet tags) implements Command {}

    /**
     * The publisher has ended this link for good: all its tags are forgotten.
     *
     * @param session of the publisher
     * @param link as in {@link LinkTag}; empty for tags without a link, the packet identifiers of MQTT
     */
    record ForgetLink(long session, String link) implements Command {}

    /**
     * A session that goes on without its line consumes from a queue, or does not any more: after a restart it will come
     * back for what it had. Ends with the session and with the queue.
     */
    record Watch(long session, long queue, boolean on) implements Command {}

    /**
     * The subscriber has answered a delivery.
     *
     * @param session of the subscriber
     * @param sequence of the delivery
     * @param outcome how far it got
     */
    record Settle(long session, long sequence, Outcome outcome) implements Command {}

    /** How far a delivery got. */
    enum Outcome {
        /** The subscriber has it and will not take it twice; it must still be told to forget (MQTT: PUBREC). */
        RECEIVED,
        /** Finished. */
        SETTLED,
        /**
         * It was not sent, because the subscriber may not have it any more: if it came from a shared subscription, that ends
         * for the session, and another member gets the message. Else it is finished.
         */
        DECLINED
    }

    /**
     * Publishes the will of a session, which loses it. Appended when {@link Effect.WillDue} says so, so that the
     * message stands in the log where it was published. It goes to sessions and queues, whatever its guarantee.
     */
    record FireWill(long session, Message message) implements Command {}

    /** The will of a session that is due is not published, because {@link Broker#refusal} objects to it. */
    record DropWill(long session, String why) implements Command {}

    /** Ends a session at once, whatever it holds; its line is displaced. */
    record End(long session, String why) implements Command {}

    /** A session belongs to somebody else from now on; a line that it has goes on. */
    record Give(long session, String owner) implements Command {}

    /**
     * Makes a queue. If there is one of that name, that one stays as it is and is told by {@link Effect.QueueCreated}. A
     * queue that ends with its owner is not made if that session has ended.
     */
    record CreateQueue(QueueSpec spec) implements Command {}

    /** Ends a queue, with all that is in it. */
    record DeleteQueue(long queue, String why) implements Command {}

    /**
     * Drops the oldest entries of a queue. There is an effect or two for each, so who empties a long one does it in
     * portions.
     *
     * @param queue by number
     * @param upTo a sequence: of the last entry that goes
     */
    record PurgeQueue(long queue, long upTo) implements Command {}

    /**
     * Entries of a queue leave it and come to the end of another, in this order, all by this one record. Failed deliveries
     * are forgotten; why an entry is a dead letter is remembered unless it comes home.
     *
     * @param queue by number
     * @param to another queue, by number; if either has ended, or both are one, nothing happens
     * @param sequences of entries; those that are not there any more are passed over; nobody writes to it
     */
    record Move(long queue, long to, long[] sequences) implements Command {}

    /** Stops or starts the deliveries of a queue. What a consumer has goes on; messages still come in. */
    record PauseQueue(long queue, boolean paused) implements Command {}

    /**
     * A message for one queue, of whatever guarantee; that it is to be retained counts for nothing. One that has expired
     * goes nowhere.
     *
     * @param session of the sender; 0 none
     * @param queue by number; if it has ended nothing happens
     * @param linkTag by which the sender may send it again; null none. One that the session still holds makes this a
     *     repetition, which changes nothing and is told by {@link Effect.Routed}
     * @param message whose topic is the name of the queue
     */
    record Send(long session, long queue, @Nullable LinkTag linkTag, Message message) implements Command {
        /** A send without a tag. */
        public Send(long session, long queue, Message message) {
            this(session, queue, null, message);
        }
    }

    /**
     * Consumers have answered deliveries of a queue.
     *
     * @param queue by number
     * @param sequences of its entries; those that are not there any more are passed over; nobody writes to it
     * @param disposal what becomes of each
     * @param why in words, for dead letters
     */
    record Consume(long queue, long[] sequences, Disposal disposal, String why) implements Command {}

    /**
     * Entries up to {@code upTo} may be handed to consumers from now on. After a restart nobody knows which of them were,
     * so each that is still there counts as delivered once.
     *
     * @param queue by number
     * @param upTo a sequence; less than before changes nothing
     */
    record Hand(long queue, long upTo) implements Command {}

    /**
     * An entry that somebody had, and may be back for, is given to another: nobody else can claim it after the next restart,
     * until it is given again.
     *
     * @param queue by number
     * @param to whom
     * @param sequence of the entry; one that is not there changes nothing
     */
    record Entrust(long queue, Keeper to, long sequence) implements Command {}

    /** What becomes of an entry that was delivered. */
    enum Disposal {
        /** It was taken and is gone. */
        ACCEPTED,
        /** One more delivery has failed: it is available again, or a dead letter if it has failed too often. */
        FAILED,
        /** The consumer was lost with it: as {@link #FAILED}, but never a dead letter by this alone. */
        LOST,
        /** It is a dead letter at once. */
        REJECTED,
        /**
         * As {@link #FAILED}, of a delivery whose consumer has had it since before the last restart: what that may have
         * been counts for nothing.
         */
        FAILED_SINCE,
        /** As {@link #LOST}, with the difference of {@link #FAILED_SINCE}. */
        LOST_SINCE
    }

    /**
     * One message of a transaction, which counts when {@link Commit} says so. The Stage records of a transaction stand
     * right after one another and right before its Commit: any other command drops them, as {@link Rollback} does.
     *
     * @param session of the sender; 0 none
     * @param queue as in {@link Send}; 0 publishes to the topic of the message as {@link Publish} does
     * @param message to be sent
     */
    record Stage(long session, long queue, Message message) implements Command {}

    /**
     * All that was staged counts, and all that was consumed is consumed: this one record decides.
     *
     * @param session whose transaction it is; 0 none
     * @param consumed what it settles
     * @param linkTag by which the client may ask for it again (AMQP: of the discharge); null none. One that the session
     *     still holds makes this a repetition: what is staged is dropped, nothing is consumed, and
     *     {@link Effect.Routed} tells it
     */
    record Commit(
            long session, List<Consume> consumed, @Nullable LinkTag linkTag) implements Command {
        /** A commit without a tag. */
        public Commit(long session, List<Consume> consumed) {
            this(session, consumed, null);
        }
    }

    /** What was staged is dropped. */
    record Rollback(long session) implements Command {}
}
