package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Properties.UserProperty;
import io.belay.mqtt.Property;
import io.belay.mqtt.Version;
import io.belay.node.mqtt.MqttOptions;
import io.belay.testkit.Clause;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MQTT clients hear of a broker that was restored from a backup in which their session is. */
class RestoredTest {
    private static final long RESTORED_MS = TestBroker.START_MS + 1_000;
    private static final String MARK = "backup of somewhen, restored " + Instant.ofEpochMilli(RESTORED_MS);

    private final TestBroker broker =
            new TestBroker(NodeOptions.DEFAULTS, MqttOptions.DEFAULTS.with(Restored.of(MARK)), Authenticator.ANONYMOUS);

    private TestClient come(Version version) {
        return new TestClient(broker, version).connect("till-7", false, version == Version.MQTT_5 ? 60 : 0, null);
    }

    private static List<UserProperty> told(TestClient client) {
        Packet.Connack connack = client.seen(MqttEvent.Connected.class).get(0).connack();
        return connack.properties().userProperties();
    }

    @Test
    void a_client_whose_session_is_older_is_told_once() {
        TestClient before = come(Version.MQTT_5);
        before.cut();
        broker.pass(5_000);

        TestClient back = come(Version.MQTT_5);
        back.cut();
        TestClient again = come(Version.MQTT_5);

        assertThat(told(before)).as("it has just come").isEmpty();
        assertThat(told(back)).containsExactly(new UserProperty("belay:restored", MARK));
        assertThat(told(again)).isEmpty();
        assertThat(back.untold).isEmpty();
    }

    @Test
    void it_is_told_once_also_if_the_broker_starts_anew_meanwhile() {
        come(Version.MQTT_5);
        broker.pass(5_000);
        broker.restart();
        TestClient back = come(Version.MQTT_5);
        broker.restart();
        TestClient again = come(Version.MQTT_5);

        assertThat(told(back)).hasSize(1);
        assertThat(told(again)).isEmpty();
    }

    @Test
    void of_a_client_that_has_no_word_for_it_the_log_is_told_once() {
        come(Version.MQTT_3_1_1).cut();
        broker.pass(5_000);

        TestClient back = come(Version.MQTT_3_1_1);
        back.cut();
        TestClient again = come(Version.MQTT_3_1_1);

        assertThat(back.untold)
                .containsExactly("its session is as it was in a backup, and what came after that is lost: " + MARK);
        assertThat(again.untold).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"999, true", "1000, false", "1001, false"})
    void a_session_that_began_since_is_as_it_was_left(long beganMs, boolean isTold) {
        broker.pass(beganMs);
        come(Version.MQTT_5).cut();
        broker.pass(5_000);

        assertThat(told(come(Version.MQTT_5))).hasSize(isTold ? 1 : 0);
    }

    @Test
    @Clause("MQTT-4.3.3-2")
    void what_it_publishes_with_a_packet_identifier_that_was_open_in_the_backup_is_not_lost() {
        TestClient before = come(Version.MQTT_5);
        before.publish("t", 2, 7, "in the backup");
        before.cut();
        broker.pass(5_000);
        TestClient back = come(Version.MQTT_5).subscribe(1, "t", 0);

        back.publish("t", 2, 7, "of now").cut();
        TestClient again = come(Version.MQTT_5).publish("t", 2, 7, "of now");

        assertThat(back.messages()).containsExactly("t=of now");
        assertThat(again.messages()).as("a repetition").isEmpty();
        assertThat(broker.node.broker().sessionByClientId("till-7").tags()).isEqualTo(1);
    }

    @Test
    void nor_is_it_lost_if_the_broker_dies_as_soon_as_its_client_is_back() {
        come(Version.MQTT_5).publish("t", 2, 7, "in the backup").cut();
        broker.pass(5_000);
        TestClient back = new TestClient(broker, Version.MQTT_5);
        Properties expiry =
                Properties.builder().put(Property.SESSION_EXPIRY_INTERVAL, 60).build();
        back.client.connect(new Packet.Connect(Version.MQTT_5, "till-7", false, 0, null, null, null, expiry));
        while (back.seen(MqttEvent.Connected.class).isEmpty()) if (!broker.step()) broker.stepDisk();
        broker.restart();

        TestClient again = come(Version.MQTT_5).subscribe(1, "t", 0).publish("t", 2, 7, "of now");

        assertThat(again.seen(MqttEvent.Connected.class).get(0).connack().sessionPresent())
                .isTrue();
        assertThat(again.messages()).containsExactly("t=of now");
    }

    @Test
    void a_client_whose_session_is_gone_hears_that_and_no_more() {
        come(Version.MQTT_5).cut();
        broker.pass(120_000);

        assertThat(told(come(Version.MQTT_5))).isEmpty();
    }

    @Test
    void a_mark_without_a_time_is_news_to_nobody() {
        assertThat(Restored.of("")).isEqualTo(Restored.NEVER);
        assertThat(Restored.of("of old")).isEqualTo(new Restored("of old", 0));
        assertThat(Restored.of("of old").isNewsTo(new Reply.Opened(1, true, 1, 2, 60)))
                .isFalse();
    }
}
