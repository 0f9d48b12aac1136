package io.belay.interop.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import io.belay.jms.BelayConnectionFactory;
import io.belay.server.users.Passwords;
import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's clients and our own at a broker with users. */
class LoginTest {
    private static final int WAIT_MS = 20_000;

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

    private static ConnectionFactory qpid(String options) {
        return new JmsConnectionFactory("amqp://127.0.0.1:" + broker.port("AMQP") + options);
    }

    private static ConnectionFactory belay() throws JMSException {
        BelayConnectionFactory factory = new BelayConnectionFactory();
        factory.set("address", "amqp://127.0.0.1:" + broker.port("AMQP"));
        return factory;
    }

    private static ConnectionFactory factory(String client) throws JMSException {
        return client.equals("qpid") ? qpid("") : belay();
    }

    private static void carries(Connection connection) throws JMSException {
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createQueue("orders/" + UUID.randomUUID());
        session.createProducer(queue).send(session.createTextMessage("one"));
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(((TextMessage) consumer.receive(WAIT_MS)).getText()).isEqualTo("one");
    }

    private static void isRefused(ConnectionFactory factory, String user, String password) {
        assertThatThrownBy(() -> {
                    try (Connection connection = factory.createConnection(user, password)) {
                        connection.start();
                    }
                })
                .isInstanceOf(JMSSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    @Clause("AMQP-5.3")
    void qpid_jms_comes_in_with_each_mechanism(String mechanism) throws JMSException {
        ConnectionFactory factory = qpid("?amqp.saslMechanisms=" + mechanism);

        try (Connection connection = factory.createConnection("anna", "secret")) {
            carries(connection);
        }
        isRefused(factory, "anna", "guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qpid", "belay"})
    @Clause("AMQP-5.3")
    void jms_clients_choose_a_mechanism_themselves(String client) throws JMSException {
        ConnectionFactory factory = factory(client);

        try (Connection connection = factory.createConnection("anna", "secret")) {
            carries(connection);
        }
        isRefused(factory, "carl", "secret");
    }

    @Test
    @Clause("AMQP-5.3")
    void a_user_with_a_hash_alone_comes_in_by_plain() throws JMSException {
        try (Connection connection = qpid("?amqp.saslMechanisms=PLAIN").createConnection("bert", "hunter2")) {
            carries(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qpid", "belay"})
    void what_is_not_allowed_is_a_security_exception_and_the_connection_goes_on(String client) throws JMSException {
        try (Connection connection = factory(client).createConnection("anna", "secret")) {
            Session session = connection.createSession();
            Queue foreign = session.createQueue("invoices");

            assertThatThrownBy(() -> session.createProducer(foreign)).isInstanceOf(JMSSecurityException.class);
            assertThatThrownBy(() -> session.createConsumer(foreign)).isInstanceOf(JMSSecurityException.class);
            carries(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qpid", "belay"})
    void questions_are_answered_over_temporary_queues(String client) throws JMSException {
        try (Connection connection = factory(client).createConnection("anna", "secret")) {
            connection.start();
            Session session = connection.createSession();
            Queue replies = session.createTemporaryQueue();
            try (Connection other = factory(client).createConnection("anna", "secret")) {
                Session answering = other.createSession();
                answering
                        .createProducer(answering.createQueue(replies.getQueueName()))
                        .send(answering.createTextMessage("answer"));
            }
            TextMessage answer = (TextMessage) session.createConsumer(replies).receive(WAIT_MS);
            assertThat(answer.getText()).isEqualTo("answer");
        }
    }

    @Test
    @Clause("AMQP-5.3")
    void a_certificate_opens_a_connection_of_qpid_jms() throws Exception {
        String options = "?transport.trustStoreLocation=%s&transport.trustStorePassword=%s"
                + "&transport.keyStoreLocation=%s&transport.keyStorePassword=%s&amqp.saslMechanisms=EXTERNAL";
        JmsConnectionFactory factory = new JmsConnectionFactory("amqps://localhost:" + broker.port("AMQPS")
                + options.formatted(
                        broker.trusted(), UsersBroker.STORE_PASSWORD, broker.machine(), UsersBroker.STORE_PASSWORD));

        try (Connection connection = factory.createConnection()) {
            carries(connection);
        }
    }

    private static Mqtt5BlockingClient mqtt() {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier("hive-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(broker.port("MQTT"))
                .buildBlocking();
    }

    private static Mqtt5BlockingClient login(String user, String password) {
        Mqtt5BlockingClient client = mqtt();
        client.connectWith()
                .simpleAuth()
                .username(user)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send();
        return client;
    }

    @Test
    @Clause("M5-18")
    void hivemq_comes_in_with_a_password_and_does_what_it_may() {
        Mqtt5BlockingClient client = login("anna", "secret");

        client.subscribeWith()
                .topicFilter("shop/anna/+")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        client.publishWith().topic("shop/anna/x").qos(MqttQos.AT_LEAST_ONCE).send();

        assertThatThrownBy(() -> client.publishWith()
                        .topic("shop/bert/x")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send())
                .isInstanceOf(Mqtt5PubAckException.class);
        assertThatThrownBy(() -> client.subscribeWith().topicFilter("#").send())
                .isInstanceOf(Mqtt5SubAckException.class);
        client.disconnect();
    }

    @Test
    @Clause("M5-18")
    void hivemq_hears_that_a_password_is_wrong() {
        assertThatThrownBy(() -> login("anna", "guess")).isInstanceOf(Mqtt5ConnAckException.class);
        assertThatThrownBy(() -> mqtt().connect())
                .isInstanceOfAny(Mqtt5ConnAckException.class, ConnectionFailedException.class);
    }

    @Test
    void a_user_that_is_removed_from_the_file_is_sent_away() throws Exception {
        broker.add(Passwords.scram("dora", List.of("till"), "secret", 4_096));
        awaitLogin();
        CountDownLatch gone = new CountDownLatch(1);
        try (Connection connection = qpid("").createConnection("dora", "secret")) {
            connection.setExceptionListener(why -> gone.countDown());
            carries(connection);

            broker.remove("dora");

            assertThat(gone.await(WAIT_MS, TimeUnit.MILLISECONDS)).isTrue();
        }
    }

    /** The broker looks at the file each second; until then dora is refused, and slowed. */
    private static void awaitLogin() throws JMSException {
        JMSException last = null;
        for (long untilNanos = System.nanoTime() + 3 * WAIT_MS * 1_000_000L; System.nanoTime() < untilNanos; ) {
            try (Connection connection = qpid("").createConnection("dora", "secret")) {
                connection.start();
                return;
            } catch (JMSException refused) {
                last = refused;
            }
        }
        throw last;
    }
}
