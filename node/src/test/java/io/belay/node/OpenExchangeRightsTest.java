package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.PublishTemplate;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Clause;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a message that was taken, and of its packet id, when its publisher may not publish it any more. */
class OpenExchangeRightsTest {
    private final GuardedBroker broker = new GuardedBroker();

    private void annaIs(String role) {
        broker.users(GuardedBroker.withRoles(GuardedBroker.ANNA, role), GuardedBroker.CARL);
    }

    private TestClient anna(Version version) {
        TestClient client = new TestClient(broker.broker, version);
        byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);
        Properties properties = version == Version.MQTT_3_1_1
                ? Properties.NONE
                : Properties.builder()
                        .put(Property.SESSION_EXPIRY_INTERVAL, 1_000)
                        .build();
        client.client.connect(new Packet.Connect(version, "a", false, 60, null, "anna", secret, properties));
        broker.settle();
        return client;
    }

    /** The message is taken, and its publisher hears nothing of it. */
    private void publishAndLoseTheAnswer(TestClient client) {
        client.send("elsewhere", 2, 7, "one", false);
        client.exchange();
        client.cut();
    }

    private void repeat(TestClient client) {
        byte[] content = "\0one".getBytes(StandardCharsets.UTF_8);
        client.client.publish(new PublishTemplate("elsewhere", content), 2, true, false, 7, -1, new int[0]);
        broker.settle();
    }

    @ParameterizedTest
    @EnumSource
    @Clause("MQTT-4.3.3-10")
    void what_was_taken_is_acknowledged_and_its_packet_id_serves_another_message(Version version) {
        TestClient ear = broker.mqtt("ear", "carl", "pass").subscribe(1, "#", 2);
        annaIs("all");
        publishAndLoseTheAnswer(anna(version));
        annaIs("till");
        TestClient back = anna(version);

        repeat(back);
        back.client.pubrel(7);
        broker.settle();
        back.publish("shop/1", 2, 7, "two");

        assertThat(back.seen(MqttEvent.Received.class))
                .extracting(MqttEvent.Received::reason)
                .containsExactly(ReasonCode.SUCCESS, ReasonCode.SUCCESS);
        assertThat(ear.messages()).containsExactly("elsewhere=one", "shop/1=two");
    }

    @Test
    void what_was_not_taken_is_refused() {
        TestClient client = anna(Version.MQTT_5).publish("elsewhere", 2, 7, "one");
        TestClient old = anna(Version.MQTT_3_1_1).publish("elsewhere", 2, 7, "one");

        assertThat(client.seen(MqttEvent.Received.class))
                .extracting(MqttEvent.Received::reason)
                .containsExactly(ReasonCode.NOT_AUTHORIZED);
        assertThat(old.closed).isEqualTo("denied: refused: anna needs publish on topic elsewhere");
    }
}
