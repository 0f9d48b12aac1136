package io.belay.client;

import org.jspecify.annotations.Nullable;

/** A part of a {@link ClientSession} that keeps to itself: on the wire an AMQP session of its own, begun when needed. */
public final class ClientChannel {
    ClientChannel() {}

    /**
     * A new producer. It may be used at once; what it sends waits until it is attached.
     *
     * @param target to where; null to say it with each message, in its properties ({@code to})
     * @param answer whether the broker has it
     */
    public ClientProducer producer(@Nullable ClientAddress target, long deadlineMs, Answer answer) {
        throw new AssertionError();
    }

    /**
     * A new consumer, without credit. It may be used at once.
     *
     * @param answer whether the broker has it; if not, {@link ConsumerListener#ended} is not called
     */
    public ClientConsumer consumer(ConsumerSpec spec, ConsumerListener listener, long deadlineMs, Answer answer) {
        throw new AssertionError();
    }

    /** A new transaction. Several may be open at the same time. */
    public ClientTransaction transaction() {
        throw new AssertionError();
    }

    /**
     * Waits until all outcomes that were told to consumers of this channel so far, and not in a transaction, are on record at
     * the broker. Without effect on them.
     */
    public void confirm(long deadlineMs, Answer answer) {}

    /**
     * Closes all that is in it, transactions by rolling back; consumers as {@link ClientConsumer#close} does.
     * Answered when the broker knows.
     */
    public void close(long deadlineMs, Answer answer) {}
}
