package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Limits;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.mqtt.MqttOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing grows because someone is slow, and a backlog is not bounded by memory. */
class BackpressureTest {
    @Test
    void a_backlog_beyond_the_memory_budget_is_read_back_from_the_log_in_order() {
        TestBroker broker = new TestBroker(
                new NodeOptions(Limits.DEFAULTS, 1_000, 64 << 10, 1_000, 0),
                MqttOptions.DEFAULTS,
                Authenticator.ANONYMOUS);
        TestClient.of(broker, "away", false, 60).subscribe(1, "a", 1).cut();
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        for (int i = 1; i <= 300; i++) publisher.publish("a", 1, i, "message " + i);

        TestClient back = TestClient.of(broker, "away", false, 60);
        for (int i = 0; i < back.publishes().size(); i++) {
            back.client.puback(back.publishes().get(i).packetId(), ReasonCode.SUCCESS);
            broker.settle();
        }

        assertThat(back.messages()).hasSize(300);
        assertThat(back.messages().get(0)).isEqualTo("a=message 1");
        assertThat(back.messages().get(299)).isEqualTo("a=message 300");
    }

    @Test
    void a_peer_that_does_not_read_is_handed_no_more_than_its_share() {
        TestBroker broker = new TestBroker(
                new NodeOptions(Limits.DEFAULTS, 64 << 20, 200_000, 32 << 20, 16 << 20),
                MqttOptions.DEFAULTS,
                Authenticator.ANONYMOUS);
        TestClient slow = TestClient.of(broker, "slow", false, 60).subscribe(1, "a", 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        slow.isWritable = false;

        for (int i = 1; i <= 50; i++) publisher.publish("a", 1, i, "x".repeat(10_000));
        int handed = slow.messages().size();
        slow.isWritable = true;
        slow.gateway.drained();
        broker.settle();

        assertThat(handed).isBetween(19, 21);
        assertThat(slow.messages()).hasSize(50);
    }

    @Test
    void of_qos_0_messages_that_wait_for_a_slow_peer_the_oldest_give_way() {
        TestBroker broker = new TestBroker(
                new NodeOptions(Limits.DEFAULTS, 64 << 20, 64 << 10, 32 << 20, 20_000),
                MqttOptions.DEFAULTS,
                Authenticator.ANONYMOUS);
        TestClient slow = TestClient.of(broker, "slow", false, 60).subscribe(1, "a", 0);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        slow.isWritable = false;

        for (int i = 1; i <= 200; i++) publisher.publish("a", 0, 0, i + "-" + "x".repeat(900));
        slow.isWritable = true;
        for (int i = 0; i < 10; i++) {
            slow.gateway.drained();
            broker.settle();
        }

        assertThat(slow.messages()).hasSizeBetween(75, 95).last().asString().startsWith("a=200-");
        assertThat(slow.messages().get(0)).startsWith("a=1-");
    }

    @Test
    void a_line_whose_messages_wait_for_the_disk_is_not_read_until_they_are_written() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 100, 10, 2, 10, 60, 10, 100, 10_000, Restored.NEVER);
        TestBroker broker = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);
        TestClient publisher = new TestClient(broker, Version.MQTT_3_1_1).connect("p", true, 0, null);

        for (int i = 1; i <= 20; i++) {
            publisher.send("a", 1, i, "x".repeat(1_000), false);
            while (broker.step()) {
                // everything but the disk
            }
        }
        boolean readingWhileWaiting = publisher.isReading;
        broker.settle();

        assertThat(readingWhileWaiting).isFalse();
        assertThat(publisher.isReading).isTrue();
        assertThat(publisher.seen(MqttEvent.Acknowledged.class)).hasSize(20);
    }

    @Test
    void lines_take_turns_when_much_is_read_back_and_each_gets_all() {
        TestBroker broker = new TestBroker(
                new NodeOptions(Limits.DEFAULTS, 0, 64 << 10, 2_000, 0), MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
        for (int each = 1; each <= 5; each++)
            TestClient.of(broker, "away" + each, false, 60).subscribe(1, "a", 1).cut();
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        for (int i = 1; i <= 30; i++) publisher.publish("a", 1, i, i + "-" + "x".repeat(1_000));

        List<TestClient> back = new ArrayList<>();
        for (int each = 1; each <= 5; each++) back.add(TestClient.of(broker, "away" + each, false, 60));

        assertThat(back).allSatisfy(client -> {
            assertThat(client.messages()).hasSize(30);
            assertThat(client.messages().get(29)).startsWith("a=30-");
        });
    }
}
