package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions outlive their lines. */
class NodeResumeTest {
    private final TestBroker broker = new TestBroker();
    private final TestClient publisher = TestClient.of(broker, "p", true, 0);

    @Test
    @Clause({"M3-2", "M5-3", "M5-7"})
    void a_returning_client_gets_what_it_missed_in_order() {
        TestClient.of(broker, "till-7", false, 60).subscribe(1, "a", 1).cut();
        publisher.publish("a", 1, 1, "one").publish("a", 2, 2, "two").publish("a", 1, 3, "three");

        TestClient back = TestClient.of(broker, "till-7", false, 60);

        assertThat(back.seen(MqttEvent.Connected.class).get(0).connack().sessionPresent())
                .isTrue();
        assertThat(back.messages()).containsExactly("a=one", "a=two", "a=three");
    }

    @Test
    @Clause({"M5-38", "MQTT-4.4.0-1", "M3-26"})
    void what_was_not_acknowledged_comes_again_with_its_packet_id_and_dup() {
        TestClient first = TestClient.of(broker, "till-7", false, 60).subscribe(1, "a", 1);
        publisher.publish("a", 1, 1, "one").publish("a", 1, 2, "two");
        List<Integer> ids =
                first.publishes().stream().map(Packet.Publish::packetId).toList();
        first.client.puback(ids.get(0), ReasonCode.SUCCESS);
        broker.settle();
        first.cut();

        TestClient back = TestClient.of(broker, "till-7", false, 60);

        assertThat(back.publishes()).singleElement().satisfies(publish -> {
            assertThat(publish.packetId()).isEqualTo(ids.get(1));
            assertThat(publish.dup()).isTrue();
            assertThat(TestClient.payload(publish)).isEqualTo("two");
        });
    }

    @Test
    @Clause({"M5-37", "MQTT-4.3.3-8"})
    void a_qos_2_delivery_that_was_received_goes_on_with_pubrel() {
        TestClient first = TestClient.of(broker, "till-7", false, 60).subscribe(1, "a", 2);
        publisher.publish("a", 2, 1, "one");
        publisher.client.pubrel(1);
        int id = first.publishes().get(0).packetId();
        first.client.pubrec(id, ReasonCode.SUCCESS);
        broker.settle();
        first.cut();

        TestClient back = TestClient.of(broker, "till-7", false, 60);

        assertThat(back.publishes()).isEmpty();
        assertThat(back.seen(MqttEvent.Released.class))
                .extracting(MqttEvent.Released::packetId)
                .containsExactly(id);
    }

    @Test
    @Clause({"M5-37", "MQTT-4.3.3-10"})
    void a_qos_2_message_sent_again_before_pubrel_is_delivered_once() {
        TestClient subscriber = TestClient.of(broker, "s", true, 0).subscribe(1, "a", 2);
        TestClient first = TestClient.of(broker, "sender", false, 60).publish("a", 2, 9, "once");
        first.cut();

        TestClient back = TestClient.of(broker, "sender", false, 60).publish("a", 2, 9, "once");

        assertThat(back.seen(MqttEvent.Received.class)).hasSize(1);
        assertThat(subscriber.messages()).containsExactly("a=once");
    }

    @Test
    @Clause({"M5-37", "M3-29"})
    void after_pubcomp_the_same_packet_id_is_a_new_message() {
        TestClient subscriber = TestClient.of(broker, "s", true, 0).subscribe(1, "a", 2);
        publisher.publish("a", 2, 9, "one");
        publisher.client.pubrel(9);
        broker.settle();

        publisher.publish("a", 2, 9, "two");

        assertThat(publisher.seen(MqttEvent.Completed.class)).hasSize(1);
        assertThat(subscriber.messages()).containsExactly("a=one", "a=two");
    }

    @Test
    @Clause({"M5-20", "MQTT-3.1.4-3"})
    void a_second_line_of_the_same_client_displaces_the_first() {
        TestClient first = TestClient.of(broker, "till-7", false, 60).subscribe(1, "a", 1);

        TestClient second = TestClient.of(broker, "till-7", false, 60);
        first.client.ping();
        publisher.publish("a", 1, 1, "x");

        assertThat(first.seen(MqttEvent.Left.class).get(0).reason()).isEqualTo(ReasonCode.SESSION_TAKEN_OVER);
        assertThat(first.closed).isNotNull();
        assertThat(first.messages()).isEmpty();
        assertThat(second.messages()).containsExactly("a=x");
    }

    @Test
    @Clause({"M3-7", "MQTT-3.1.4-2"})
    void in_3_1_1_the_displaced_line_is_closed_without_a_word() {
        TestClient first = new TestClient(broker, Version.MQTT_3_1_1).connect("till-7", false, 0, null);

        TestClient second = new TestClient(broker, Version.MQTT_3_1_1).connect("till-7", false, 0, null);

        assertThat(first.seen(MqttEvent.Left.class)).isEmpty();
        assertThat(first.closed).isNotNull();
        assertThat(second.seen(MqttEvent.Connected.class).get(0).connack().sessionPresent())
                .isTrue();
    }

    @Test
    @Clause({"M5-4", "M5-7"})
    void a_session_lives_to_the_last_millisecond_of_its_expiry_and_no_longer() {
        TestClient.of(broker, "short", false, 2).cut();
        TestClient.of(broker, "long", false, 2).cut();

        broker.pass(1_999);
        TestClient inTime = TestClient.of(broker, "short", false, 2);
        broker.pass(1);
        TestClient late = TestClient.of(broker, "long", false, 2);

        assertThat(inTime.seen(MqttEvent.Connected.class).get(0).connack().sessionPresent())
                .isTrue();
        assertThat(late.seen(MqttEvent.Connected.class).get(0).connack().sessionPresent())
                .isFalse();
    }

    @Test
    @Clause({"M5-25", "M3-15", "S-12"})
    void a_lost_line_calls_for_the_will_and_a_goodbye_drops_it() {
        TestClient watcher = TestClient.of(broker, "w", true, 0).subscribe(1, "gone/#", 1);
        Packet.Will will = new Packet.Will("gone/x", 1, false, 0, -1, new byte[] {0, 'x'});

        new TestClient(broker, Version.MQTT_5).connect("lost", true, 0, will).cut();
        TestClient polite = new TestClient(broker, Version.MQTT_5).connect("polite", true, 0, will);
        polite.client.disconnect(ReasonCode.SUCCESS, null);
        broker.settle();

        assertThat(watcher.messages()).containsExactly("gone/x=x");
    }

    @Test
    @Clause({"M5-10", "M3-10", "S-11"})
    void a_silent_client_is_lost_after_one_and_a_half_keep_alives_and_its_will_is_published() {
        TestClient watcher = TestClient.of(broker, "w", true, 0).subscribe(1, "gone", 0);
        Packet.Will will = new Packet.Will("gone", 0, false, 0, -1, new byte[] {0, 'x'});
        TestClient silent = new TestClient(broker, Version.MQTT_5).connect("silent", true, 0, will);
        silent.isReading = false; // what it sends does not arrive

        broker.pass(45_000);
        watcher.client.ping();
        broker.pass(44_999);
        assertThat(watcher.messages()).isEmpty();
        broker.pass(1);

        assertThat(watcher.messages()).containsExactly("gone=x");
    }

    @Test
    void an_orderly_stop_fires_no_will_and_keeps_the_sessions() {
        TestClient watcher = TestClient.of(broker, "w", false, 60).subscribe(1, "gone", 1);
        Packet.Will will = new Packet.Will("gone", 1, false, 0, -1, new byte[] {0, 'x'});
        TestClient client = new TestClient(broker, Version.MQTT_5).connect("c", false, 60, will);

        broker.node.stop();
        broker.settle();

        assertThat(client.seen(MqttEvent.Left.class).get(0).reason()).isEqualTo(ReasonCode.SERVER_SHUTTING_DOWN);
        assertThat(watcher.messages()).isEmpty();
        assertThat(broker.node.broker().sessionByClientId("c")).isNotNull();
        assertThat(broker.node.broker().sessionByClientId("w").queued()).isZero();
    }
}
