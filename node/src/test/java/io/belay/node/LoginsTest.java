package io.belay.node;

import static io.belay.node.GuardedBroker.FAR;
import static io.belay.node.GuardedBroker.FAR_OVER_TLS;
import static io.belay.node.GuardedBroker.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.sasl.ScramClient;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Symbol;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.login.LineFacts;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How those come in who may, what they wait for, and what becomes of them while they wait. */
class LoginsTest {
    private static final LineFacts TILLS = new LineFacts("203.0.113.7", false, true, "CN=till-7");
    private static final String WRONG = "BAD_USER_NAME_OR_PASSWORD";

    private final GuardedBroker broker = new GuardedBroker();

    private String owner(String session) {
        return broker.broker.node.broker().sessionByClientId(session).owner();
    }

    private List<String> offered() {
        TestAmqpClient client = new TestAmqpClient(broker.broker, true, TestAmqpClient.LIMITS);
        broker.settle();
        return client.seen(AmqpEvent.SaslOffered.class).get(0).mechanisms().stream()
                .map(Symbol::text)
                .toList();
    }

    // Ways in

    @Test
    @Clause("M5-18")
    void a_password_opens_whichever_protocol_is_spoken() {
        assertThat(fate(broker.mqtt("a", "anna", "secret"))).isEqualTo("in");
        assertThat(fate(broker.mqtt(Version.MQTT_3_1_1, "b", "bert", "hunter2", null)))
                .isEqualTo("in");
        assertThat(fate(broker.mqtt("c", "carl", "pass"))).isEqualTo("in");
        assertThat(fate(broker.amqp("a", "anna", "secret"))).isEqualTo("in");
        assertThat(owner("a")).isEqualTo("anna");
        assertThat(owner("amqp:a")).isEqualTo("anna");
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    @Clause("AMQP-5.3")
    void scram_opens_a_line_of_amqp_and_proves_the_broker_too(ScramHash hash) {
        ScramClient scram = new ScramClient(hash, "anna", "secret", "the.nonce.of.the.client");
        TestAmqpClient client = broker.sasl(hash.mechanism().symbol().text(), scram.first());
        Binary challenge = client.seen(AmqpEvent.SaslChallenged.class).get(0).challenge();

        client.client.saslResponse(scram.respond(challenge));
        broker.settle();
        client.open("till");

        assertThat(fate(client)).isEqualTo("in");
        assertThat(scram.isServerGenuine(
                        client.seen(AmqpEvent.SaslEnded.class).get(0).additionalData()))
                .isTrue();
    }

    @Test
    @Clause({"M5-75", "MQTT-4.12.0-2"})
    void scram_opens_a_line_of_mqtt_and_proves_the_broker_too() {
        ScramClient scram = new ScramClient(ScramHash.SHA_512, "anna", "secret", "the.nonce.of.the.client");
        TestClient client =
                broker.mqttWith("till", "SCRAM-SHA-512", scram.first().bytes());

        broker.answer(
                client,
                ReasonCode.CONTINUE_AUTHENTICATION,
                scram.respond(GuardedBroker.challenge(client)).bytes());

        assertThat(fate(client)).isEqualTo("in");
        Packet.Connack connack = client.seen(MqttEvent.Connected.class).get(0).connack();
        assertThat(scram.isServerGenuine(Binary.of(connack.properties().binary(Property.AUTHENTICATION_DATA))))
                .isTrue();
    }

    @Test
    @Clause("M5-76")
    void a_client_proves_itself_again_on_an_open_line() {
        TestClient client = broker.mqttScram("till", "anna", "secret");
        ScramClient scram = new ScramClient(ScramHash.SHA_256, "anna", "secret", "another.nonce.of.the.client");

        broker.answer(client, ReasonCode.RE_AUTHENTICATE, scram.first().bytes());
        broker.answer(
                client,
                ReasonCode.CONTINUE_AUTHENTICATION,
                scram.respond(GuardedBroker.challenge(client)).bytes());

        assertThat(fate(client)).isEqualTo("in");
        assertThat(scram.isServerGenuine(GuardedBroker.challenge(client))).isTrue();
    }

    @Test
    @Clause("AMQP-5.3")
    void a_certificate_opens_a_line_without_a_word_more() {
        broker.from(TILLS);

        assertThat(fate(broker.mqtt("a", null, null))).isEqualTo("in");
        assertThat(fate(broker.mqtt("b", "till-7", null))).isEqualTo("in");
        assertThat(fate(broker.mqttWith("c", "EXTERNAL", null))).isEqualTo("in");
        assertThat(fate(broker.amqpWith("d", "EXTERNAL", null))).isEqualTo("in");
        assertThat(fate(TestAmqpClient.of(broker.broker, "e")))
                .as("without SASL")
                .isEqualTo("in");
        assertThat(owner("a")).isEqualTo("till-7");
        assertThat(owner("amqp:d")).isEqualTo("till-7");
    }

    @Test
    void who_has_a_certificate_may_come_with_a_password_nevertheless() {
        broker.from(TILLS);

        assertThat(fate(broker.mqtt("a", "anna", "secret"))).isEqualTo("in");
        assertThat(owner("a")).isEqualTo("anna");
    }

    @Test
    void a_user_called_anonymous_lets_those_in_who_say_no_name() {
        broker.users(GuardedBroker.ANNA, GuardedBroker.withRoles(anonymous(), "reader"));

        assertThat(fate(broker.mqtt("a", null, null))).isEqualTo("in");
        assertThat(fate(broker.amqpWith("b", "ANONYMOUS", null))).isEqualTo("in");
        assertThat(fate(TestAmqpClient.of(broker.broker, "c"))).isEqualTo("in");
        assertThat(fate(broker.mqtt("d", "anna", "guess"))).isEqualTo(WRONG);
    }

    private static io.belay.access.Account anonymous() {
        return new io.belay.access.Account("anonymous", null, null, "", List.of(), List.of());
    }

    @Test
    void without_users_everybody_comes_in() {
        broker.users();

        assertThat(fate(broker.mqtt("a", null, null))).isEqualTo("in");
        assertThat(fate(broker.mqtt("b", "whoever", "whatever"))).isEqualTo("in");
        assertThat(fate(broker.amqp("c", "whoever", "whatever"))).isEqualTo("in");
        assertThat(owner("b")).isEqualTo("anonymous");
        assertThat(offered()).containsExactly("PLAIN", "ANONYMOUS");
    }

    @Test
    void only_what_the_line_may_use_is_offered() {
        assertThat(offered()).containsExactly("SCRAM-SHA-512", "SCRAM-SHA-256", "OAUTHBEARER", "PLAIN");
        broker.from(FAR);
        assertThat(offered()).containsExactly("SCRAM-SHA-512", "SCRAM-SHA-256");
        broker.from(FAR_OVER_TLS);
        assertThat(offered()).containsExactly("SCRAM-SHA-512", "SCRAM-SHA-256", "OAUTHBEARER", "PLAIN");
        broker.from(TILLS);
        assertThat(offered()).containsExactly("EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-256", "OAUTHBEARER", "PLAIN");
    }

    @Test
    void a_stranger_is_asked_just_like_a_user() {
        Binary known = challengeOf("anna");
        Binary unknown = challengeOf("nobody");
        Binary again = challengeOf("nobody");

        assertThat(saltAndIterations(unknown))
                .isEqualTo(saltAndIterations(again))
                .endsWith(",i=4096");
        assertThat(saltAndIterations(known)).endsWith(",i=4096").isNotEqualTo(saltAndIterations(unknown));
    }

    private Binary challengeOf(String user) {
        ScramClient scram = new ScramClient(ScramHash.SHA_256, user, "x", "the.nonce.of.the.client");
        return broker.sasl("SCRAM-SHA-256", scram.first())
                .seen(AmqpEvent.SaslChallenged.class)
                .get(0)
                .challenge();
    }

    private static String saltAndIterations(Binary challenge) {
        String text = new String(challenge.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        return text.substring(text.indexOf(",s="));
    }

    // Waiting

    @Test
    void while_a_password_is_checked_the_line_is_not_read() {
        broker.workersRest = true;
        TestClient client = broker.mqtt("a", "anna", "secret");
        boolean wasRead = client.isReading;

        broker.workersRest = false;
        broker.settle();

        assertThat(wasRead).isFalse();
        assertThat(client.isReading).isTrue();
        assertThat(fate(client)).isEqualTo("in");
    }

    @Test
    void a_line_that_waits_may_die() {
        broker.workersRest = true;
        TestClient mqtt = broker.mqtt("a", "anna", "secret");
        TestAmqpClient amqp = broker.amqp("b", "anna", "secret");
        mqtt.cut();
        amqp.cut();

        broker.workersRest = false;
        broker.settle();

        assertThat(broker.broker.node.broker().sessions()).isEmpty();
    }

    @Test
    void a_line_that_waits_is_excused_from_silence() {
        broker.workersRest = true;
        TestAmqpClient amqp = broker.amqp("b", "anna", "secret");
        TestClient mqtt = broker.mqtt("a", "anna", "secret");
        for (int count = 0; count < 10; count++) broker.broker.pass(1_000);

        broker.workersRest = false;
        broker.settle();
        amqp.open("b");

        assertThat(fate(mqtt)).isEqualTo("in");
        assertThat(fate(amqp)).isEqualTo("in");
    }

    @Test
    void who_finds_all_workers_taken_is_told_to_come_back() {
        broker.workersRest = true;
        broker.workersMax = 2;
        TestClient first = broker.mqtt("a", "anna", "secret");
        TestClient second = broker.mqtt("b", "anna", "secret");
        TestClient third = broker.mqtt("c", "anna", "secret");
        TestAmqpClient fourth = broker.amqp("d", "anna", "secret");

        assertThat(fate(first)).isEqualTo("waits");
        assertThat(fate(second)).isEqualTo("waits");
        assertThat(fate(third)).isEqualTo("SERVER_BUSY");
        assertThat(fate(fourth)).isEqualTo("SYS_TEMP");
    }

    @Test
    void a_user_that_is_removed_while_its_password_is_checked_is_not_let_in() {
        broker.workersRest = true;
        TestClient client = broker.mqtt("a", "anna", "secret");
        broker.users(GuardedBroker.BERT);

        broker.workersRest = false;
        broker.settle();

        assertThat(fate(client)).isEqualTo(WRONG);
    }

    @Test
    void a_key_that_is_changed_during_an_exchange_does_not_open_any_more() {
        ScramClient scram = new ScramClient(ScramHash.SHA_256, "anna", "secret", "the.nonce.of.the.client");
        TestAmqpClient client = broker.sasl("SCRAM-SHA-256", scram.first());
        io.belay.access.Account bert = GuardedBroker.BERT;
        broker.users(new io.belay.access.Account("anna", bert.sha256(), null, "", List.of(), List.of("till")));

        client.client.saslResponse(
                scram.respond(client.seen(AmqpEvent.SaslChallenged.class).get(0).challenge()));
        broker.settle();

        assertThat(fate(client)).isEqualTo("AUTH");
    }

    // Who fails

    private void fail(String user, int times) {
        for (int count = 0; count < times; count++) broker.mqtt("x", user, "guess");
    }

    @Test
    void who_has_failed_often_waits_for_its_answer_right_or_wrong() {
        fail("anna", 4);
        TestClient right = broker.mqtt("a", "anna", "secret");
        String atOnce = fate(right);

        broker.broker.pass(250);
        broker.settle();

        assertThat(atOnce).isEqualTo("waits");
        assertThat(fate(right)).isEqualTo("in");
    }

    @Test
    void who_has_failed_too_often_is_told_to_come_back_and_others_are_not() {
        broker.from(FAR_OVER_TLS);
        for (int count = 0; count < 9; count++) {
            fail("anna", 1);
            broker.broker.pass(8_000); // in which its turn comes
            broker.settle();
        }
        fail("anna", 1); // It waits for eight seconds, and is no more judged.
        TestClient evil = broker.mqtt("b", "anna", "secret");
        TestAmqpClient evilToo = broker.amqp("c", "anna", "secret");
        TestClient home = broker.from(GuardedBroker.LOCAL).mqtt("d", "anna", "secret");
        broker.broker.pass(1_000);
        broker.settle();

        assertThat(fate(evil)).isEqualTo("SERVER_BUSY");
        assertThat(fate(evilToo)).isEqualTo("SYS_TEMP");
        assertThat(fate(home)).isEqualTo("in");
    }

    @Test
    void a_name_with_something_invisible_in_it_is_slowed_like_the_name() {
        fail("anna", 2);
        fail("an\u00ADna", 1);
        fail("anna\u200B", 1);

        assertThat(fate(broker.mqtt("a", "anna", "secret"))).isEqualTo("waits");
        assertThat(fate(broker.mqtt("b", "\u2060anna", "secret"))).isEqualTo("waits");
    }

    @Test
    void proofs_are_slowed_like_passwords() {
        for (int count = 0; count < 4; count++) broker.mqttScram("x", "anna", "guess");
        TestClient right = broker.mqttScram("a", "anna", "secret");
        String atOnce = fate(right);

        broker.broker.pass(250);

        assertThat(atOnce).isEqualTo("waits");
        assertThat(fate(right)).isEqualTo("in");
    }

    @Test
    void the_witness_hears_who_came_and_who_did_not_and_no_secret() {
        broker.mqtt("a", "anna", "a-secret-guess");
        broker.amqp("b", "nobody", "a-secret-guess");
        broker.mqttScram("c", "anna", "secret");
        broker.mqttWith("d", "SCRAM-SHA-256", new byte[0]);
        broker.from(FAR).mqtt("e", "anna", "secret");
        broker.from(TILLS).sasl("PLAIN", new PlainMessage("bert", "anna", "secret").toBinary());

        assertThat(broker.witnessed)
                .containsExactly(
                        "anna not in by password: attempt 1 in vain",
                        "nobody not in by password: attempt 1 in vain",
                        "anna in by SCRAM-SHA-256",
                        " not in by SCRAM-SHA-256: no first message of SCRAM",
                        "anna not in by password: without TLS");
    }
}
