package io.belay.amqp.type;

import org.jspecify.annotations.Nullable;

/** What is said to a coordinator, as the value of a message's body (§4.5.2, §4.5.3). */
public sealed interface TransactionRequest {
    /**
     * Begins a transaction.
     *
     * @param globalId of a distributed transaction; null for a local one
     */
    record Declare(@Nullable Object globalId) implements TransactionRequest {}

    /**
     * Ends a transaction.
     *
     * @param transactionId the coordinator's name for it
     * @param fail roll it back; otherwise commit it
     */
    record Discharge(Binary transactionId, boolean fail) implements TransactionRequest {}
}
