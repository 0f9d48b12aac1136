package io.belay.amqp.type;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a delivery has come at one end, or how it ended there (§3.4). */
public sealed interface DeliveryState {
    /** The one {@link Accepted}. */
    Accepted ACCEPTED = new Accepted();

    /** The one {@link Released}. */
    Released RELEASED = new Released();

    /** Whether a delivery ends with it: whether it is an outcome, or tells one inside a transaction. */
    default boolean isTerminal() {
        if (this instanceof TransactionalState state) return state.outcome() != null;
        return !(this instanceof Received || this instanceof UnknownState);
    }

    /**
     * Part of the message has arrived (§3.4.1).
     *
     * @param sectionNumber the section of the message, 0 to 4294967295
     * @param sectionOffset bytes of that section, 0 or more; from 2^63 on negative
     */
    record Received(long sectionNumber, long sectionOffset) implements DeliveryState {}

    /** The message was processed (§3.4.2). All are equal; use {@link #ACCEPTED}. */
    record Accepted() implements DeliveryState {}

    /**
     * The message is invalid and will never be processed (§3.4.3).
     *
     * @param error why
     */
    record Rejected(@Nullable AmqpError error) implements DeliveryState {}

    /** The message was not and will not be processed here; others may have it (§3.4.4). Use {@link #RELEASED}. */
    record Released() implements DeliveryState {}

    /**
     * The message goes back with a change (§3.4.5).
     *
     * @param deliveryFailed count this as a failed attempt
     * @param undeliverableHere do not send it over this link again
     * @param messageAnnotations to be merged into those of the message, empty when absent
     */
    record Modified(boolean deliveryFailed, boolean undeliverableHere, Map<Symbol, @Nullable Object> messageAnnotations)
            implements DeliveryState {}

    /**
     * A transaction was begun (§4.5.5).
     *
     * @param transactionId the coordinator's name for it, 1 to 32 bytes
     */
    record Declared(Binary transactionId) implements DeliveryState {}

    /**
     * The delivery belongs to a transaction (§4.5.6).
     *
     * @param transactionId the coordinator's name for it
     * @param outcome what holds once the transaction is discharged, if it is known yet
     */
    record TransactionalState(
            Binary transactionId, @Nullable DeliveryState outcome) implements DeliveryState {}

    /** A state that AMQP 1.0 core does not know, as it came. */
    record UnknownState(Described described) implements DeliveryState {}
}
