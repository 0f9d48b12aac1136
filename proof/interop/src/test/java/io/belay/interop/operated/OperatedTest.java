package io.belay.interop.operated;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.jms.BelayConnection;
import io.belay.jms.ConnectionEvent;
import io.belay.jms.ConnectionEvent.AttemptFailed;
import io.belay.jms.ConnectionEvent.Interrupted;
import io.belay.jms.ConnectionEvent.Resumed;
import io.belay.jms.ConnectionEvent.SessionLost;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program on belay-jms whose line the broker ends, of its own or because an operator wants it so: it notices nothing. */
class OperatedTest {
    private static final int WAIT_MS = 300_000; // a machine may be busy, and a broker starts in it
    private static final Predicate<ConnectionEvent> BACK = Resumed.class::isInstance;

    @TempDir
    private static Path directory;

    private static Operated broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new Operated(directory.resolve("data"), "slow:\n  unanswered-after: 1s\n");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String text(Message message) throws JMSException {
        assertThat(message).as("a message").isNotNull();
        return ((TextMessage) message).getText() + (message.getJMSRedelivered() ? " again" : "");
    }

    private static Predicate<ConnectionEvent> lostBy(String words) {
        return event -> event instanceof Interrupted lost && lost.cause().contains(words);
    }

    /** Turned away, and told when to ask again. */
    private static Predicate<ConnectionEvent> toldToReturn() {
        return event -> event instanceof AttemptFailed failed && failed.cause().contains("the broker drains");
    }

    @Test
    void a_consumer_that_answers_nothing_for_long_loses_its_line_and_nothing_else() throws Exception {
        try (BelayConnection connection = broker.connect("thinker")) {
            Witness witness = new Witness(connection);
            connection.start();
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            Queue queue = session.createQueue("thoughts");
            MessageProducer producer = session.createProducer(queue);
            for (int number = 0; number < 3; number++) producer.send(session.createTextMessage("m" + number));
            MessageConsumer consumer = session.createConsumer(queue);
            Message first = consumer.receive(WAIT_MS);

            witness.await(1, lostBy("answered none of its deliveries for 1000 ms"));
            witness.await(1, BACK);

            assertThat(text(first)).isEqualTo("m0");
            first.acknowledge();
            assertThat(text(consumer.receive(WAIT_MS))).isEqualTo("m1");
            Message last = consumer.receive(WAIT_MS);
            assertThat(text(last)).isEqualTo("m2");
            last.acknowledge();
            consumer.close();
            assertThat(broker.get("/api/sessions/amqp:thinker")).contains("\"slow\"");
            assertThat(broker.get("/api/queues/thoughts")).contains("\"messages\":0", "\"consumers\":0");
            assertThat(witness.trouble()).isEmpty();
            assertThat(witness.count(SessionLost.class)).isZero();
        }
    }

    /** Sends and takes in transactions until it is told to stop; what was sent, and what was taken. */
    private static List<List<String>> work(BelayConnection connection, AtomicBoolean enough) throws JMSException {
        List<String> sent = new ArrayList<>();
        List<String> received = new ArrayList<>();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("work");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        while (!enough.get()) {
            sent.add("m" + sent.size());
            producer.send(session.createTextMessage(sent.get(sent.size() - 1)));
            session.commit();
            received.add(text(consumer.receive(WAIT_MS)));
            session.commit();
        }
        return List.of(sent, received);
    }

    @Test
    void a_program_at_work_is_asked_to_leave_turned_away_and_let_in_again() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (BelayConnection connection = broker.connect("worker")) {
            Witness witness = new Witness(connection);
            connection.start();
            CompletableFuture<List<List<String>>> work = CompletableFuture.supplyAsync(() -> {
                try {
                    return work(connection, enough);
                } catch (JMSException trouble) {
                    throw new IllegalStateException(trouble);
                }
            });

            broker.post("/api/drain", "{\"withinMs\": 60000, \"stop\": false}");
            witness.await(1, lostBy("the broker drains"));
            witness.await(1, toldToReturn());
            int returned = witness.count(BACK); // a busy machine makes it slow, and slow lines end
            broker.delete("/api/drain");
            witness.await(returned + 1, BACK);

            broker.post("/api/drain", "{\"withinMs\": 1000, \"stop\": true}");
            witness.await(2, lostBy("the broker drains"));
            broker.process.restart();
            witness.await(returned + 2, BACK);
            enough.set(true);

            List<List<String>> done = work.get(WAIT_MS, TimeUnit.MILLISECONDS);
            assertThat(done.get(1)).isEqualTo(done.get(0));
            assertThat(witness.trouble()).isEmpty();
            assertThat(witness.count(SessionLost.class)).isZero();
        }
    }

    @Test
    void a_program_with_two_addresses_goes_on_at_the_second_and_is_told_once_that_its_session_is_not_there()
            throws Exception {
        try (Operated second = new Operated(directory.resolve("second"), "");
                BelayConnection connection = broker.connect("mover", second.process.amqpPort())) {
            Witness witness = new Witness(connection);
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("moves");
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            producer.send(session.createTextMessage("at the first"));
            assertThat(text(consumer.receive(WAIT_MS))).isEqualTo("at the first");

            broker.post("/api/drain", "{\"withinMs\": 60000, \"stop\": false}");
            witness.await(1, SessionLost.class::isInstance);
            producer.send(session.createTextMessage("at the second"));

            assertThat(text(consumer.receive(WAIT_MS))).isEqualTo("at the second");
            assertThat(witness.count(lostBy("the broker drains"))).isOne();
            assertThat(witness.count(SessionLost.class)).isOne();
            assertThat(witness.trouble()).hasSize(1);
            assertThat(second.get("/api/queues/moves")).contains("\"consumers\":1");
        } finally {
            broker.delete("/api/drain");
        }
    }
}
