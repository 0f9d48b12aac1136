package io.belay.demo;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.locks.LockSupport;

/** Sends one number after another, persistent, each confirmed before the next, as if nothing could ever happen. */
final class DemoProducer implements Runnable {
    private final Connection connection;
    private final Score score;
    private final int ratePerS;
    private volatile boolean isStopped;

    DemoProducer(Connection connection, Score score, int ratePerS) {
        this.connection = connection;
        this.score = score;
        this.ratePerS = ratePerS;
    }

    @Override
    public void run() {
        try {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(Demo.QUEUE));
            long startNs = System.nanoTime();
            for (int number = 1; !isStopped; number++) {
                long beganNs = System.nanoTime();
                producer.send(session.createTextMessage(Integer.toString(number)));
                score.sent(number, System.nanoTime() - beganNs);
                rest(startNs, number);
            }
        } catch (JMSException | RuntimeException thrown) {
            score.exception(thrown);
        }
    }

    /** Sends no more after the one that is under way. */
    void stop() {
        isStopped = true;
    }

    private void rest(long startNs, int number) {
        long aheadNs = number * 1_000_000_000L / ratePerS - (System.nanoTime() - startNs);
        if (aheadNs > 0) LockSupport.parkNanos(aheadNs);
    }
}
