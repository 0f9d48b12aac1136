package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;

/** Nothing is confirmed, delivered or answered before it is on disk; AT_MOST_ONCE never waits for it. */
class NodeSyncTest {
    private final TestBroker broker = new TestBroker();

    @Test
    @Clause({"M5-36", "M5-40"})
    void a_puback_is_not_said_before_the_message_is_on_disk() {
        TestClient client = TestClient.of(broker, "till-7", true, 0);

        client.send("a", 1, 1, "x", false);
        while (broker.step()) {
            // everything but the disk
        }
        assertThat(client.seen(MqttEvent.Acknowledged.class)).isEmpty();
        broker.settle();

        assertThat(client.seen(MqttEvent.Acknowledged.class)).hasSize(1);
    }

    @Test
    void a_message_is_not_delivered_before_it_is_on_disk() {
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        TestClient subscriber = TestClient.of(broker, "s", true, 0).subscribe(1, "a", 1);

        publisher.send("a", 1, 1, "x", false);
        while (broker.step()) {
            // everything but the disk
        }
        assertThat(subscriber.messages()).isEmpty();
        broker.settle();

        assertThat(subscriber.messages()).containsExactly("a=x");
    }

    @Test
    @Clause("M5-35")
    void a_qos_0_message_is_delivered_while_the_disk_stands_still() {
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        TestClient subscriber = TestClient.of(broker, "s", true, 0).subscribe(1, "a", 1);
        int writes = broker.disk.writes;

        publisher.send("a", 0, 0, "x", false);
        while (broker.step()) {
            // everything but the disk
        }

        assertThat(subscriber.messages()).containsExactly("a=x");
        assertThat(broker.disk.writes).isEqualTo(writes);
    }

    @Test
    void a_session_is_not_confirmed_before_it_is_on_disk() {
        TestClient client = new TestClient(broker, Version.MQTT_5);
        client.client.connect(new io.belay.mqtt.Packet.Connect(
                Version.MQTT_5, "till-7", true, 60, null, null, null, io.belay.mqtt.Properties.NONE));

        while (broker.step()) {
            // everything but the disk
        }
        assertThat(client.events).isEmpty();
        broker.settle();

        assertThat(client.seen(MqttEvent.Connected.class)).hasSize(1);
    }

    @Test
    void after_a_failed_write_nothing_is_confirmed_any_more_and_every_line_ends() {
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        TestClient other = TestClient.of(broker, "o", true, 0);
        broker.disk.failsWrites = true;

        publisher.publish("a", 1, 1, "x");

        assertThat(publisher.seen(MqttEvent.Acknowledged.class)).isEmpty();
        assertThat(publisher.seen(MqttEvent.Left.class).get(0).reason()).isEqualTo(ReasonCode.SERVER_SHUTTING_DOWN);
        assertThat(other.seen(MqttEvent.Left.class)).hasSize(1);
        assertThat(broker.node.failure()).contains("input/output error");
    }

    @Test
    void after_a_failed_write_nobody_gets_in() {
        TestClient first = TestClient.of(broker, "p", true, 0);
        broker.disk.failsWrites = true;
        first.publish("a", 1, 1, "x");

        TestClient late = TestClient.of(broker, "late", true, 0);

        assertThat(late.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.SERVER_UNAVAILABLE);
    }

    @Test
    void two_batches_are_released_in_order() {
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        TestClient subscriber = TestClient.of(broker, "s", true, 0).subscribe(1, "a", 1);

        publisher.send("a", 1, 1, "first", false);
        broker.step();
        publisher.send("a", 1, 2, "second", false);
        broker.step();
        publisher.send("a", 1, 3, "third", false);
        broker.settle();

        assertThat(subscriber.messages()).containsExactly("a=first", "a=second", "a=third");
        assertThat(publisher.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::packetId)
                .containsExactly(1, 2, 3);
    }
}
