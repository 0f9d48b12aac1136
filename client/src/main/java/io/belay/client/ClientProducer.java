package io.belay.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sends messages to one address, or to those that the messages name, in order. Outlives lines. */
public final class ClientProducer {
    ClientProducer() {}

    /**
     * Sends a message. Answered once the broker has it on record; once it is on its way if it is sent settled; at once if it
     * is sent in a transaction, whose commit then tells. Without {@link ClientSession#hasRoom} it is refused at once.
     *
     * @param message a whole message as AMQP encodes it; nobody may change it as long as it is not answered
     * @param settled send it without waiting for an answer; it is lost if the line is lost. Not in a transaction
     * @param transaction of the same channel and still open, null for none
     * @return by which it can be given up
     */
    public ClientSend send(
            ByteBuffer message,
            boolean settled,
            @Nullable ClientTransaction transaction,
            long deadlineMs,
            Answer answer) {
        throw new AssertionError();
    }

    /** Closes once all that was sent is answered. */
    public void close(long deadlineMs, Answer answer) {}

    /** Why the broker ended it, null if it did not. All it was still to send has been answered with that. */
    public @Nullable ClientFailure failure() {
        return null;
    }
}
