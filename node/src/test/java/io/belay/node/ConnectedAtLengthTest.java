package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.mqtt.MqttOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What MQTT clients say at length in CONNECT is not kept, of those who are in and of those who wait; nor long topics. */
final class ConnectedAtLengthTest {
    private static final int CLIENTS = 200;
    private static final int LENGTH = 60_000;
    private static final int TIMES = 8;
    private static final long KEPT_MAX = (long) CLIENTS * TIMES * LENGTH / 4;

    /** Nobody hears whether it is let in. */
    static final class Never implements Authenticator {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
            return new Verdict.Later();
        }

        @Override
        public boolean offers(String mechanism) {
            return false;
        }

        @Override
        public Rights rights(String principal, String clientId) {
            return Rights.all();
        }

        @Override
        public @Nullable Mechanism mechanism(String name) {
            return null;
        }
    }

    private final List<TestClient> clients = new ArrayList<>();

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void connect(TestBroker broker, String id) {
        Properties.Builder properties = Properties.builder();
        for (int time = 0; time < TIMES; time++) properties.user("n", "x".repeat(LENGTH));
        TestClient client = new TestClient(broker, Version.MQTT_5);
        client.client.connect(new Packet.Connect(Version.MQTT_5, id, true, 60, null, null, null, properties.build()));
        clients.add(client);
        broker.settle();
    }

    private long kept(TestBroker broker) {
        connect(broker, "first");
        long before = used();
        for (int number = 0; number < CLIENTS; number++) connect(broker, "c" + number);
        long after = used();
        assertThat(clients).allMatch(client -> client.closed == null);
        return after - before;
    }

    @Test
    void of_those_who_are_in() {
        assertThat(kept(new TestBroker())).isLessThan(KEPT_MAX);
    }

    @Test
    void of_those_who_wait() {
        assertThat(kept(new TestBroker(NodeOptions.DEFAULTS, MqttOptions.DEFAULTS, new Never())))
                .isLessThan(KEPT_MAX);
    }

    @Test
    void nor_topics_that_are_too_long_but_for_what_shows_that() {
        TestBroker broker = new TestBroker();
        List<String> topics = new ArrayList<>();
        for (int alias = 1; alias <= 16; alias++) topics.add(alias + "x".repeat(LENGTH));
        publish(broker, "first", topics);
        long before = used();

        for (int number = 0; number < CLIENTS / 4; number++) publish(broker, "c" + number, topics);

        assertThat(used() - before).isLessThan((long) CLIENTS / 4 * 16 * LENGTH / 4);
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.seen(MqttEvent.Acknowledged.class))
                        .hasSize(32)
                        .extracting(MqttEvent.Acknowledged::reason)
                        .containsOnly(ReasonCode.TOPIC_NAME_INVALID));
    }

    private void publish(TestBroker broker, String id, List<String> topics) {
        MqttLimits limits = new MqttLimits(1 << 20, 1 << 18, 5_000, 10_000, 65_535, 0, 16);
        TestClient client = new TestClient(broker, Version.MQTT_5, limits).connect(id, true, 0, null);
        clients.add(client);
        int packetId = 0;
        for (String topic : topics) client.publish(topic, 1, ++packetId, "by name");
        for (String topic : topics) client.publish(topic, 1, ++packetId, "by alias");
    }

    @Test
    void a_name_that_is_too_long_is_told_with_as_much_as_a_name_may_have() {
        TestBroker broker = new TestBroker();

        connect(broker, "é".repeat(30_000));

        String told = clients.get(0).gateway.client();
        assertThat(clients.get(0).closed).isNotNull();
        assertThat(told).startsWith("éé");
        assertThat(told.getBytes(StandardCharsets.ISO_8859_1))
                .hasSizeLessThanOrEqualTo(broker.mqtt.clientIdLengthMax());
    }
}
