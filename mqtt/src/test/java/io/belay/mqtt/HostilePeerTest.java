package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Bytes of a peer that means no good: whatever they are, they end in events and at the worst in one failed line. */
class HostilePeerTest {
    private static final MqttLimits LIMITS = new MqttLimits(1 << 12, 1 << 12, 5_000, 10_000, 4, 3, 3);

    @ParameterizedTest
    @Seeds(300)
    @Clause({"M3-41", "M5-80", "MQTT-4.13.1-1"})
    void random_bytes_after_connect_cause_nothing_but_a_failed_line(long seed) {
        Random random = new Random(seed);
        Version version = seed % 2 == 0 ? Version.MQTT_3_1_1 : Version.MQTT_5;
        TestLine line = answering(TestLine.openServer(version, LIMITS, Properties.NONE));

        for (int round = 0; round < 200 && !line.isClosed(); round++) {
            byte[] some = new byte[random.nextInt(64)];
            random.nextBytes(some);
            line.hears(some);
        }

        holdsTogether(line);
    }

    @ParameterizedTest
    @Seeds(300)
    @Clause({"M3-41", "M5-80", "MQTT-4.13.1-1"})
    void packets_with_a_few_bytes_changed_cause_nothing_but_a_failed_line(long seed) {
        Random random = new Random(seed);
        Version version = seed % 2 == 0 ? Version.MQTT_3_1_1 : Version.MQTT_5;
        TestLine line = answering(TestLine.openServer(version, LIMITS, Properties.NONE));

        for (int round = 0; round < 300 && !line.isClosed(); round++) {
            byte[] packet = TestLine.encoded(any(random), version);
            if (random.nextInt(10) == 0) packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            line.hears(packet);
            if (random.nextInt(4) == 0 && !line.isClosed() && line.connection.sendQuota() > 0) send(line, random);
        }

        holdsTogether(line);
    }

    @ParameterizedTest
    @Seeds(300)
    void a_client_survives_a_hostile_server(long seed) {
        Random random = new Random(seed);
        Version version = seed % 2 == 0 ? Version.MQTT_3_1_1 : Version.MQTT_5;
        TestLine line = answering(TestLine.openClient(version, 60, Properties.NONE));

        for (int round = 0; round < 300 && !line.isClosed(); round++) {
            byte[] packet = TestLine.encoded(any(random), version);
            if (random.nextInt(10) == 0) packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            line.hears(packet);
        }

        holdsTogether(line);
    }

    @ParameterizedTest
    @Seeds(200)
    @Clause({"M3-9", "M5-18"})
    void a_connect_with_a_byte_changed_is_told_or_refused(long seed) {
        Random random = new Random(seed);
        byte[] connect = TestLine.encoded(
                TestLine.connect(seed % 2 == 0 ? TestLine.V3 : TestLine.V5, 60, Properties.NONE), TestLine.V5);
        connect[random.nextInt(connect.length)] = (byte) random.nextInt(256);
        MqttConnection server = MqttConnection.server(LIMITS, 0);
        List<MqttEvent> events = new ArrayList<>();

        server.receive(ByteBuffer.wrap(connect), 0, events::add);
        server.tick(5_000, events::add);

        assertThat(events).hasSize(1);
        assertThat(events.get(0)).isInstanceOfAny(MqttEvent.Connecting.class, MqttEvent.Failed.class);
        assertThat(server.isClosed()).isEqualTo(events.get(0) instanceof MqttEvent.Failed);
    }

    /** Answers as a gateway would, some of it at once. */
    private static TestLine answering(TestLine line) {
        MqttConnection connection = line.connection;
        return line.reactingWith(event -> {
            if (event instanceof MqttEvent.Published it && it.publish().qos() == 1) {
                connection.puback(it.publish().packetId(), ReasonCode.SUCCESS);
            } else if (event instanceof MqttEvent.Published it && it.publish().qos() == 2) {
                connection.pubrec(it.publish().packetId(), ReasonCode.SUCCESS);
            } else if (event instanceof MqttEvent.Released it) {
                connection.pubcomp(it.packetId(), ReasonCode.SUCCESS);
            } else if (event instanceof MqttEvent.Received it && !it.reason().isError()) {
                connection.pubrel(it.packetId());
            } else if (event instanceof MqttEvent.Subscribing it) {
                int id = it.subscribe().packetId();
                connection.suback(new Packet.Suback(id, List.of(ReasonCode.SUCCESS), Properties.NONE));
            }
        });
    }

    private static void send(TestLine line, Random random) {
        int id = 1 + random.nextInt(65_535);
        if (line.connection.isFree(id)) {
            line.connection.publish(TestLine.message("t"), 1 + random.nextInt(2), false, false, id, -1, new int[0]);
        }
    }

    private static Packet any(Random random) {
        int id = 1 + random.nextInt(4);
        ReasonCode reason = ReasonCode.SUCCESS;
        Properties none = Properties.NONE;
        return switch (random.nextInt(10)) {
            case 0 -> TestLine.publish("t", 0, 0);
            case 1 -> TestLine.publish("t", 1, random.nextBoolean(), id, 0);
            case 2 -> TestLine.publish("t", 2, random.nextBoolean(), id, random.nextInt(4));
            case 3 -> new Packet.Puback(id, reason, none);
            case 4 -> new Packet.Pubrec(id, reason, none);
            case 5 -> new Packet.Pubrel(id, reason, none);
            case 6 -> new Packet.Pubcomp(id, reason, none);
            case 7 -> TestLine.subscribe(id, "t");
            case 8 -> new Packet.Unsubscribe(id, List.of("t"), none);
            default -> new Packet.Pingreq();
        };
    }

    /** One end at most, told last, and what was said can be read. */
    private static void holdsTogether(TestLine line) {
        List<MqttEvent> events = line.events();
        long ends = events.stream().filter(HostilePeerTest::isEnd).count();
        assertThat(ends).isEqualTo(line.isClosed() ? 1 : 0);
        if (line.isClosed()) assertThat(isEnd(events.get(events.size() - 1))).isTrue();
        assertThat(line.said()).doesNotContainNull();
    }

    private static boolean isEnd(MqttEvent event) {
        return event instanceof MqttEvent.Failed || event instanceof MqttEvent.Left;
    }
}
