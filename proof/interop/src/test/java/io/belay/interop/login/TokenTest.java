package io.belay.interop.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.jms.BelayConnection;
import io.belay.jms.BelayConnectionFactory;
import io.belay.jms.ConnectionEvent;
import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that come in with a token, and stay when it has run out. */
class TokenTest {
    private static final int WAIT_MS = 60_000;
    private static final int LONG_S = 3_600;
    private static final int BRIEF_S = 6; // long enough to open

    @TempDir
    private static Path directory;

    private static UsersBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = UsersBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static BelayConnectionFactory factory() {
        return new BelayConnectionFactory(
                "amqp://127.0.0.1:" + broker.port("AMQP") + "?backOffMinMs=20&startPasses=-1");
    }

    private static Queue unique(Session session) throws JMSException {
        return session.createQueue("orders/" + UUID.randomUUID());
    }

    private static String text(Message message) throws JMSException {
        assertThat(message).as("a message").isNotNull();
        return ((TextMessage) message).getText() + (message.getJMSRedelivered() ? " again" : "");
    }

    @Test
    @Clause("AMQP-5.3")
    void a_token_from_a_file_opens_a_connection_and_is_read_anew_for_the_next() throws Exception {
        Path file = directory.resolve("token");
        BelayConnectionFactory factory = factory();
        factory.set("tokenFile", file.toString());
        Files.writeString(file, broker.issuer().token("carla", LONG_S) + "\n");
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = unique(session);
            session.createProducer(queue).send(session.createTextMessage("one"));
            assertThat(text(session.createConsumer(queue).receive(WAIT_MS))).isEqualTo("one");
        }

        Files.writeString(file, "eyJhbGciOiJub25lIn0.e30.");

        assertThatThrownBy(factory::createConnection).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    @Clause("AMQP-5.3")
    void qpid_jms_shows_a_token_as_its_password() throws Exception {
        var factory =
                new JmsConnectionFactory("amqp://127.0.0.1:" + broker.port("AMQP") + "?amqp.saslMechanisms=PLAIN");
        try (Connection connection =
                factory.createConnection("carla", broker.issuer().token("carla", LONG_S))) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = unique(session);
            session.createProducer(queue).send(session.createTextMessage("one"));
            assertThat(text(session.createConsumer(queue).receive(WAIT_MS))).isEqualTo("one");
        }
    }

    /** One program sends and takes in transactions while its token runs out under it. */
    @Test
    void when_a_token_runs_out_the_program_notices_nothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger resumed = new AtomicInteger();
        List<String> trouble = new ArrayList<>();
        BelayConnectionFactory factory = factory();
        factory.setTokens(() -> broker.issuer().token("carla", asked.getAndIncrement() == 0 ? BRIEF_S : LONG_S));
        try (BelayConnection connection = (BelayConnection) factory.createConnection()) {
            connection.setExceptionListener(why -> trouble.add(why.toString()));
            connection.addEventListener(event -> {
                if (event instanceof ConnectionEvent.Resumed) resumed.incrementAndGet();
                else if (event instanceof ConnectionEvent.SessionLost) trouble.add(event.text());
            });
            connection.start();
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            Queue queue = unique(session);
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            List<String> sent = new ArrayList<>();
            List<String> received = new ArrayList<>();
            long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2L * WAIT_MS);
            while (resumed.get() == 0 && System.nanoTime() - endNs < 0) {
                sent.add("m" + sent.size());
                producer.send(session.createTextMessage(sent.get(sent.size() - 1)));
                session.commit();
                received.add(text(consumer.receive(WAIT_MS)));
                session.commit();
            }

            assertThat(resumed.get()).as("returns").isPositive();
            assertThat(received).isEqualTo(sent);
            assertThat(trouble).isEmpty();
        }
    }
}
