package io.belay.bench;

import io.belay.server.bench.Durations;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** One producer of the JMS load, on a connection and a thread of its own. */
final class JmsSender implements Runnable, AutoCloseable {
    private static final long PAUSE_NS = 50_000;

    private final JmsPlan plan;
    private final int index;
    private final JmsTally tally;
    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final byte[] payload;
    private final Semaphore window;
    private final Durations latencies = new Durations(); // of the client's completion thread in a window, else of ours
    private long sent;
    private long firstNs;

    JmsSender(JmsPlan plan, int index, ConnectionFactory factory, JmsTally tally) throws JMSException {
        this.plan = plan;
        this.index = index;
        this.tally = tally;
        boolean isTransacted = plan.scenario().sending == JmsScenario.Sending.TRANSACTION;
        connection = factory.createConnection();
        session = connection.createSession(
                isTransacted, isTransacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        producer = session.createProducer(JmsReceiver.destination(plan, session));
        producer.setDeliveryMode(plan.scenario().isPersistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        payload = new byte[plan.payloadLength()];
        window = new Semaphore(plan.windowMax());
    }

    /** How many messages were handed to the client; read after the thread has ended. */
    long sent() {
        return sent;
    }

    /** Of one call to send, of one message until it completed, or of one commit; read after the thread has ended. */
    Durations latencies() {
        return latencies;
    }

    @Override
    public void run() {
        try {
            firstNs = System.nanoTime();
            while (!tally.isOver()) sendOnce();
            window.acquire(plan.windowMax()); // all have completed
        } catch (JMSException | InterruptedException | RuntimeException e) {
            tally.fail(e);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }

    private void sendOnce() throws JMSException, InterruptedException {
        switch (plan.scenario().sending) {
            case EACH -> {
                if (maySend()) sendEach();
            }
            case WINDOW -> {
                if (maySend()) sendInWindow();
            }
            case TRANSACTION -> sendTransaction();
        }
    }

    private void sendEach() throws JMSException {
        long startNs = System.nanoTime();
        producer.send(next(startNs));
        keep(startNs);
    }

    private void sendInWindow() throws JMSException, InterruptedException {
        window.acquire();
        long startNs = System.nanoTime();
        producer.send(next(startNs), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                keep(startNs);
                window.release();
            }

            @Override
            public void onException(Message message, Exception exception) {
                tally.fail(exception);
                window.release();
            }
        });
    }

    /** Sends a whole transaction even if the run is over meanwhile, so that the consumer's transactions come out even. */
    private void sendTransaction() throws JMSException {
        for (int i = 0; i < plan.transactionCount(); ) {
            if (!maySend()) {
                tally.check();
                continue;
            }
            producer.send(next(System.nanoTime()));
            i++;
        }
        long startNs = System.nanoTime();
        session.commit();
        keep(startNs);
    }

    private boolean maySend() {
        boolean may = (plan.ratePerS() == 0 || isDue()) && tally.maySend();
        if (!may) LockSupport.parkNanos(PAUSE_NS);
        return may;
    }

    private boolean isDue() {
        double dueCount = (System.nanoTime() - firstNs) * (plan.ratePerS() / 1e9) / plan.scenario().producers;
        return sent < dueCount;
    }

    private BytesMessage next(long nowNs) throws JMSException {
        new JmsStamp(index, sent++, nowNs).writeTo(payload);
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(payload);
        return message;
    }

    private void keep(long startNs) {
        if (!tally.isCounting()) return;
        latencies.add(System.nanoTime() - startNs);
        tally.countedSending();
    }
}
