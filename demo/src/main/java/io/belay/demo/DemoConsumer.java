package io.belay.demo;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

/** Takes what is there in transactions, as if nothing could ever happen. */
final class DemoConsumer implements Runnable {
    private static final int BATCH = 20;
    private static final int RECEIVE_MS = 200;

    private final Connection connection;
    private final Score score;
    private volatile boolean isStopped;

    DemoConsumer(Connection connection, Score score) {
        this.connection = connection;
        this.score = score;
    }

    @Override
    public void run() {
        try {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(Demo.QUEUE));
            int[] numbers = new int[BATCH];
            while (!isStopped) {
                int count = take(consumer, numbers);
                long beganNs = System.nanoTime();
                session.commit();
                score.took(System.nanoTime() - beganNs);
                score.received(numbers, count);
            }
        } catch (JMSException | RuntimeException thrown) {
            score.exception(thrown);
        }
    }

    /** Takes no more after the transaction that is under way. */
    void stop() {
        isStopped = true;
    }

    private static int take(MessageConsumer consumer, int[] numbers) throws JMSException {
        int count = 0;
        while (count < numbers.length) {
            Message message = consumer.receive(RECEIVE_MS);
            if (message == null) break;
            numbers[count++] = Integer.parseInt(message.getBody(String.class));
        }
        return count;
    }
}
