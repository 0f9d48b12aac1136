package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection that was stopped hands out nothing, not even what somebody was about to have. */
@ExtendWith(SharedBroker.class)
@Clause("JMS-6.1.5")
@Timeout(value = 2L * Connections.WAIT_MS, unit = TimeUnit.MILLISECONDS)
class StopTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** The thread stops the connection; this lets it get as far as it can. */
    private static void awaitStandstill(Thread stopping) {
        while (stopping.getState() != Thread.State.TIMED_WAITING && stopping.isAlive()) Thread.onSpinWait();
    }

    @Test
    void stop_waits_for_the_message_that_is_being_handed_out(BrokerProcess broker) throws Exception {
        try (BelayConnection connection = Connections.open("amqp://127.0.0.1:" + broker.amqpPort())) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue(Connections.unique("stop"));
            session.createProducer(queue).send(session.createTextMessage("m"));
            var consumer = (ConditionalReceiver) session.createConsumer(queue);
            var isTaken = new CountDownLatch(1);
            var stopping = new Thread(() -> stop(connection, isTaken));
            var receiving = new FutureTask<>(() -> consumer.receive(Connections.WAIT_MS, message -> {
                isTaken.countDown();
                awaitStandstill(stopping);
                told.add("handed out");
                return true;
            }));

            stopping.start();
            new Thread(receiving).start();
            Message message = receiving.get();
            stopping.join();

            assertThat(message.getBody(String.class)).isEqualTo("m");
            assertThat(told).containsExactly("handed out", "stopped");
        }
    }

    private void stop(BelayConnection connection, CountDownLatch whenTaken) {
        try {
            whenTaken.await();
            connection.stop();
            told.add("stopped");
        } catch (InterruptedException | JMSException e) {
            told.add(e.toString());
        }
    }
}
