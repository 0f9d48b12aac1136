package io.belay.interop.survival;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/** Receives until everything has been settled. */
final class Receiver implements Runnable {
    private static final int RECEIVE_MS = 500;

    private final Plan plan;
    private final Connection connection;
    private final Tally tally;
    private final List<Integer> pending = new ArrayList<>(); // received, not settled yet
    private volatile boolean isStopped;

    Receiver(Plan plan, Connection connection, Tally tally) {
        this.plan = plan;
        this.connection = connection;
        this.tally = tally;
    }

    @Override
    public void run() {
        try {
            boolean isTransacted = plan.mode() == Mode.TRANSACTED;
            Session session = connection.createSession(isTransacted, plan.mode().acknowledge);
            MessageConsumer consumer = session.createConsumer(session.createQueue(Sender.QUEUE));
            if (plan.mode() == Mode.ASYNC) consumer.setMessageListener(this::heard);
            while (!isStopped && !tally.isComplete()) {
                if (plan.mode() == Mode.ASYNC) tally.awaitAll(RECEIVE_MS);
                else take(session, consumer.receive(RECEIVE_MS));
            }
        } catch (JMSException | RuntimeException | InterruptedException e) {
            tally.exception("the receiver ended", e);
        }
    }

    void stop() {
        isStopped = true;
    }

    /** A listener: when it returns the message counts as settled. */
    private void heard(Message message) {
        try {
            int number = number(message);
            tally.received(number, message.getJMSRedelivered());
            tally.settled(List.of(number));
        } catch (JMSException e) {
            tally.exception("reading a message", e);
        }
    }

    private void take(Session session, Message message) throws JMSException {
        if (message != null) {
            int number = number(message);
            tally.received(number, message.getJMSRedelivered());
            pending.add(number);
        }
        boolean isDue = pending.size() >= plan.mode().batch || message == null && !pending.isEmpty();
        if (isDue) settle(session, message);
    }

    private void settle(Session session, Message message) throws JMSException {
        long startNs = System.nanoTime();
        try {
            if (plan.mode() == Mode.TRANSACTED) session.commit();
            else if (plan.mode() == Mode.CLIENT && message != null) message.acknowledge();
            else if (plan.mode() == Mode.CLIENT) return; // The next one takes these along.
            tally.settled(pending);
        } catch (JMSException e) {
            tally.doubted(pending, e);
            recover(session);
        } finally {
            tally.waited(Run.RECEIVING, System.nanoTime() - startNs, "settling " + pending);
        }
        pending.clear();
    }

    private void recover(Session session) {
        try {
            if (plan.mode() == Mode.TRANSACTED) session.rollback();
            else session.recover();
        } catch (JMSException e) {
            tally.exception("recovery of the receiver", e);
        }
    }

    private static int number(Message message) throws JMSException {
        String text = message.getBody(String.class);
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }
}
