package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Permission;
import io.belay.access.Role;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.server.WireClient.Received;
import io.belay.testkit.Clause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running broker with users: passwords are checked on threads of their own, and answers come back to their lines. */
class LoginsOverSocketsTest {
    private static final Role NEWS = new Role(
            "news", List.of(new Permission(Set.of(Action.PUBLISH, Action.CONSUME), Set.of(Kind.TOPIC), "news/#")));
    private static final Account ANNA = new Account(
            "anna",
            ScramCredential.of(ScramHash.SHA_256, "secret", Binary.of(new byte[] {1, 2, 3, 4}), 4_096),
            null,
            "",
            List.of(),
            List.of("news"));
    private static final Account BERT = new Account(
            "bert",
            null,
            null,
            BCrypt.withDefaults().hashToString(4, "hunter2".toCharArray()),
            List.of(),
            List.of("news"));

    private BelayServer server;

    @BeforeEach
    void start() throws IOException {
        server = BelayServer.start(
                new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0),
                new PrintWriter(new StringWriter()),
                new MemoryStorage(new MemoryStorage.Platter()));
        users(ANNA, BERT);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void users(Account... users) {
        server.logins().accounts(new Accounts(List.of(users), List.of(NEWS), Binary.of(new byte[32])));
    }

    private static int reason(Received answer) {
        return answer.body()[answer.type() == WireClient.CONNACK ? 1 : 0] & 0xFF;
    }

    @Test
    @Clause("M5-18")
    void a_right_password_opens_the_line_and_a_wrong_one_does_not() throws IOException {
        try (WireClient anna = new WireClient(server.mqttPort());
                WireClient bert = new WireClient(server.mqttPort());
                WireClient thief = new WireClient(server.mqttPort());
                WireClient stranger = new WireClient(server.mqttPort());
                WireClient nobody = new WireClient(server.mqttPort())) {
            assertThat(reason(anna.login("a", "anna", "secret"))).isZero();
            assertThat(reason(bert.login("b", "bert", "hunter2"))).isZero();
            assertThat(reason(thief.login("c", "anna", "guess"))).isEqualTo(0x86);
            assertThat(reason(stranger.login("d", "nobody", "secret"))).isEqualTo(0x86);
            assertThat(reason(nobody.connect("e", true, 0))).isEqualTo(0x86);
            assertThat(thief.isEnded()).isTrue();

            anna.subscribe("news/#");
            bert.publish("other", new byte[] {1});
            bert.publish(7, "news/today", "true".getBytes(java.nio.charset.StandardCharsets.UTF_8));

            assertThat(WireClient.payloadOf(anna.read())).isEqualTo("true");
            bert.read();
            bert.publish(8, "other", new byte[] {1});
            assertThat(bert.read().body()).startsWith(0, 8, 0x87);
        }
    }

    @Test
    @Clause("M5-18")
    void many_at_once_are_all_answered() throws IOException {
        List<WireClient> clients = new java.util.ArrayList<>();
        try {
            for (int count = 0; count < 40; count++) {
                WireClient client = new WireClient(server.mqttPort());
                clients.add(client);
                client.sayLogin("c" + count, count % 2 == 0 ? "anna" : "bert", count % 2 == 0 ? "secret" : "hunter2");
            }
            for (WireClient client : clients) assertThat(reason(client.read())).isZero();
        } finally {
            for (WireClient client : clients) client.close();
        }
    }

    @Test
    @Clause("M5-18")
    void a_user_that_is_removed_is_sent_away() throws IOException {
        try (WireClient anna = new WireClient(server.mqttPort())) {
            anna.login("a", "anna", "secret");

            users(BERT);

            Received last = anna.read();
            assertThat(last.type()).isEqualTo(WireClient.DISCONNECT);
            assertThat(reason(last)).isEqualTo(0x87);
            assertThat(anna.isEnded()).isTrue();
        }
    }
}
