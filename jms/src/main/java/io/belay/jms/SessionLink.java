package io.belay.jms;

import io.belay.amqp.type.DeliveryState;
import io.belay.client.Answer;
import io.belay.client.ClientAddress;
import io.belay.client.ClientChannel;
import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import io.belay.client.ClientTransaction;
import io.belay.client.ConsumerListener;
import io.belay.client.ConsumerSpec;
import jakarta.jms.JMSException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a JMS session to its {@link ClientChannel}: application threads call it, the loop does it. Whatever is asked for
 * by one thread is done in its order.
 */
final class SessionLink {
    private final ConnectionLoop loop;
    private final boolean isTransacted;
    private @Nullable ClientChannel channel; // on the loop; begun at the first use
    private @Nullable ClientTransaction transaction; // on the loop; the one that is open

    SessionLink(ConnectionLoop loop, boolean isTransacted) {
        this.loop = loop;
        this.isTransacted = isTransacted;
    }

    ConnectionLoop loop() {
        return loop;
    }

    static long deadline(long timeoutMs) {
        return ConnectionLoop.clockMs() + timeoutMs;
    }

    /** Milliseconds until a deadline, at least 1: what several steps share, each has the rest of. */
    static long left(long deadlineMs) {
        return Math.max(1, deadlineMs - ConnectionLoop.clockMs());
    }

    private ClientChannel channel() {
        ClientChannel begun = channel;
        if (begun == null) {
            begun = loop.session().channel();
            channel = begun;
        }
        return begun;
    }

    /** The transaction that what is done now belongs to; null in a session without. On the loop. */
    private @Nullable ClientTransaction transaction() {
        if (!isTransacted) return null;
        ClientTransaction open = transaction;
        if (open == null) {
            open = channel().transaction();
            transaction = open;
        }
        return open;
    }

    /** Makes a producer and waits until the broker has it. */
    ClientProducer producer(@Nullable ClientAddress target, String what, long timeoutMs) throws JMSException {
        return made(
                what,
                timeoutMs,
                (deadlineMs, answer) -> channel().producer(target, deadlineMs, answer),
                unwanted -> unwanted.close(deadline(timeoutMs), Answer.NOBODY));
    }

    /** Makes a consumer and waits until the broker has it. */
    ClientConsumer consumer(ConsumerSpec spec, ConsumerListener listener, String what, long timeoutMs)
            throws JMSException {
        return made(
                what,
                timeoutMs,
                (deadlineMs, answer) -> channel().consumer(spec, listener, deadlineMs, answer),
                unwanted -> unwanted.close(deadline(timeoutMs), Answer.NOBODY));
    }

    /** Makes a thing on the loop and waits for the broker's word on it; one that he did not confirm is taken away again. */
    private <T> T made(String what, long timeoutMs, Maker<T> maker, Consumer<T> taker) throws JMSException {
        Waiting waiting = new Waiting(what);
        var made = new AtomicReference<@Nullable T>();
        long deadlineMs = deadline(timeoutMs);
        var isHere = new Waiting(what); // the answer may come from inside the call whose result is wanted too
        loop.post(() -> {
            made.set(maker.make(deadlineMs, waiting));
            isHere.answered(null);
        });
        try {
            waiting.await(timeoutMs);
            isHere.await(timeoutMs);
        } catch (JMSException refused) {
            loop.post(() -> {
                T unwanted = made.get();
                if (unwanted != null) taker.accept(unwanted);
            });
            throw refused;
        }
        T thing = made.get();
        if (thing == null) throw Refusals.unanswered(what, timeoutMs);
        return thing;
    }

    private interface Maker<T> {
        T make(long deadlineMs, Answer answer);
    }

    /** Sends one message; in the open transaction, if there are transactions here. The answer comes on the loop. */
    void send(ClientProducer producer, ByteBuffer message, boolean settled, long deadlineMs, Answer answer) {
        loop.post(() -> {
            ClientTransaction open = transaction();
            producer.send(message, settled && open == null, open, deadlineMs, answer);
        });
    }

    /** Acknowledges as the session does: in the open transaction, or for good. Does not wait; {@code canWait} as below. */
    void accept(ClientDelivery delivery, boolean canWait) {
        loop.post(() -> {
            ClientTransaction open = transaction();
            if (open == null) delivery.consumer().settle(delivery, DeliveryState.ACCEPTED, canWait);
            else open.acknowledge(delivery, DeliveryState.ACCEPTED);
        });
    }

    /** Tells the same outcome of several deliveries, outside of any transaction. Does not wait. */
    void settle(List<ClientDelivery> deliveries, DeliveryState outcome) {
        settle(deliveries, outcome, false);
    }

    /** The same; {@code canWait} says that nobody will wait until it is on record. */
    void settle(List<ClientDelivery> deliveries, DeliveryState outcome, boolean canWait) {
        List<ClientDelivery> all = List.copyOf(deliveries);
        if (all.isEmpty()) return;
        loop.post(() -> all.forEach(each -> each.consumer().settle(each, outcome, canWait)));
    }

    /** Gives back what waits for the application. On the loop. */
    void giveBack(ClientConsumer consumer, Inflow inflow) {
        for (ClientDelivery each : inflow.takeAll()) consumer.settle(each, DeliveryState.RELEASED);
    }

    /** Waits until all outcomes so far are on record. */
    void confirm(String what, long timeoutMs) throws JMSException {
        ask(what, timeoutMs, (deadlineMs, answer) -> channel().confirm(deadlineMs, answer));
    }

    /** Stops what flows to some consumers, and waits until nothing more is on its way. Nothing is, to one that has ended. */
    void drain(List<ClientConsumer> consumers, String what, long timeoutMs) throws JMSException {
        if (consumers.isEmpty()) return;
        ask(what, timeoutMs, (deadlineMs, answer) -> {
            AllAnswers all = new AllAnswers(consumers.size(), answer);
            for (ClientConsumer each : consumers) {
                each.drain(deadlineMs, failure -> all.answered(hasEnded(each, failure) ? null : failure));
            }
        });
    }

    private static boolean hasEnded(ClientConsumer consumer, @Nullable ClientFailure failure) {
        if (failure == null) return false;
        return consumer.failure() != null || failure.condition().equals(ClientFailure.CLOSED);
    }

    /** The way of a consumer's credit. */
    Prefetch.Flow flow(ClientConsumer consumer) {
        return new Prefetch.Flow() {
            @Override
            public void grant(int more) {
                SessionLink.this.grant(consumer, more);
            }

            @Override
            public void grantUpTo(int wanted) {
                SessionLink.this.grantUpTo(consumer, wanted);
            }

            @Override
            public void drain(long timeoutMs) throws JMSException {
                SessionLink.this.drain(List.of(consumer), "receive", timeoutMs);
            }
        };
    }

    void grant(ClientConsumer consumer, int more) {
        if (more > 0) loop.post(() -> consumer.grant(more));
    }

    /** Lets so many messages flow, with those that are wanted already. */
    private void grantUpTo(ClientConsumer consumer, int wanted) {
        loop.post(() -> {
            int more = wanted - consumer.credit();
            if (more > 0) consumer.grant(more);
        });
    }

    /**
     * Commits what is open, if anything is.
     *
     * @return null if it is committed, otherwise what is known
     */
    @Nullable
    ClientFailure commit(long timeoutMs) throws JMSException {
        return outcome("commit", timeoutMs, (deadlineMs, answer) -> {
            ClientTransaction open = transaction;
            transaction = null;
            if (open == null) answer.answered(null);
            else open.commit(deadlineMs, answer);
        });
    }

    /** Rolls back what is open, without waiting for anybody to know. */
    void rollbackOpen() {
        loop.post(() -> {
            ClientTransaction open = transaction;
            transaction = null;
            if (open != null) open.rollback(Long.MAX_VALUE, Answer.NOBODY);
        });
    }

    /** Rolls back what is open, if anything is. */
    @Nullable
    ClientFailure rollback(long timeoutMs) throws JMSException {
        return outcome("rollback", timeoutMs, (deadlineMs, answer) -> {
            ClientTransaction open = transaction;
            transaction = null;
            if (open == null) answer.answered(null);
            else open.rollback(deadlineMs, answer);
        });
    }

    /**
     * Ends the channel with all that is in it.
     *
     * @param consumers whose messages that nobody has taken go back, in the same step: none can come in between
     */
    @Nullable
    ClientFailure close(List<BelayMessageConsumer> consumers, long timeoutMs) throws JMSException {
        return outcome("close session", timeoutMs, (deadlineMs, answer) -> {
            for (BelayMessageConsumer each : consumers) giveBack(each.link(), each.inflow());
            ClientChannel begun = channel;
            if (begun == null) answer.answered(null);
            else begun.close(deadlineMs, answer);
        });
    }

    /** A request that carries its deadline. On the loop. */
    interface Request {
        void ask(long deadlineMs, Answer answer);
    }

    /** Asks and waits for the answer; not granted is an exception. */
    void ask(String what, long timeoutMs, Request request) throws JMSException {
        Waiting waiting = new Waiting(what);
        long deadlineMs = deadline(timeoutMs);
        loop.post(() -> request.ask(deadlineMs, waiting));
        waiting.await(timeoutMs);
    }

    /** The same, even if the thread is interrupted: for what must not be left half done. */
    void askPatiently(String what, long timeoutMs, Request request) throws JMSException {
        Waiting waiting = new Waiting(what);
        long deadlineMs = deadline(timeoutMs);
        loop.post(() -> request.ask(deadlineMs, waiting));
        waiting.awaitPatiently(timeoutMs);
    }

    private @Nullable ClientFailure outcome(String what, long timeoutMs, Request request) throws JMSException {
        Waiting waiting = new Waiting(what);
        long deadlineMs = deadline(timeoutMs);
        loop.post(() -> request.ask(deadlineMs, waiting));
        return waiting.outcome(timeoutMs);
    }

    /** Several answers as one: the last of them, and the first failure. On the loop. */
    private static final class AllAnswers implements Answer {
        private final Answer whole;
        private int outstanding;
        private @Nullable ClientFailure first;

        AllAnswers(int count, Answer whole) {
            outstanding = count;
            this.whole = whole;
        }

        @Override
        public void answered(@Nullable ClientFailure failure) {
            if (first == null) first = failure;
            if (--outstanding == 0) whole.answered(first);
        }
    }
}
