package io.belay.interop.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.interop.Doors;
import io.belay.jms.BelayConnectionFactory;
import io.belay.server.users.Passwords;
import io.belay.server.users.User;
import io.belay.server.users.UsersFile;
import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long names and passwords at a broker that takes no tokens: they are heard out, or it is said how long they may be. */
class LongLoginTest {
    private static final String LONGEST = "\u00fc".repeat(256); // as a user may be called, 512 bytes
    private static final String LONG_PASSWORD = "secret".repeat(100);

    @TempDir
    private static Path directory;

    private static Doors broker;

    @BeforeAll
    static void start() throws Exception {
        UsersFile users = new UsersFile(directory.resolve("users.yaml"));
        User longest = Passwords.scram(LONGEST, List.of("all"), LONG_PASSWORD, 4_096);
        users.<IOException>change(none -> none.with(longest));
        Path settings = directory.resolve("belay.yaml");
        Files.writeString(settings, """
                security:
                  users-file: "%s"
                roles:
                  all:
                    - allow: [publish, consume, create]
                      queues: ["#"]
                """.formatted(users.path()));
        broker = Doors.open(List.of(
                "--config=" + settings,
                "--data=" + directory.resolve("data"),
                "--mqtt=0",
                "--amqp=0",
                "--http=0",
                "--websocket=off",
                "--portmapper=off"));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static ConnectionFactory factory(String client, String mechanism) throws JMSException {
        String address = "amqp://127.0.0.1:" + broker.port("AMQP");
        if (client.equals("qpid")) return new JmsConnectionFactory(address + "?amqp.saslMechanisms=" + mechanism);
        BelayConnectionFactory factory = new BelayConnectionFactory();
        factory.set("address", address);
        factory.set("saslMechanisms", mechanism);
        return factory;
    }

    @ParameterizedTest
    @CsvSource({"qpid, PLAIN", "belay, PLAIN", "belay, SCRAM-SHA-256"}) // Qpid JMS proves names in ASCII only.
    @Clause("AMQP-5.3")
    void the_longest_name_and_a_long_password_are_taken(String client, String mechanism) throws JMSException {
        try (Connection connection = factory(client, mechanism).createConnection(LONGEST, LONG_PASSWORD)) {
            connection.start();

            assertThat(connection.createSession()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"qpid, PLAIN", "belay, PLAIN", "qpid, SCRAM-SHA-256", "belay, SCRAM-SHA-256"})
    void a_name_that_nobody_has_is_refused_however_long_it_is(String client, String mechanism) throws JMSException {
        ConnectionFactory factory = factory(client, mechanism);

        assertThatThrownBy(() -> {
                    try (Connection connection = factory.createConnection("x".repeat(600), "secret")) {
                        connection.start();
                    }
                })
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void what_is_too_long_to_be_said_is_not_said() throws JMSException {
        ConnectionFactory factory = factory("belay", "PLAIN");

        assertThatThrownBy(() -> factory.createConnection(LONGEST, "x".repeat(4_000)))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("at most 4096");
    }
}
