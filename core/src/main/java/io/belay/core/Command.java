package io.belay.core;

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

    /** The broker has started again: every line of before is lost. */
    record Restart() implements Command {}

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
     */
    record Attach(
            String clientId,
            String owner,
            boolean cleanStart,
            long expiryS,
            int windowMax,
            @Nullable Will will,
            String from)
            implements Command {}

    /**
     * The line of this epoch is gone.
     *
     * @param session its number
     * @param epoch of the line
     * @param why for the timeline
     * @param withWill whether the loss calls for the will; false drops it
     * @param expiryS as in {@link Attach}: the client may change it when it leaves; −1 leaves it
     */
    record Detach(long session, long epoch, String why, boolean withWill, long expiryS) implements Command {}

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
     * @param message what was published; its guarantee is at least AT_LEAST_ONCE, what is AT_MOST_ONCE goes by
     *     {@link Broker#route} and, if it is retained, {@link Retain}
     */
    record Publish(long session, int tag, Message message) implements Command {}

    /** Sets the retained message of its topic, or clears it if the body is empty, and delivers nothing. */
    record Retain(Message message) implements Command {}

    /** The publisher has seen that {@code tag} was taken and will not send it again: forget it. */
    record Release(long session, int tag) implements Command {}

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
        SETTLED
    }

    /**
     * Publishes the will of a session, which loses it. Appended when {@link Effect.WillDue} says so, so that the
     * message stands in the log where it was published.
     */
    record FireWill(long session, Message message) implements Command {}

    /** The will of a session that is due is not published, because {@link Broker#refusal} objects to it. */
    record DropWill(long session, String why) implements Command {}

    /** Ends a session at once, whatever it holds; its line is displaced. */
    record End(long session, String why) implements Command {}
}
