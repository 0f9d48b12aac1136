package io.belay.interop.operated;

import io.belay.jms.BelayConnection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs at work, each on a session and a thread of its own; all numbers begin with 0 and are counted once they are confirmed. One sends
 * to {@code plain}, one in pairs to {@code left} and {@code right}, one moves from {@code in} to {@code out} in transactions, one sends to
 * {@code taken} from where another takes.
 */
final class BackupLoad {
    /** How far each is. */
    record Done(int sent, int pairs, int moved, int taken) {}

    /** One step of one program; false if there was nothing to do. */
    private interface Step {
        boolean run(int number) throws JMSException;
    }

    private static final int PATIENCE_S = 300;
    private static final int WAIT_MS = 300_000;
    private static final long PAUSE_NS = 10_000_000;

    private final BelayConnection connection;
    private final int prepared;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger pairs = new AtomicInteger();
    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> trouble = new ArrayList<>(); // guarded by itself
    private volatile boolean isOver;

    BackupLoad(BelayConnection connection, int prepared) {
        this.connection = connection;
        this.prepared = prepared;
    }

    void begin() throws JMSException {
        connection.start();
        Session filling = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer in = filling.createProducer(filling.createQueue("in"));
        for (int number = 0; number < prepared; number++) in.send(message(filling, number));
        filling.commit();
        filling.close();
        sending();
        pairing();
        moving();
        taking();
    }

    private static Message message(Session session, int number) throws JMSException {
        Message message = session.createMessage();
        message.setIntProperty("number", number);
        return message;
    }

    private void sending() throws JMSException {
        Session session = connection.createSession();
        MessageProducer plain = session.createProducer(session.createQueue("plain"));
        MessageProducer offers = session.createProducer(session.createQueue("taken"));
        run(sent, Integer.MAX_VALUE, number -> {
            plain.send(message(session, number));
            offers.send(message(session, number));
            return true;
        });
    }

    private void pairing() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer left = session.createProducer(session.createQueue("left"));
        MessageProducer right = session.createProducer(session.createQueue("right"));
        run(pairs, Integer.MAX_VALUE, number -> {
            left.send(message(session, number));
            right.send(message(session, number));
            session.commit();
            return true;
        });
    }

    private void moving() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue from = session.createQueue("in");
        MessageConsumer in = session.createConsumer(from);
        MessageProducer out = session.createProducer(session.createQueue("out"));
        run(moved, prepared, number -> {
            out.send(message(session, next(in)));
            session.commit();
            return true;
        });
    }

    private void taking() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue("taken"));
        run(taken, Integer.MAX_VALUE, number -> {
            if (number >= sent.get()) return false; // there may be none, and the end would wait for it
            consumer.receive(WAIT_MS).acknowledge();
            return true;
        });
    }

    private static int next(MessageConsumer consumer) throws JMSException {
        return consumer.receive(WAIT_MS).getIntProperty("number");
    }

    private void run(AtomicInteger count, int most, Step step) {
        Thread thread = new Thread(() -> {
            try {
                while (!isOver && count.get() < most) {
                    if (step.run(count.get())) count.incrementAndGet();
                    else LockSupport.parkNanos(PAUSE_NS);
                }
            } catch (JMSException | RuntimeException failure) {
                synchronized (trouble) {
                    trouble.add(failure);
                }
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** How far they are; what is counted was confirmed before. */
    Done done() {
        return new Done(sent.get(), pairs.get(), moved.get(), taken.get());
    }

    /** Waits until each but the mover, who may be done, has done so much more. */
    void awaitMore(int more) throws InterruptedException {
        Done from = done();
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() - endNs < 0) {
            Done now = done();
            boolean isEnough = now.sent() >= from.sent() + more
                    && now.pairs() >= from.pairs() + more
                    && now.taken() >= from.taken() + more;
            if (isEnough) return;
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new AssertionError("they come no further than " + done() + ": " + trouble);
    }

    /** No step is begun any more, and those that were are over. */
    void end() throws InterruptedException {
        isOver = true;
        for (Thread thread : threads) thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
        synchronized (trouble) {
            if (!trouble.isEmpty()) throw new AssertionError("a program had trouble", trouble.get(0));
        }
    }
}
