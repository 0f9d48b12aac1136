package io.belay.client;

import io.belay.amqp.Resumption;
import io.belay.amqp.type.Binary;
import io.belay.base.ByteWriter;
import io.belay.client.ClientFailure.Known;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One message on its way: kept, with its bytes, until nothing more can happen to it. */
public final class ClientSend extends Awaited {
    private static final int TAG_LENGTH = 8;

    final ClientProducer producer;
    final boolean isSettled;
    final @Nullable ClientTransaction transaction;
    private final ByteBuffer message;
    boolean takesRoom;
    boolean hasLeft; // on some line; from then on it may have arrived
    boolean isReturning; // left on an earlier line, and not looked at on this one
    boolean isTwice; // sent anew on a session that the broker has not kept: an earlier copy may have arrived
    long tag = -1; // given when it leaves
    long deliveryId = -1; // on this line, if it is on it

    Resumption.@Nullable Step step; // what is to be sent of it, when it is not sent for the first time

    ClientSend(
            ClientProducer producer,
            ByteBuffer message,
            boolean isSettled,
            @Nullable ClientTransaction transaction,
            long deadlineMs,
            Answer answer) {
        super(producer.session.deadlines, deadlineMs, answer);
        this.producer = producer;
        this.message = message;
        this.isSettled = isSettled;
        this.transaction = transaction;
    }

    /**
     * Gives it up if it has never left on any line.
     *
     * @return whether that is so; then it is answered with {@link Known#NOT_DONE}. Otherwise nothing happens, as with one
     *     that is part of a transaction
     */
    public boolean cancel() {
        return giveUp(ClientFailure.CLOSED, "the message was given up before it left");
    }

    int length() {
        return message.remaining();
    }

    ByteBuffer message() {
        return message.duplicate();
    }

    Binary binaryTag() {
        return binaryTag(tag);
    }

    static Binary binaryTag(long tag) {
        return Binary.of(new ByteWriter(TAG_LENGTH).writeLong(tag).toArray());
    }

    @Override
    void overdue() {
        if (giveUp(ClientFailure.DEADLINE, "the message could not be sent in time")) return;
        // Without a session that is kept nobody learns more once the line is gone: what has left is in doubt for good.
        Known known = hasLeft && !producer.session.isResumable() ? Known.UNKNOWN : Known.PENDING;
        answer(new ClientFailure(known, ClientFailure.DEADLINE, "no answer in time; it may still arrive"));
    }

    @Override
    void abandoned(ClientFailure why) {
        answer(after(why));
    }

    /** What is known of it after this has happened. */
    ClientFailure after(ClientFailure why) {
        Known known = hasLeft ? Known.UNKNOWN : Known.NOT_DONE;
        return new ClientFailure(known, why.condition(), why.words(), why.error());
    }

    private boolean giveUp(io.belay.amqp.type.Symbol condition, String words) {
        boolean isFresh = !hasLeft && transaction == null && !isAnswered();
        if (!isFresh) return false;
        producer.forget(this);
        answer(new ClientFailure(Known.NOT_DONE, condition, words));
        return true;
    }
}
