package io.belay.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Connections for tests: patient, so that a slow machine changes nothing, and quick to come back. */
final class Connections {
    /** How long whatever must come may take. */
    static final int WAIT_MS = 60_000;

    private static final int MORE_MS = 100; // so brief that the broker is asked whether there is more

    private Connections() {}

    static ConnectionSettings settings(String address) {
        return ConnectionSettings.to(address)
                .with(Setting.PING_MS, "20000") // only what is silent on purpose is to be found dead
                .with(
                        Setting.START_PASSES,
                        "-1") // a first line that the broker gave up, as we were slow, is no failure
                .with(Setting.BACK_OFF_MIN_MS, "20")
                .with(Setting.BACK_OFF_MAX_MS, "200")
                .with(Setting.REQUEST_TIMEOUT_MS, "60000")
                .with(Setting.CLOSE_TIMEOUT_MS, "60000");
    }

    static BelayConnection open(String address) throws JMSException {
        return open(settings(address));
    }

    static BelayConnection open(ConnectionSettings settings) throws JMSException {
        ConnectionOptions options = new ConnectionOptions(settings, null, null, ObjectPolicy.CLOSED);
        return BelayConnection.open(options, new LoopPool(1), BelaySession.Domain.ANY);
    }

    /** A name that no other test uses. */
    static String unique(String stem) {
        return stem + "-" + UUID.randomUUID();
    }

    /** Gathers what a connection tells, from now on. */
    static BlockingQueue<ConnectionEvent> events(BelayConnection connection) {
        BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();
        connection.addEventListener(events::add);
        return events;
    }

    /** The next event of a kind; others are passed over. */
    static <E extends ConnectionEvent> E next(BlockingQueue<ConnectionEvent> events, Class<E> kind)
            throws InterruptedException {
        while (true) {
            ConnectionEvent event = events.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            if (event == null) throw new AssertionError("no " + kind.getSimpleName() + " in time");
            if (kind.isInstance(event)) return kind.cast(event);
        }
    }

    /** Takes the texts of a queue: so many, for which it waits, and whatever is there besides. */
    static List<String> texts(Session session, Queue queue, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            for (Message each = next(consumer, count); each != null; each = next(consumer, count - texts.size())) {
                texts.add(((TextMessage) each).getText());
                if (session.getTransacted()) session.commit();
            }
        }
        return texts;
    }

    /** What is received without waiting; asked again, for a broker that is busy may not answer in the time that a call takes. */
    static Message now(MessageConsumer consumer) throws JMSException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        Message message = consumer.receiveNoWait();
        while (message == null && System.nanoTime() < endNs) message = consumer.receiveNoWait();
        return message;
    }

    private static Message next(MessageConsumer consumer, int left) throws JMSException {
        return consumer.receive(left > 0 ? WAIT_MS : MORE_MS);
    }
}
