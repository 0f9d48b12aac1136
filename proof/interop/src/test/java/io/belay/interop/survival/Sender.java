package io.belay.interop.survival;

import io.belay.interop.Gate;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Sends numbered messages as a careful program does: what it was not told to be stored it sends again. */
final class Sender implements Runnable {
    static final String QUEUE = "survival";

    private static final int WINDOW = 100; // asynchronous sends under way
    private static final long PAUSE_NS = 200_000;
    private static final long REST_NS = 100_000_000; // after a failure, before it is tried again
    private static final String PADDING = "x".repeat(100);

    private final Plan plan;
    private final Connection connection;
    private final Gate gate;
    private final Tally tally;
    private final Queue<Integer> failed = new ConcurrentLinkedQueue<>(); // asynchronous sends, to be tried again
    private volatile boolean isStopped;

    Sender(Plan plan, Connection connection, Gate gate, Tally tally) {
        this.plan = plan;
        this.connection = connection;
        this.gate = gate;
        this.tally = tally;
    }

    @Override
    public void run() {
        try {
            boolean isTransacted = plan.mode() == Mode.TRANSACTED;
            Session session = connection.createSession(
                    isTransacted, isTransacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
            int number = 1;
            while (number <= plan.messages() && !isStopped) {
                if (isTransacted) number = sendTransaction(session, producer, number);
                else if (plan.mode() == Mode.ASYNC) sendAsync(session, producer, number++);
                else if (send(session, producer, number)) number++;
            }
            if (plan.mode() == Mode.ASYNC) finish(session, producer);
        } catch (JMSException | RuntimeException | InterruptedException e) {
            tally.exception("the sender ended", e);
        }
    }

    void stop() {
        isStopped = true;
    }

    private boolean send(Session session, MessageProducer producer, int number) throws JMSException {
        awaitGate(number);
        long startNs = System.nanoTime();
        try {
            producer.send(message(session, number));
            tally.sent(number);
            return true;
        } catch (JMSException e) {
            tally.failed(number, e);
            LockSupport.parkNanos(REST_NS);
            return false;
        } finally {
            tally.waited(Run.SENDING, System.nanoTime() - startNs, "send of " + number);
        }
    }

    private void sendAsync(Session session, MessageProducer producer, int number)
            throws JMSException, InterruptedException {
        awaitGate(number);
        while (tally.unsent(number) > WINDOW && !isStopped) retry(session, producer);
        start(session, producer, number);
    }

    /** Sees the last ones through. */
    private void finish(Session session, MessageProducer producer) throws JMSException, InterruptedException {
        while (tally.unsent(plan.messages()) > 0 && !isStopped) retry(session, producer);
    }

    private void retry(Session session, MessageProducer producer) throws JMSException, InterruptedException {
        Integer number = failed.poll();
        if (number == null) tally.awaitNews();
        else start(session, producer, number);
    }

    private void start(Session session, MessageProducer producer, int number) throws JMSException {
        long startNs = System.nanoTime();
        producer.send(message(session, number), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                tally.waited(Run.SENDING, System.nanoTime() - startNs, "completion of " + number);
                tally.sent(number);
            }

            @Override
            public void onException(Message message, Exception exception) {
                tally.failed(number, exception);
                failed.add(number); // A listener may not send.
            }
        });
    }

    /** Sends a batch from {@code first} on; returns what is next, which is {@code first} again if it failed. */
    private int sendTransaction(Session session, MessageProducer producer, int first) throws JMSException {
        int end = Math.min(first + plan.mode().batch, plan.messages() + 1);
        long startNs = System.nanoTime();
        try {
            for (int number = first; number < end; number++) {
                awaitGate(number);
                startNs = System.nanoTime();
                producer.send(message(session, number));
            }
            session.commit();
            for (int number = first; number < end; number++) tally.sent(number);
            return end;
        } catch (JMSException e) {
            tally.failed(first, e);
            rollback(session);
            LockSupport.parkNanos(REST_NS);
            return first;
        } finally {
            tally.waited(Run.SENDING, System.nanoTime() - startNs, "commit of " + first);
        }
    }

    private void rollback(Session session) {
        try {
            session.rollback();
        } catch (JMSException e) {
            tally.exception("rollback of the sender", e);
        }
    }

    private void awaitGate(int number) {
        while (!gate.mayStart(number) && !isStopped) LockSupport.parkNanos(PAUSE_NS);
    }

    private static Message message(Session session, int number) throws JMSException {
        return session.createTextMessage(number + " " + PADDING);
    }
}
