package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.core.Limits;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.limit.Limit;
import io.belay.node.mqtt.MqttOptions;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every limit has an answer, and nobody else notices. */
class NodeLimitsTest {
    private static final Limits SMALL = new Limits(3, 2, 2, 1 << 20, 2, 2, 2);

    private final TestBroker broker = new TestBroker(SMALL);

    @Test
    void the_message_beyond_a_full_queue_is_refused_with_quota_exceeded() {
        TestClient.of(broker, "away", false, 60).subscribe(1, "a", 1).cut();
        TestClient publisher = TestClient.of(broker, "p", true, 0);

        publisher.publish("a", 1, 1, "1").publish("a", 1, 2, "2").publish("a", 1, 3, "3");

        assertThat(publisher.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::reason)
                .containsExactly(ReasonCode.SUCCESS, ReasonCode.SUCCESS, ReasonCode.QUOTA_EXCEEDED);
        assertThat(TestClient.of(broker, "away", false, 60).messages()).containsExactly("a=1", "a=2");
    }

    @Test
    void what_is_refused_because_of_a_limit_is_counted_with_the_reason() {
        TestClient.of(broker, "away", false, 60).subscribe(1, "a", 1).cut();
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        publisher.publish("a", 1, 1, "1").publish("a", 1, 2, "2");
        assertThat(broker.node.limitCounts().notices(0)).isEmpty();

        publisher.publish("a", 1, 3, "3").publish("a", 1, 4, "4");

        assertThat(broker.node.limitCounts().count(Limit.QUEUED)).isEqualTo(2);
        assertThat(broker.node.limitCounts().notices(0))
                .singleElement()
                .satisfies(notice -> assertThat(notice.who()).contains("away"));
    }

    @Test
    void one_session_more_than_its_user_may_have_is_refused_and_those_without_a_name_have_any_number() {
        Limits limits = new Limits(100, 2, 2, 1 << 20, 2, 2, 2, 1);
        NodeOptions options = new NodeOptions(limits, 64 << 20, 512 << 10, 32 << 20, 16 << 20);
        TestBroker anonymous = new TestBroker(options, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
        for (String id : List.of("a", "b", "c")) {
            assertThat(TestClient.of(anonymous, id, false, 60).seen(MqttEvent.Connected.class))
                    .hasSize(1);
        }
        TestBroker named = new TestBroker(options, MqttOptions.DEFAULTS, new OneUser("anna"));
        TestClient.of(named, "a", false, 60).cut();

        TestClient second = TestClient.of(named, "b", false, 60);

        assertThat(second.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(named.node.limitCounts().count(Limit.USER_SESSIONS)).isEqualTo(1);
        assertThat(TestClient.of(named, "a", false, 60).seen(MqttEvent.Connected.class))
                .hasSize(1);
    }

    private record OneUser(String name) implements Authenticator {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
            return Verdict.accepted(name);
        }

        @Override
        public boolean offers(String mechanism) {
            return false;
        }

        @Override
        public @Nullable Mechanism mechanism(String mechanism) {
            return null;
        }

        @Override
        public Rights rights(String principal, String clientId) {
            return Rights.all();
        }
    }

    @Test
    @Clause("M3-40")
    void in_3_1_1_a_message_that_cannot_be_kept_costs_the_line_and_is_never_acknowledged() {
        TestClient.of(broker, "away", false, 60).subscribe(1, "a", 1).cut();
        TestClient publisher = new TestClient(broker, Version.MQTT_3_1_1).connect("p", true, 0, null);

        publisher.publish("a", 1, 1, "1").publish("a", 1, 2, "2").publish("a", 1, 3, "3");

        assertThat(publisher.seen(MqttEvent.Acknowledged.class)).hasSize(2);
        assertThat(publisher.closed).isNotNull();
    }

    @Test
    @Clause("S-12")
    void a_will_that_cannot_be_kept_is_dropped_and_its_timeline_says_why() {
        TestClient.of(broker, "away", false, 60).subscribe(1, "a", 1).cut();
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        Packet.Will will = new Packet.Will("a", 1, false, 0, -1, new byte[] {0, 'x'});
        TestClient mortal = new TestClient(broker, Version.MQTT_5).connect("mortal", false, 60, will);
        publisher.publish("a", 1, 1, "1").publish("a", 1, 2, "2");

        mortal.cut();

        assertThat(broker.node.broker().sessionByClientId("away").queued()).isEqualTo(2);
        assertThat(broker.node.broker().timeline("mortal").toString()).contains("2 are allowed");
    }

    @Test
    void the_session_beyond_the_limit_is_refused_and_the_others_stay() {
        TestClient.of(broker, "1", true, 0);
        TestClient.of(broker, "2", true, 0);
        TestClient third = TestClient.of(broker, "3", true, 0);

        TestClient fourth = TestClient.of(broker, "4", true, 0);

        assertThat(third.seen(MqttEvent.Connected.class)).hasSize(1);
        assertThat(fourth.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(fourth.closed).isNotNull();
    }

    @Test
    void the_subscription_beyond_the_limit_is_refused() {
        TestClient client = TestClient.of(broker, "1", true, 0);

        client.subscribe(1, "a", 0).subscribe(2, "b", 1).subscribe(3, "c", 2);

        assertThat(client.seen(MqttEvent.Subscribed.class))
                .extracting(event -> event.suback().reasons().get(0))
                .containsExactly(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_1, ReasonCode.QUOTA_EXCEEDED);
    }

    @Test
    void while_the_disk_is_full_publishing_is_refused_and_consuming_goes_on() {
        TestBroker full = new TestBroker();
        TestClient subscriber = TestClient.of(full, "s", false, 60).subscribe(1, "a", 1);
        TestClient publisher = TestClient.of(full, "p", true, 0);
        full.disk.isFull = true;
        String large = "x".repeat(100_000);

        int id = 0;
        while (publisher.seen(MqttEvent.Acknowledged.class).stream()
                .noneMatch(ack -> ack.reason() == ReasonCode.QUOTA_EXCEEDED)) {
            publisher.publish("a", 1, ++id, large);
            assertThat(id).as("the disk must fill up").isLessThan(100);
        }
        int taken = id - 1;
        subscriber.publishes().forEach(publish -> subscriber.client.puback(publish.packetId(), ReasonCode.SUCCESS));
        full.settle();
        subscriber.publish("other", 0, 0, "still here");

        assertThat(subscriber.publishes()).hasSize(taken);
        assertThat(full.node.broker().sessionByClientId("s").unsettled()).isZero();
        assertThat(full.node.failure()).isNull();
    }

    @Test
    void a_topic_is_allowed_to_its_last_byte_and_its_last_level() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 9, 3, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);
        TestClient client = TestClient.of(strict, "1", true, 0);

        client.publish("12345678", 1, 1, "N-1").publish("123456789", 1, 2, "N").publish("1234567890", 1, 3, "N+1");
        client.publish("a/b", 1, 4, "N-1").publish("a/b/c", 1, 5, "N").publish("a/b/c/d", 1, 6, "N+1");
        client.publish("ääää/", 1, 7, "9 bytes").publish("ääääa/", 1, 8, "10 bytes");
        client.subscribe(9, "a/b/#", 0).subscribe(10, "a/b/c/#", 0);

        assertThat(client.seen(MqttEvent.Acknowledged.class))
                .extracting(ack -> ack.reason().isError())
                .containsExactly(false, false, true, false, false, true, false, true);
        assertThat(client.seen(MqttEvent.Subscribed.class))
                .extracting(event -> event.suback().reasons().get(0))
                .containsExactly(ReasonCode.SUCCESS, ReasonCode.TOPIC_FILTER_INVALID);
    }

    @Test
    void a_topic_that_is_too_long_and_one_of_too_many_levels_are_counted_apart_wherever_they_stand() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 9, 3, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);
        TestClient client = TestClient.of(strict, "1", true, 0);

        client.publish("a/b/c/d", 1, 1, "deep").subscribe(2, "a/b/c/#", 0).publish("$share/a", 1, 3, "neither");
        Packet.Will will = new Packet.Will("a/b/c/d", 0, false, 0, -1, new byte[1]);
        new TestClient(strict, Version.MQTT_5).connect("2", true, 0, will);
        client.publish("1234567890", 1, 4, "long").subscribe(5, "1234567890", 0);

        assertThat(strict.node.limitCounts().count(Limit.MQTT_TOPIC_LEVELS)).isEqualTo(3);
        assertThat(strict.node.limitCounts().count(Limit.MQTT_TOPIC)).isEqualTo(2);
    }

    @Test
    @Clause({"M5-15", "M3-20", "M5-17"})
    void a_client_id_is_allowed_to_its_last_byte() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 100, 10, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);

        List<TestClient> clients = new ArrayList<>();
        for (int length = 22; length <= 24; length++) {
            clients.add(TestClient.of(strict, "x".repeat(length), true, 0));
        }

        assertThat(clients)
                .extracting(client -> client.seen(MqttEvent.Connected.class).size())
                .containsExactly(1, 1, 0);
        assertThat(clients.get(2).seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
    }

    @Test
    @Clause("M5-6")
    void a_session_expiry_beyond_the_limit_is_cut_to_it_and_the_client_is_told() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 100, 10, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);

        Properties within = TestClient.of(strict, "a", false, 100)
                .seen(MqttEvent.Connected.class)
                .get(0)
                .connack()
                .properties();
        Properties beyond = TestClient.of(strict, "b", false, 101)
                .seen(MqttEvent.Connected.class)
                .get(0)
                .connack()
                .properties();

        assertThat(within.has(io.belay.mqtt.Property.SESSION_EXPIRY_INTERVAL)).isFalse();
        assertThat(beyond.number(io.belay.mqtt.Property.SESSION_EXPIRY_INTERVAL, 0))
                .isEqualTo(100);
    }

    @Test
    @Clause({"M3-21", "M5-16"})
    void a_nameless_client_is_given_a_name_unless_3_1_1_wants_to_keep_its_session() {
        TestClient five = TestClient.of(broker, "", true, 0);
        TestClient clean = new TestClient(broker, Version.MQTT_3_1_1).connect("", true, 0, null);
        TestClient kept = new TestClient(broker, Version.MQTT_3_1_1).connect("", false, 0, null);

        Packet.Connack connack = five.seen(MqttEvent.Connected.class).get(0).connack();
        assertThat(connack.properties().string(io.belay.mqtt.Property.ASSIGNED_CLIENT_IDENTIFIER))
                .isEqualTo("auto-1");
        assertThat(clean.seen(MqttEvent.Connected.class)).hasSize(1);
        assertThat(kept.seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
    }

    @Test
    void of_the_filters_of_one_subscribe_those_beyond_the_limit_are_refused() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 100, 10, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);
        TestClient client = TestClient.of(strict, "1", true, 0);

        client.client.subscribe(new Packet.Subscribe(
                1,
                List.of("a", "b", "c").stream()
                        .map(filter -> new Packet.Filter(filter, 1, false, false, 0))
                        .toList(),
                Properties.NONE));
        strict.settle();

        assertThat(client.seen(MqttEvent.Subscribed.class).get(0).suback().reasons())
                .containsExactly(ReasonCode.GRANTED_QOS_1, ReasonCode.GRANTED_QOS_1, ReasonCode.QUOTA_EXCEEDED);
    }

    @Test
    void a_will_is_allowed_to_its_last_byte() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 100, 10, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);

        List<TestClient> clients = new ArrayList<>();
        for (int length = 9; length <= 11; length++) {
            Packet.Will will = new Packet.Will("w", 0, false, 0, -1, new byte[length]);
            clients.add(new TestClient(strict, Version.MQTT_5).connect("c" + length, true, 0, will));
        }

        assertThat(clients)
                .extracting(client -> client.seen(MqttEvent.Connected.class).size())
                .containsExactly(1, 1, 0);
        assertThat(clients.get(2).seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.PACKET_TOO_LARGE);
    }

    @Test
    @Clause({"M5-11", "MQTT-3.2.2-21"})
    void a_keep_alive_beyond_the_limit_or_none_at_all_is_set_by_the_server() {
        MqttOptions options =
                new MqttOptions(MqttLimits.DEFAULT, 23, 100, 10, 2, 10, 60, 10, 100, 1 << 20, Restored.NEVER);
        TestBroker strict = new TestBroker(NodeOptions.DEFAULTS, options, Authenticator.ANONYMOUS);

        assertThat(serverKeepAlive(strict, 59)).isEqualTo(-1);
        assertThat(serverKeepAlive(strict, 60)).isEqualTo(-1);
        assertThat(serverKeepAlive(strict, 61)).isEqualTo(60);
        assertThat(serverKeepAlive(strict, 0)).isEqualTo(60);
    }

    private static long serverKeepAlive(TestBroker broker, int askedS) {
        TestClient client = new TestClient(broker, Version.MQTT_5);
        client.client.connect(
                new Packet.Connect(Version.MQTT_5, "c" + askedS, true, askedS, null, null, null, Properties.NONE));
        broker.settle();
        return client.seen(MqttEvent.Connected.class)
                .get(0)
                .connack()
                .properties()
                .number(io.belay.mqtt.Property.SERVER_KEEP_ALIVE, -1);
    }
}
