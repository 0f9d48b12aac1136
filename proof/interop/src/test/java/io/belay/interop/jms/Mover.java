package io.belay.interop.jms;

import io.belay.interop.jms.MoveLedger.End;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.qpid.jms.JmsConnectionFactory;

/** A client that moves messages in transactions, a few at a time, until the broker dies or there are no more. */
final class Mover implements Runnable {
    private static final int TAKEN_MAX = 5; // messages in a transaction
    private static final int RECEIVE_MS = 300; // what others hold at hand may still come back

    private final JmsConnectionFactory factory;
    private final MovePlaces places;
    private final String name;
    private final Random random;
    private final MoveLedger ledger;
    private final CountDownLatch commits;

    /**
     * Creates one that has not begun.
     *
     * @param commits counted down before each commit
     */
    Mover(
            JmsConnectionFactory factory,
            MovePlaces places,
            String name,
            long seed,
            MoveLedger ledger,
            CountDownLatch commits) {
        this.factory = factory;
        this.places = places;
        this.name = name;
        this.random = new Random(seed);
        this.ledger = ledger;
        this.commits = commits;
    }

    @Override
    public void run() {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(places.from(session));
            MessageProducer producer = session.createProducer(null);
            for (int number = 0; move(session, consumer, producer, name + "-" + number); ) number++;
        } catch (JMSException e) {
            // The broker was killed; what was under way is in the ledger, or was never committed.
        }
    }

    private boolean move(Session session, MessageConsumer consumer, MessageProducer producer, String transaction)
            throws JMSException {
        List<Integer> numbers = new ArrayList<>();
        int wanted = 1 + random.nextInt(TAKEN_MAX);
        while (numbers.size() < wanted) {
            Message message = consumer.receive(RECEIVE_MS);
            if (message == null) break;
            numbers.add(Integer.parseInt(message.getBody(String.class)));
        }
        for (int number : numbers) {
            TextMessage message = session.createTextMessage(Integer.toString(number));
            message.setStringProperty("transaction", transaction);
            producer.send(places.to(session), message);
            producer.send(places.news(session), message);
        }
        end(session, transaction, numbers);
        return !numbers.isEmpty();
    }

    private void end(Session session, String transaction, List<Integer> numbers) throws JMSException {
        if (random.nextInt(4) == 0) {
            ledger.ended(transaction, numbers, End.ROLLED_BACK);
            session.rollback();
            return;
        }
        ledger.ended(transaction, numbers, End.UNKNOWN);
        commits.countDown();
        session.commit();
        ledger.ended(transaction, numbers, numbers.isEmpty() ? End.UNKNOWN : End.COMMITTED);
    }
}
