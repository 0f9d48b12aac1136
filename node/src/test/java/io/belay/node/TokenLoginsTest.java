package io.belay.node;

import static io.belay.node.GuardedBroker.FAR;
import static io.belay.node.GuardedBroker.FAR_OVER_TLS;
import static io.belay.node.GuardedBroker.fate;
import static io.belay.node.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.sasl.BearerMessage;
import io.belay.amqp.type.Binary;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;

/** How clients come in with bearer tokens, and for how long. */
class TokenLoginsTest {
    private static final String METHOD = "OAUTHBEARER";
    private static final byte[] ONE = {1};

    private final GuardedBroker broker = new GuardedBroker();

    private static byte[] message(String says, String token) {
        return new BearerMessage(says, token).toBinary().bytes();
    }

    private String owner(String session) {
        return broker.broker.node.broker().sessionByClientId(session).owner();
    }

    // Ways in

    @Test
    @Clause("M5-18")
    void a_token_opens_a_line_in_the_place_of_a_password() {
        TestClient named = broker.mqtt("a", "otto", token("otto", 60_000, "till"));
        TestClient nameless = broker.mqtt(Version.MQTT_3_1_1, "b", "", token("otto", 60_000, "till"), null);
        TestAmqpClient amqp = broker.amqp("c", "otto", token("otto", 60_000, "till"));

        assertThat(fate(named)).isEqualTo("in");
        assertThat(fate(nameless)).isEqualTo("in");
        assertThat(fate(amqp)).isEqualTo("in");
        assertThat(owner("b")).isEqualTo("otto");
        assertThat(broker.witnessed).containsExactly("otto in by token", "otto in by token", "otto in by token");
    }

    @Test
    @Clause("AMQP-5.3")
    void a_token_opens_a_line_of_amqp_by_oauthbearer_however_long_it_is() {
        String longOne = token("otto", 60_000, "till", "x".repeat(16_000));
        TestAmqpClient client = broker.amqpWith("a", METHOD, Binary.of(message("", longOne)));

        assertThat(fate(client)).isEqualTo("in");
        assertThat(owner("amqp:a")).isEqualTo("otto");
    }

    @Test
    @Clause("M5-75")
    void a_token_opens_a_line_of_mqtt_by_oauthbearer() {
        assertThat(fate(broker.mqttWith("a", METHOD, message("otto", token("otto", 60_000, "till")))))
                .isEqualTo("in");
    }

    @Test
    void a_user_that_comes_with_a_token_does_what_its_roles_allow_and_no_more() {
        TestClient client = broker.mqtt("a", "", token("otto", 60_000, "till", "there is no such role"))
                .subscribe(1, "shop/#", 1)
                .publish("shop/1", 1, 1, "one")
                .publish("news/1", 1, 2, "two");

        assertThat(client.messages()).containsExactly("shop/1=one");
        assertThat(client.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::reason)
                .containsExactly(ReasonCode.SUCCESS, ReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void a_user_that_is_known_here_too_has_only_the_roles_of_its_token() {
        TestClient client =
                broker.mqtt("a", "anna", token("anna", 60_000, "reader")).publish("shop/1", 1, 1, "one");

        assertThat(client.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::reason)
                .containsExactly(ReasonCode.NOT_AUTHORIZED);
        broker.users(GuardedBroker.BERT);
        assertThat(fate(client)).as("its issuer knows it still").isEqualTo("in");
    }

    // Those who do not come in

    @Test
    @Clause("AMQP-5.3")
    void whose_token_is_not_good_is_told_so_and_refused_over_amqp() {
        TestAmqpClient client = broker.sasl(METHOD, Binary.of(message("", token("otto", 0))));
        assertThat(client.seen(AmqpEvent.SaslChallenged.class).get(0).challenge())
                .isEqualTo(BearerMessage.INVALID_TOKEN);
        assertThat(fate(client)).isEqualTo("waits");

        client.client.saslResponse(Binary.of(ONE));
        broker.settle();

        assertThat(fate(client)).isEqualTo("AUTH");
        assertThat(broker.witnessed)
                .containsExactly("127.0.0.1 not in by OAUTHBEARER: attempt 1 in vain: its signature is wrong");
    }

    @Test
    @Clause("M5-75")
    void a_good_token_after_a_bad_one_on_the_same_line_is_too_late() {
        TestClient client = broker.mqttWith("a", METHOD, message("", token("otto", 0)));
        assertThat(GuardedBroker.challenge(client)).isEqualTo(BearerMessage.INVALID_TOKEN);

        broker.answer(client, ReasonCode.CONTINUE_AUTHENTICATION, message("", token("otto", 60_000)));

        assertThat(fate(client)).isEqualTo("NOT_AUTHORIZED");
    }

    @Test
    void what_is_no_message_is_refused_without_a_look_at_a_token() {
        TestClient client = broker.mqttWith("a", METHOD, new byte[] {1});

        assertThat(GuardedBroker.challenge(client)).isEqualTo(BearerMessage.INVALID_REQUEST);
    }

    @Test
    void nobody_comes_in_as_somebody_else_than_the_token_speaks_of() {
        String ottos = token("otto", 60_000, "all");

        assertThat(fate(broker.mqtt("a", "anna", ottos))).isEqualTo("BAD_USER_NAME_OR_PASSWORD");
        TestAmqpClient amqp = broker.sasl(METHOD, Binary.of(message("anna", ottos)));
        assertThat(amqp.seen(AmqpEvent.SaslChallenged.class)).hasSize(1);
        assertThat(broker.witnessed).contains("anna not in by token: attempt 1 in vain: it speaks of somebody else");
    }

    @Test
    void a_token_is_not_taken_in_the_clear_from_elsewhere() {
        String ottos = token("otto", 60_000, "all");
        broker.from(FAR);

        assertThat(fate(broker.mqtt("a", "", ottos))).isEqualTo("NOT_AUTHORIZED");
        assertThat(fate(broker.mqttWith("b", METHOD, message("", ottos)))).isEqualTo("BAD_AUTHENTICATION_METHOD");
        assertThat(fate(broker.sasl(METHOD, Binary.of(message("", ottos))))).isEqualTo("AUTH");
        assertThat(fate(broker.from(FAR_OVER_TLS).mqtt("a", "", ottos))).isEqualTo("in");
    }

    @Test
    void whoever_shows_bad_tokens_again_and_again_is_slowed_and_others_are_not() {
        for (int count = 0; count < 4; count++) broker.mqtt("a" + count, "", token("otto", 0));

        TestClient slowed = broker.mqtt("b", "", token("otto", 60_000));
        TestClient other = broker.from(FAR_OVER_TLS).mqtt("c", "", token("otto", 60_000));

        assertThat(fate(slowed)).isEqualTo("waits");
        assertThat(fate(other)).isEqualTo("in");
    }

    @Test
    void who_comes_while_too_many_wait_to_be_checked_is_to_come_later() {
        broker.workersMax = 0;

        assertThat(fate(broker.mqtt("a", "", token("otto", 60_000)))).isEqualTo("SERVER_BUSY");
        assertThat(fate(broker.sasl(METHOD, Binary.of(message("", token("otto", 60_000))))))
                .isEqualTo("SYS_TEMP");
    }

    // How long it lasts

    @Test
    void a_line_ends_when_its_token_has_run_out_and_its_session_stays() {
        TestClient mqtt = broker.mqtt(Version.MQTT_3_1_1, "a", "", token("otto", 10_000, "till"), null);
        TestClient five = broker.mqtt("b", "", token("otto", 10_000, "till"));
        TestAmqpClient amqp = broker.amqp("c", "otto", token("otto", 10_000, "till"));
        broker.broker.pass(9_999);
        broker.settle();
        assertThat(fate(five)).isEqualTo("in");

        broker.broker.pass(1);
        broker.settle();

        assertThat(mqtt.closed).isNotNull();
        assertThat(fate(five)).isEqualTo("MAXIMUM_CONNECT_TIME");
        assertThat(fate(amqp)).isEqualTo("amqp:unauthorized-access");
        assertThat(amqp.seen(AmqpEvent.Closed.class).get(0).error().description())
                .isEqualTo("the token of otto has run out");
        assertThat(fate(broker.mqtt(Version.MQTT_3_1_1, "a", "", token("otto", 10_000), null)))
                .isEqualTo("in");
    }

    @Test
    void the_will_of_a_line_whose_token_has_run_out_is_published() {
        TestClient ear = broker.mqtt("ear", "anna", "secret").subscribe(1, "shop/#", 0);
        Packet.Will will = new Packet.Will("shop/will", 0, false, 0, -1, new byte[] {0, 'x'});
        broker.mqtt(Version.MQTT_5, "a", "", token("otto", 10_000, "till"), will);

        broker.broker.pass(10_000);
        broker.settle();

        assertThat(ear.messages()).containsExactly("shop/will=x");
    }

    @Test
    @Clause("M5-76")
    void a_client_of_mqtt_shows_a_new_token_before_the_old_one_runs_out_and_has_the_roles_of_that() {
        TestClient client = broker.mqttWith("a", METHOD, message("", token("otto", 10_000, "reader")));
        broker.broker.pass(9_000);

        broker.answer(client, ReasonCode.RE_AUTHENTICATE, message("", token("otto", 10_000, "till")));
        broker.broker.pass(9_000);
        broker.settle();
        client.publish("shop/1", 1, 1, "one");

        assertThat(fate(client)).isEqualTo("in");
        assertThat(client.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::reason)
                .containsExactly(ReasonCode.NO_MATCHING_SUBSCRIBERS);
        broker.broker.pass(1_000);
        broker.settle();
        assertThat(fate(client)).isEqualTo("MAXIMUM_CONNECT_TIME");
    }

    @Test
    @Clause("M5-76")
    void a_client_that_shows_the_token_of_somebody_else_is_sent_away() {
        TestClient client = broker.mqttWith("a", METHOD, message("", token("otto", 10_000, "till")));

        broker.answer(client, ReasonCode.RE_AUTHENTICATE, message("", token("anna", 10_000, "till")));

        assertThat(fate(client)).isEqualTo("NOT_AUTHORIZED");
    }

    @Test
    void what_a_line_of_amqp_has_ends_with_its_token() {
        TestAmqpClient client = broker.amqp("c", "otto", token("otto", 10_000, "till"));
        AmqpReceiver receiver = client.receiver(client.session(), "orders/1");
        assertThat(client.detached(receiver)).isNull();

        broker.broker.pass(10_000);
        broker.settle();

        assertThat(fate(client)).isEqualTo("amqp:unauthorized-access");
        assertThat(broker.broker.node.broker().totals().sessions()).isZero();
    }
}
