package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.node.mqtt.MqttOptions;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How AMQP clients get in, and how they hear that they do not. */
final class AmqpOpeningTest {
    /** Knows "anna" by her password "secret", and by a mechanism that asks for the reverse of "abc". */
    private static final Authenticator STRICT = new Authenticator() {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
            String given = password == null ? "" : new String(password, StandardCharsets.UTF_8);
            boolean isRight = "anna".equals(username) && given.equals("secret");
            return isRight ? Verdict.accepted("anna") : Verdict.wrong();
        }

        @Override
        public boolean offers(String mechanism) {
            return List.of("REVERSE", "PLAIN", "ANONYMOUS").contains(mechanism);
        }

        @Override
        public Rights rights(String principal, String clientId) {
            return Rights.all();
        }

        @Override
        public @Nullable Mechanism mechanism(String name) {
            if (!name.equals("REVERSE")) return null;
            return (data, nowMs) -> {
                String said = new String(data, StandardCharsets.UTF_8);
                if (said.isEmpty()) return new Verdict.Continue("abc".getBytes(StandardCharsets.UTF_8));
                byte[] fine = "fine".getBytes(StandardCharsets.UTF_8);
                return said.equals("cba") ? new Verdict.Accepted("anna", fine) : Verdict.wrong();
            };
        }
    };

    private final TestBroker broker = new TestBroker();

    private static TestBroker strict() {
        TestBroker broker = new TestBroker(NodeOptions.DEFAULTS, MqttOptions.DEFAULTS, STRICT);
        broker.amqp = AmqpTestOptions.with("saslMechanisms", List.of("REVERSE", "PLAIN", "ANONYMOUS", "UNKNOWN"));
        return broker;
    }

    private static TestAmqpClient withSasl(TestBroker broker, String mechanism, @Nullable Binary response) {
        TestAmqpClient client = new TestAmqpClient(broker, true, TestAmqpClient.LIMITS);
        broker.settle();
        client.client.saslInit(Symbol.of(mechanism), response, null);
        broker.settle();
        return client;
    }

    private static SaslCode verdict(TestAmqpClient client) {
        return client.seen(AmqpEvent.SaslEnded.class).get(0).code();
    }

    private static AmqpEvent.Opened opened(TestAmqpClient client) {
        return client.seen(AmqpEvent.Opened.class).get(0);
    }

    private static AmqpError closedWith(TestAmqpClient client) {
        return Objects.requireNonNull(client.seen(AmqpEvent.Closed.class).get(0).error());
    }

    @Test
    void the_broker_says_what_it_can_do() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");

        assertThat(opened(client).open().containerId()).isEqualTo("belay");
        assertThat(opened(client).open().offeredCapabilities())
                .extracting(Symbol::text)
                .contains("sole-connection-for-container", "ANONYMOUS-RELAY", "DELAYED_DELIVERY", "SHARED-SUBS");
        assertThat(opened(client).open().idleTimeoutMs()).isEqualTo(30_000);
    }

    @Test
    @Clause("AMQP-5.3")
    void a_password_lets_a_client_in() {
        TestAmqpClient client = withSasl(strict(), "PLAIN", new PlainMessage("", "anna", "secret").toBinary());

        client.open("till-7");

        assertThat(verdict(client)).isEqualTo(SaslCode.OK);
        assertThat(client.seen(AmqpEvent.Opened.class)).hasSize(1);
        assertThat(client.broker.node.broker().sessionByClientId("amqp:till-7").owner())
                .isEqualTo("anna");
    }

    @Test
    void a_wrong_password_does_not() {
        assertThat(verdict(withSasl(strict(), "PLAIN", new PlainMessage("", "anna", "guess").toBinary())))
                .isEqualTo(SaslCode.AUTH);
        assertThat(verdict(withSasl(strict(), "PLAIN", new PlainMessage("otto", "anna", "secret").toBinary())))
                .as("nobody acts for somebody else")
                .isEqualTo(SaslCode.AUTH);
        assertThat(verdict(withSasl(strict(), "PLAIN", null))).isEqualTo(SaslCode.AUTH);
        assertThat(verdict(withSasl(strict(), "ANONYMOUS", null))).isEqualTo(SaslCode.AUTH);
    }

    @Test
    void only_mechanisms_that_are_known_are_offered() {
        TestBroker strict = strict();
        TestAmqpClient client = new TestAmqpClient(strict, true, TestAmqpClient.LIMITS);
        strict.settle();

        assertThat(client.seen(AmqpEvent.SaslOffered.class).get(0).mechanisms())
                .extracting(Symbol::text)
                .containsExactly("REVERSE", "PLAIN", "ANONYMOUS");
    }

    @Test
    void a_mechanism_may_ask_back() {
        TestAmqpClient client = withSasl(strict(), "REVERSE", null);

        assertThat(client.seen(AmqpEvent.SaslChallenged.class).get(0).challenge())
                .isEqualTo(Binary.of("abc".getBytes(StandardCharsets.UTF_8)));
        client.client.saslResponse(Binary.of("cba".getBytes(StandardCharsets.UTF_8)));
        client.broker.settle();

        AmqpEvent.SaslEnded ended = client.seen(AmqpEvent.SaslEnded.class).get(0);
        assertThat(ended.code()).isEqualTo(SaslCode.OK);
        assertThat(ended.additionalData()).isEqualTo(Binary.of("fine".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_wrong_answer_to_a_mechanism_is_refused() {
        TestAmqpClient client = withSasl(strict(), "REVERSE", null);

        client.client.saslResponse(Binary.of("abc".getBytes(StandardCharsets.UTF_8)));
        client.broker.settle();

        assertThat(verdict(client)).isEqualTo(SaslCode.AUTH);
    }

    @Test
    void without_sasl_a_client_is_nobody_and_refused_if_nobody_may_in() {
        TestAmqpClient client = TestAmqpClient.of(strict(), "till-7");

        assertThat(opened(client).open().properties())
                .containsEntry(Symbol.of("amqp:connection-establishment-failed"), true);
        assertThat(closedWith(client).condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
    }

    @Test
    void a_second_connection_of_a_container_that_wants_to_be_alone_is_refused() {
        TestAmqpClient first = TestAmqpClient.of(broker, "till-7");
        TestAmqpClient second = new TestAmqpClient(broker, false, TestAmqpClient.LIMITS);

        second.open("till-7", "sole-connection-for-container");

        assertThat(opened(second).open().properties())
                .containsEntry(Symbol.of("amqp:connection-establishment-failed"), true);
        assertThat(closedWith(second).condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(closedWith(second).info()).containsEntry(Symbol.of("invalid-field"), Symbol.of("container-id"));
        assertThat(second.closed).isNotNull();
        assertThat(first.seen(AmqpEvent.Closed.class)).isEmpty();
    }

    @Test
    void a_second_connection_that_does_not_mind_is_let_in_beside_the_first() {
        TestAmqpClient first = TestAmqpClient.of(broker, "till-7");
        TestAmqpClient second = TestAmqpClient.of(broker, "till-7");

        assertThat(first.seen(AmqpEvent.Closed.class)).isEmpty();
        assertThat(second.seen(AmqpEvent.Closed.class)).isEmpty();
        assertThat(second.session().isOpen()).isTrue();
    }

    @Test
    void a_container_without_a_name_is_refused() {
        TestAmqpClient client = TestAmqpClient.of(broker, "");

        assertThat(closedWith(client).condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
    }

    @Test
    void the_name_of_a_container_has_a_limit() {
        broker.amqp = AmqpTestOptions.with("containerIdLengthMax", 10);

        assertThat(TestAmqpClient.of(broker, "c".repeat(9)).seen(AmqpEvent.Closed.class))
                .isEmpty();
        assertThat(TestAmqpClient.of(broker, "c".repeat(10)).seen(AmqpEvent.Closed.class))
                .isEmpty();
        assertThat(closedWith(TestAmqpClient.of(broker, "c".repeat(11))).condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(closedWith(TestAmqpClient.of(broker, "é".repeat(6))).condition())
                .as("bytes count, not characters")
                .isEqualTo(ErrorCondition.INVALID_FIELD);
    }

    @Test
    void nothing_is_said_to_a_client_before_the_node_has_let_it_in() {
        TestAmqpClient client = new TestAmqpClient(broker, false, TestAmqpClient.LIMITS);
        client.client.open(opening());
        client.exchange();
        client.exchange();

        assertThat(client.seen(AmqpEvent.Opened.class)).isEmpty();

        broker.settle();
        assertThat(client.seen(AmqpEvent.Opened.class)).hasSize(1);
    }

    @Test
    void when_the_broker_stops_its_clients_hear_so() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");

        broker.node.stop();
        broker.settle();

        assertThat(closedWith(client).condition()).isEqualTo(ErrorCondition.CONNECTION_FORCED);
        assertThat(client.closed).isNotNull();
    }

    @Test
    void a_client_that_closes_is_answered_and_its_session_is_gone() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");

        client.client.close(null);
        broker.settle();

        assertThat(client.seen(AmqpEvent.Closed.class)).hasSize(1);
        assertThat(client.closed).isNotNull();
        assertThat(broker.node.broker().sessionByClientId("amqp:till-7")).isNull();
    }

    @Test
    void a_client_that_is_silent_for_too_long_is_closed() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
        broker.clients.remove(client.line);

        broker.nowMs += 60_000;
        client.gateway.tick(broker.nowMs);
        client.gateway.flush();

        assertThat(client.closed).startsWith("silent: nothing heard for 60000 ms");
    }

    @Test
    void garbage_ends_the_line_and_nothing_else() {
        TestAmqpClient client = new TestAmqpClient(broker, false, TestAmqpClient.LIMITS);

        client.gateway.received(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)), 1);
        client.gateway.flush();

        assertThat(client.closed).isNotNull();
    }

    private static Performative.Open opening() {
        return new Performative.Open(
                "till-7", null, 1 << 20, 100, 0, List.of(), List.of(), List.of(), List.of(), Collections.emptyMap());
    }
}
