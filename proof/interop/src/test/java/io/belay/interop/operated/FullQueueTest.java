package io.belay.interop.operated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.jms.BelayConnection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer without a destination, as a JMSContext has one, at queues that are full. */
class FullQueueTest {
    private static final int MAX = 10;
    private static final int WAIT_MS = 300_000; // a machine may be busy
    private static final long PAUSE_NS = 20_000_000;

    @TempDir
    private static Path directory;

    private static Operated broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new Operated(directory.resolve("data"), "");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void create(String name, String whenFull) throws Exception {
        String queue = "{\"name\": \"%s\", \"messagesMax\": %d, \"whenFull\": \"%s\", \"deadLetter\": \"\"}";
        broker.post("/queues", String.format(queue, name, MAX, whenFull));
    }

    private static void fill(Session session, MessageProducer anywhere, Queue queue) throws JMSException {
        for (int number = 0; number < MAX; number++) anywhere.send(queue, session.createTextMessage("m" + number));
    }

    private static void awaitSender(String queue, CompletableFuture<Void> sending) throws Exception {
        while (!broker.get("/api/queues/" + queue).contains("\"senders\":1")) {
            assertThat(sending).as("waits").isNotDone();
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Test
    void a_send_to_a_full_queue_that_blocks_waits_for_room_and_nobody_else_does() throws Exception {
        create("patient", "block");
        try (BelayConnection connection = broker.connect("anywhere")) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("patient");
            MessageProducer anywhere = session.createProducer(null);
            fill(session, anywhere, queue);

            CompletableFuture<Void> last = CompletableFuture.runAsync(() -> {
                try {
                    anywhere.send(queue, session.createTextMessage("m" + MAX));
                    anywhere.send(queue, session.createTextMessage("m" + (MAX + 1)));
                } catch (JMSException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            awaitSender("patient", last);
            Session other = connection.createSession();
            other.createProducer(null).send(other.createQueue("other"), other.createTextMessage("through"));
            assertThat(last).isNotDone();
            MessageConsumer consumer = other.createConsumer(queue);
            for (int number = 0; number < MAX + 2; number++) {
                Message next = consumer.receive(WAIT_MS);
                assertThat(((TextMessage) next).getText()).isEqualTo("m" + number);
            }

            last.get(WAIT_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void a_send_to_a_full_queue_that_refuses_says_so_each_time_and_goes_on_when_there_is_room() throws Exception {
        create("strict", "refuse");
        try (BelayConnection connection = broker.connect("anywhere-strict")) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("strict");
            MessageProducer anywhere = session.createProducer(null);
            fill(session, anywhere, queue);

            for (int refused = 0; refused < 3; refused++) {
                assertThatExceptionOfType(ResourceAllocationException.class)
                        .isThrownBy(() -> anywhere.send(queue, session.createTextMessage("too many")));
            }

            broker.post("/queues/strict/purge", "{}");
            anywhere.send(queue, session.createTextMessage("again"));
        }
    }

    @Test
    void a_queue_that_was_full_and_is_deleted_can_be_sent_to_when_it_is_made_anew() throws Exception {
        create("passing", "refuse");
        try (BelayConnection connection = broker.connect("anywhere-passing")) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("passing");
            MessageProducer anywhere = session.createProducer(null);
            fill(session, anywhere, queue);
            assertThatExceptionOfType(ResourceAllocationException.class)
                    .isThrownBy(() -> anywhere.send(queue, session.createTextMessage("too many")));

            broker.delete("/queues/passing");
            create("passing", "refuse");
            fill(session, anywhere, queue);

            assertThat(broker.get("/api/queues/passing")).contains("\"messages\":" + MAX);
        }
    }
}
