package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.base.Break;
import io.belay.base.Cause;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the peer did, or that its silence means. An event is told once everything before it is carried out, so
 * its consumer may at once call any method of the connection, its sessions and its links but {@code receive},
 * {@code resume} and {@code tick}.
 *
 * <p>Delivery-ids are 0 to 4294967295.
 */
public sealed interface AmqpEvent {
    // SASL

    /** Client: the server offers these mechanisms; answer with {@link AmqpConnection#saslInit}. */
    record SaslOffered(List<Symbol> mechanisms) implements AmqpEvent {}

    /**
     * Server: the client has chosen, one of those offered. Answer, now or later, with {@link AmqpConnection#saslChallenge}
     * or {@link AmqpConnection#saslOutcome}; nothing more is heard of the client until then.
     */
    record SaslStarted(
            Symbol mechanism,
            @Nullable Binary initialResponse,
            @Nullable String hostname) implements AmqpEvent {}

    /** Client: the server asks; answer with {@link AmqpConnection#saslResponse}. */
    record SaslChallenged(Binary challenge) implements AmqpEvent {}

    /** Server: the client's answer to the challenge; answer as for {@link SaslStarted}. */
    record SaslAnswered(Binary response) implements AmqpEvent {}

    /** Client: the server's verdict. With another code than OK the line is closed. */
    record SaslEnded(SaslCode code, @Nullable Binary additionalData) implements AmqpEvent {}

    // The connection

    /**
     * The peer has opened. A server answers, now or later, with {@link AmqpConnection#open}, and also before it refuses
     * with {@link AmqpConnection#close}; nothing more is heard of the client until then.
     */
    record Opened(Performative.Open open) implements AmqpEvent {}

    /** The peer closed, of itself or in answer to us; it has been answered and the line is closed. */
    record Closed(@Nullable AmqpError error) implements AmqpEvent {}

    /**
     * This end closed the line because of the peer: it broke the protocol, or was silent for too long.
     *
     * @param condition as it was told to the peer if there was a way
     * @param why what was expected and what came, in words
     * @param how the same for our own records: the cause, and where bytes are at fault some of them, which the peer is not told
     */
    record Failed(Symbol condition, String why, Break how) implements AmqpEvent {
        /** A broken protocol, without bytes to show. */
        public Failed(Symbol condition, String why) {
            this(condition, why, new Break(Cause.PROTOCOL, why));
        }
    }

    // Sessions

    /** The peer began a session, to be answered with {@link AmqpSession#begin} at once; or it answered ours. */
    record Begun(AmqpSession session, Performative.Begin begin) implements AmqpEvent {}

    /**
     * The peer ended a session, of itself, and then {@link AmqpSession#end} is due, or in answer to us, and then that
     * does nothing. No link of it is heard of again.
     */
    record Ended(AmqpSession session, @Nullable AmqpError error) implements AmqpEvent {}

    /**
     * This end ended a session because of the peer, which has been told. No link of it is heard of again.
     *
     * @param error as it was told
     */
    record SessionFailed(AmqpSession session, AmqpError error) implements AmqpEvent {}

    /** A session whose senders were not writable takes deliveries again; which of its senders have credit is unchanged. */
    record Writable(AmqpSession session) implements AmqpEvent {}

    // Links

    /**
     * The peer attached a link, to be answered, now or later, with {@link AmqpLink#attach} or {@link AmqpLink#refuse}; or
     * it answered ours, and if its terminus is null it refuses and its {@link Detached} follows.
     *
     * @param attach its role is the peer's: a {@code RECEIVER} attaches to an {@link AmqpSender}
     */
    record Attached(AmqpLink link, Performative.Attach attach) implements AmqpEvent {}

    /**
     * The peer detached a link, of itself, and then {@link AmqpLink#detach} is due, or in answer to us, and then that
     * does nothing. Not told of a link that we refused. Deliveries of it that are not settled are known until the
     * session ends, and their outcomes are still told.
     *
     * @param closed the link is over; otherwise its peer means to come back
     */
    record Detached(AmqpLink link, boolean closed, @Nullable AmqpError error) implements AmqpEvent {}

    /**
     * This end detached a link because of the peer, which has been told: it sent more than its credit, or too long a
     * message, or attached the same link once more (stolen).
     */
    record LinkFailed(AmqpLink link, AmqpError error) implements AmqpEvent {}

    /**
     * The peer set our credit. If it wants it drained, send what is there and then say {@link AmqpSender#drained}.
     *
     * @param credit deliveries that may be sent, 0 or more
     */
    record Credit(AmqpSender sender, long credit, boolean drain) implements AmqpEvent {}

    /**
     * The peer told the state of a delivery of ours, in the order of delivery-ids when it told many.
     *
     * @param context what the caller gave with {@link AmqpSender#send}
     * @param state null if it only settled
     * @param settled by the peer: nothing more will be heard of it. Otherwise {@link AmqpSender#settle} is due once the
     *     state is terminal
     * @param canWait the peer does not wait for an answer, which may take its time (batchable, §2.7.6)
     */
    record Outcome(
            AmqpSender sender,
            long deliveryId,
            Binary tag,
            long context,
            @Nullable DeliveryState state,
            boolean settled,
            boolean canWait)
            implements AmqpEvent {}

    /** The peer has used up the credit that {@link AmqpReceiver#credit} wanted drained. */
    record Drained(AmqpReceiver receiver) implements AmqpEvent {}

    /**
     * A whole message has come; one that was sent in many frames is gathered. Unless settled, answer with
     * {@link AmqpReceiver#settle}.
     *
     * @param tag 0 to 32 bytes; says nothing of a settled one
     * @param messageFormat 0 for AMQP's own
     * @param settled by the sender
     * @param state at the sender, such as a transaction's
     * @param resumed begun on an earlier attachment, and finished on this one
     * @param payload the sections, valid until the consumer returns
     */
    record Delivery(
            AmqpReceiver receiver,
            long deliveryId,
            Binary tag,
            long messageFormat,
            boolean settled,
            @Nullable DeliveryState state,
            boolean resumed,
            ByteBuffer payload)
            implements AmqpEvent {}

    /**
     * The peer came back to a delivery that we have decided about: this says what the sender makes of that.
     *
     * @param state ours, from the memory that the link was attached with
     * @param sendersState what the sender knows of it, null if it told nothing
     * @param settled by the sender: forget the tag. Otherwise answer with {@link AmqpReceiver#settle}
     */
    record Resumed(
            AmqpReceiver receiver,
            long deliveryId,
            Binary tag,
            DeliveryState state,
            @Nullable DeliveryState sendersState,
            boolean settled)
            implements AmqpEvent {}

    /**
     * The sender settled a delivery that we had not settled, or gave up one that it was to resume: forget its tag.
     *
     * @param state at the sender, null if it told none
     */
    record Settled(
            AmqpReceiver receiver,
            long deliveryId,
            Binary tag,
            @Nullable DeliveryState state) implements AmqpEvent {}
}
