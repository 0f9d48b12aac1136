package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.mqtt.MqttOptions;
import io.belay.testkit.Clause;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is let in, and how a mechanism may ask. */
class MqttAdmissionTest {
    /** Passwords are the user name reversed; the mechanism "riddle" wants "answer" to "question". */
    private static final class Riddles implements Authenticator {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
            if (username == null || password == null) return Verdict.wrong();
            String reversed = new StringBuilder(username).reverse().toString();
            boolean isRight = reversed.equals(new String(password, StandardCharsets.UTF_8));
            return isRight ? Verdict.accepted(username) : Verdict.wrong();
        }

        @Override
        public boolean offers(String mechanism) {
            return mechanism.equals("riddle");
        }

        @Override
        public Rights rights(String principal, String clientId) {
            return Rights.all();
        }

        @Override
        public @Nullable Mechanism mechanism(String name) {
            if (!name.equals("riddle")) return null;
            return (data, nowMs) -> switch (new String(data, StandardCharsets.UTF_8)) {
                case "" -> new Verdict.Continue("question".getBytes(StandardCharsets.UTF_8));
                case "answer" -> new Verdict.Accepted("anna", "welcome".getBytes(StandardCharsets.UTF_8));
                case "otto" -> new Verdict.Accepted("otto", "welcome".getBytes(StandardCharsets.UTF_8));
                default -> Verdict.wrong();
            };
        }
    }

    private final TestBroker broker = new TestBroker(NodeOptions.DEFAULTS, MqttOptions.DEFAULTS, new Riddles());

    @Test
    @Clause("M5-18")
    void a_wrong_password_is_refused_and_the_line_closed() {
        TestClient client = login("c", "bert", "bert");

        assertThat(client.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(client.closed).isNotNull();
        assertThat(broker.node.broker().sessions()).isEmpty();
    }

    @Test
    void the_names_of_amqp_sessions_are_not_for_mqtt_clients() {
        TestBroker open = new TestBroker();
        TestClient refused = new TestClient(open, Version.MQTT_5).connect("amqp:till-7", true, 0, null);
        TestClient allowed = new TestClient(open, Version.MQTT_5).connect("amqp", true, 0, null);

        assertThat(refused.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
        assertThat(allowed.seen(MqttEvent.Refused.class)).isEmpty();
    }

    @Test
    @Clause("PAIN-12")
    void a_session_is_resumed_or_ended_by_its_owner_alone() {
        TestClient owner = login("till", "otto", "otto");
        TestClient thief = login("till", "abba", "abba");

        assertThat(owner.seen(MqttEvent.Connected.class)).hasSize(1);
        assertThat(owner.closed).isNull();
        assertThat(thief.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.NOT_AUTHORIZED);
    }

    @Test
    @Clause({"M5-75", "MQTT-4.12.0-2", "MQTT-4.12.0-5"})
    void a_mechanism_asks_and_the_right_answer_opens_the_session() {
        TestClient client = riddle();

        client.client.authenticate(auth(ReasonCode.CONTINUE_AUTHENTICATION, "answer"));
        broker.settle();

        Packet.Connack connack = client.seen(MqttEvent.Connected.class).get(0).connack();
        assertThat(connack.properties().string(Property.AUTHENTICATION_METHOD)).isEqualTo("riddle");
        assertThat(connack.properties().binary(Property.AUTHENTICATION_DATA))
                .asString()
                .isEqualTo("welcome");
        assertThat(broker.node.broker().sessionByClientId("c").owner()).isEqualTo("anna");
    }

    @Test
    @Clause({"M5-75", "MQTT-4.12.0-4"})
    void the_wrong_answer_is_refused() {
        TestClient client = riddle();

        client.client.authenticate(auth(ReasonCode.CONTINUE_AUTHENTICATION, "guess"));
        broker.settle();

        assertThat(client.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.NOT_AUTHORIZED);
    }

    @Test
    @Clause({"M5-75", "MQTT-4.12.0-1"})
    void an_unknown_method_is_refused() {
        TestClient client = connect("nonsense");

        assertThat(client.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.BAD_AUTHENTICATION_METHOD);
    }

    @Test
    @Clause({"M5-76", "MQTT-4.12.1-1"})
    void a_client_may_prove_itself_again_while_messages_flow() {
        TestClient client = riddle();
        client.client.authenticate(auth(ReasonCode.CONTINUE_AUTHENTICATION, "answer"));
        broker.settle();
        client.subscribe(1, "a", 0);

        client.client.authenticate(auth(ReasonCode.RE_AUTHENTICATE, ""));
        client.publish("a", 0, 0, "meanwhile");
        client.client.authenticate(auth(ReasonCode.CONTINUE_AUTHENTICATION, "answer"));
        broker.settle();

        assertThat(client.messages()).containsExactly("a=meanwhile");
        assertThat(client.seen(MqttEvent.Authenticating.class))
                .extracting(step -> step.auth().reason())
                .containsExactly(
                        ReasonCode.CONTINUE_AUTHENTICATION, ReasonCode.CONTINUE_AUTHENTICATION, ReasonCode.SUCCESS);
    }

    @Test
    @Clause({"M5-76", "MQTT-4.12.1-2"})
    void who_proves_to_be_somebody_else_loses_the_line() {
        TestClient client = riddle();
        client.client.authenticate(auth(ReasonCode.CONTINUE_AUTHENTICATION, "answer"));
        broker.settle();

        client.client.authenticate(auth(ReasonCode.RE_AUTHENTICATE, "otto"));
        broker.settle();

        assertThat(client.seen(MqttEvent.Left.class).get(0).reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
    }

    private TestClient riddle() {
        TestClient client = connect("riddle");
        assertThat(client.seen(MqttEvent.Authenticating.class)).hasSize(1);
        return client;
    }

    private TestClient connect(String method) {
        TestClient client = new TestClient(broker, Version.MQTT_5);
        Properties properties =
                Properties.builder().put(Property.AUTHENTICATION_METHOD, method).build();
        client.client.connect(new Packet.Connect(Version.MQTT_5, "c", true, 60, null, null, null, properties));
        broker.settle();
        return client;
    }

    private TestClient login(String id, String username, String password) {
        TestClient client = new TestClient(broker, Version.MQTT_5);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        client.client.connect(
                new Packet.Connect(Version.MQTT_5, id, false, 60, null, username, secret, Properties.NONE));
        broker.settle();
        return client;
    }

    private static Packet.Auth auth(ReasonCode reason, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new Packet.Auth(
                reason,
                data.isEmpty()
                        ? Properties.NONE
                        : Properties.builder()
                                .put(Property.AUTHENTICATION_DATA, bytes)
                                .build());
    }
}
