package io.belay.bench;

import io.belay.server.bench.Durations;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicLong;

/** One consumer of the JMS load, on a connection of its own; hears its messages on the client's thread. */
final class JmsReceiver implements AutoCloseable {
    private final JmsTally tally;
    private final AtomicLong delivered;
    private final int transactionCount; // 0 if the session acknowledges by itself
    private final Connection connection;
    private final Session session;
    private final JmsLedger ledger;
    private final Durations latencies = new Durations();

    JmsReceiver(JmsPlan plan, int index, ConnectionFactory factory, JmsTally tally) throws JMSException {
        this.tally = tally;
        delivered = tally.deliveredTo(index);
        boolean isTransacted = plan.scenario().sending == JmsScenario.Sending.TRANSACTION;
        transactionCount = isTransacted ? plan.transactionCount() : 0;
        ledger = new JmsLedger(plan.scenario().producers);
        connection = factory.createConnection();
        session = connection.createSession(
                isTransacted, isTransacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(destination(plan, session)).setMessageListener(this::hear);
        connection.start();
    }

    static Destination destination(JmsPlan plan, Session session) throws JMSException {
        return plan.scenario().isTopic
                ? session.createTopic(plan.destination())
                : session.createQueue(plan.destination());
    }

    /** Complete once as many were delivered as were sent, or the connection is closed. */
    JmsLedger ledger() {
        return ledger;
    }

    /** From the sender's call to the listener's, while it was counted. */
    Durations latencies() {
        return latencies;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }

    private void hear(Message message) {
        try {
            JmsStamp stamp = JmsStamp.readFrom((BytesMessage) message);
            boolean isCounting = tally.isCounting();
            if (isCounting) latencies.add(System.nanoTime() - stamp.sentNs());
            ledger.add(stamp.producer(), stamp.number());
            long count = delivered.get() + 1;
            if (transactionCount > 0 && count % transactionCount == 0) session.commit();
            delivered.set(count);
            if (isCounting) tally.countedDelivery();
        } catch (JMSException | RuntimeException e) {
            tally.fail(e);
        }
    }
}
