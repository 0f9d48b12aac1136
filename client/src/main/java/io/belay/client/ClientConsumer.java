package io.belay.client;

import io.belay.amqp.type.DeliveryState;

/** Receives messages from one address, as far as it is granted credit. Outlives lines. */
public final class ClientConsumer {
    ClientConsumer() {}

    /** Wants so many messages more; 1 or more. */
    public void grant(int more) {}

    /** How many messages are wanted and have not come, 0 or more. */
    public int credit() {
        return 0;
    }

    /**
     * Asks for what is there now: answered when the credit is used up or nothing more is there. The credit is 0 then.
     * Also the end of a browser's messages.
     */
    public void drain(long deadlineMs, Answer answer) {}

    /**
     * Tells what became of a delivery, which is remembered until the broker has that on record
     * ({@link ClientChannel#confirm}). Without effect if the delivery is void or decided.
     *
     * @param delivery of this consumer
     * @param outcome accepted, rejected, released or modified
     */
    public void settle(ClientDelivery delivery, DeliveryState outcome) {}

    /**
     * Closes: from now on nothing is told, and what still comes is given back. The link lasts until the outcome of each
     * delivery that was told is known, so a consumer with open ones is answered only then. A durable subscription goes on.
     */
    public void close(long deadlineMs, Answer answer) {}
}
