package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.limit.ConnectOptions;
import io.belay.node.limit.Connects;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.Objection;
import io.belay.node.limit.Turnstile;
import io.belay.node.login.CountedLogins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients hear that are too many, or too many at once, in the words of their protocol. */
class CrowdTest {
    private final GuardedBroker broker = new GuardedBroker();
    private final List<Turnstile> turnstiles = new ArrayList<>();
    private @Nullable Objection house; // null while it lets clients in

    private void allow(ConnectOptions options) {
        Connects connects = new Connects(options, new LimitCounts());
        var plain = broker.broker.authenticators;
        broker.broker.authenticators = told -> {
            Turnstile turnstile = new Turnstile(connects, "192.0.2.1", () -> broker.broker.nowMs, () -> house);
            turnstiles.add(turnstile);
            return new CountedLogins(plain.apply(told), turnstile);
        };
    }

    private TestClient anna(Version version, String id) {
        return broker.mqtt(version, id, "anna", "secret", null);
    }

    private static Packet.Connack refusal(TestClient client) {
        return client.seen(MqttEvent.Refused.class).get(0).connack();
    }

    private static boolean isIn(TestClient client) {
        return !client.seen(MqttEvent.Connected.class).isEmpty();
    }

    @Test
    void who_comes_too_fast_is_told_so_and_when_to_return() {
        allow(new ConnectOptions(1, 0, 0, 0, 0, 10));

        assertThat(isIn(anna(Version.MQTT_5, "a"))).isTrue();
        assertThat(isIn(anna(Version.MQTT_5, "b"))).isTrue();
        Packet.Connack refused = refusal(anna(Version.MQTT_5, "c"));

        assertThat(refused.reason()).isEqualTo(ReasonCode.CONNECTION_RATE_EXCEEDED);
        assertThat(refused.properties().string(Property.REASON_STRING))
                .isEqualTo("more than 1 connection in a second; come back in 1000 ms");
        assertThat(refused.properties().userProperties())
                .containsExactly(new Properties.UserProperty("belay:retry-after", "1000"));
    }

    @Test
    void an_old_client_that_comes_too_fast_hears_that_the_server_is_unavailable() {
        allow(new ConnectOptions(1, 0, 0, 0, 0, 10));
        anna(Version.MQTT_3_1_1, "a");
        anna(Version.MQTT_3_1_1, "b");

        assertThat(refusal(anna(Version.MQTT_3_1_1, "c")).reason()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE);
    }

    @Test
    void one_connection_too_many_of_a_user_is_refused_until_another_one_goes() {
        allow(new ConnectOptions(0, 0, 0, 2, 0, 10));
        anna(Version.MQTT_5, "a");
        anna(Version.MQTT_5, "b");

        assertThat(refusal(anna(Version.MQTT_5, "c")).reason()).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        turnstiles.get(0).close();
        assertThat(isIn(anna(Version.MQTT_5, "c"))).isTrue();
    }

    @Test
    void a_wrong_password_does_not_count_for_the_user() {
        allow(new ConnectOptions(0, 0, 0, 1, 0, 10));

        broker.mqtt("a", "anna", "wrong");
        assertThat(isIn(anna(Version.MQTT_5, "b"))).isTrue();
    }

    @Test
    void amqp_says_in_its_close_when_to_return() {
        allow(new ConnectOptions(1, 0, 0, 0, 0, 10));
        anna(Version.MQTT_5, "a");
        anna(Version.MQTT_5, "b");

        AmqpError error = refused(amqp("c"));

        assertThat(error.condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(error.info().get(Symbol.of("belay:retry-after"))).isEqualTo(new UnsignedInteger(1_000));
    }

    @Test
    void amqp_says_that_a_user_has_too_many_and_not_when_there_will_be_less() {
        allow(new ConnectOptions(0, 0, 0, 1, 0, 10));
        anna(Version.MQTT_5, "a");

        AmqpError error = refused(amqp("b"));

        assertThat(error.condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(error.description()).isEqualTo("more than 1 connection of one user");
        assertThat(error.info()).isEmpty();
    }

    /** The house lets nobody in any more. */
    private void drain() {
        allow(new ConnectOptions(0, 0, 0, 0, 0, 10));
        house = new Objection(new Break(Cause.DRAIN, "the broker drains"), 2_500);
    }

    @Test
    void a_broker_that_drains_says_so_and_when_to_ask_again() {
        drain();

        Packet.Connack refused = refusal(anna(Version.MQTT_5, "a"));

        assertThat(refused.reason()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE);
        assertThat(refused.properties().string(Property.REASON_STRING))
                .isEqualTo("the broker drains; come back in 2500 ms");
        assertThat(refused.properties().userProperties())
                .containsExactly(new Properties.UserProperty("belay:retry-after", "2500"));
        assertThat(refusal(anna(Version.MQTT_3_1_1, "b")).reason()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE);
        assertThat(turnstiles).hasSize(2);
    }

    @Test
    void amqp_says_in_its_close_that_the_broker_drains_and_when_to_ask_again() {
        drain();

        AmqpError error = refused(amqp("a"));

        assertThat(error.condition()).isEqualTo(ErrorCondition.CONNECTION_FORCED);
        assertThat(error.description()).isEqualTo("the broker drains");
        assertThat(error.info().get(Symbol.of("belay:retry-after"))).isEqualTo(new UnsignedInteger(2_500));
    }

    @Test
    void who_came_before_the_drain_and_is_known_only_then_is_not_let_in() {
        Turnstile early = new Turnstile(
                new Connects(new ConnectOptions(0, 0, 0, 0, 0, 10), new LimitCounts()), "a", () -> 0, () -> house);
        assertThat(early.objection()).isNull();

        drain();

        assertThat(early.enter("anna")).isSameAs(house);
        house = null;
        assertThat(early.enter("anna")).isNull();
    }

    private TestAmqpClient amqp(String container) {
        return broker.amqp(container, "anna", "secret");
    }

    private static AmqpError refused(TestAmqpClient client) {
        return Objects.requireNonNull(client.seen(AmqpEvent.Closed.class).get(0).error());
    }
}
