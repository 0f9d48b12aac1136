package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's end against a server's end, with no socket between them: they understand each other however bytes are cut. */
class BackToBackTest {
    private static final MqttLimits SMALL = new MqttLimits(1 << 10, 1 << 10, 5_000, 10_000, 8, 3, 3);

    /** Both ends, a broker of one queue behind the server, and a user before the client. */
    private static final class World {
        final Version version;
        final Random random;
        final MqttConnection server = MqttConnection.server(SMALL, 0);
        final MqttConnection client;
        final List<String> atServer = new ArrayList<>(); // messages as they were told
        final List<String> atClient = new ArrayList<>();
        final List<String> sentByClient = new ArrayList<>();
        final List<String> sentByServer = new ArrayList<>();
        final TreeMap<Integer, Integer> clientFlight = new TreeMap<>(); // packet id to qos
        final TreeMap<Integer, Integer> serverFlight = new TreeMap<>();
        final List<Runnable> owed = new ArrayList<>(); // the server's answers, for they come after the disk
        int answersToRequests;

        World(Version version, long seed) {
            this.version = version;
            random = new Random(seed);
            client = MqttConnection.client(SMALL, version, 0);
        }

        /** Carries bytes over, in pieces of random length. */
        void carry() {
            carry(client, server, this::serve);
            carry(server, client, this::use);
        }

        private void carry(MqttConnection from, MqttConnection to, java.util.function.Consumer<MqttEvent> events) {
            ByteBuffer all = ByteBuffer.wrap(from.out().toArray());
            from.drained();
            while (all.hasRemaining()) {
                int length = 1 + random.nextInt(Math.min(all.remaining(), 1 + random.nextInt(40)));
                ByteBuffer piece = all.slice(all.position(), length);
                all.position(all.position() + length);
                to.receive(piece, 0, events);
            }
        }

        void serve(MqttEvent event) {
            if (event instanceof MqttEvent.Connecting) {
                owed.add(() -> {
                    server.accept(TestLine.connack(Properties.NONE));
                    server.resume(0, this::serve);
                });
            } else if (event instanceof MqttEvent.Published it) {
                atServer.add(told(it.publish()));
                int id = it.publish().packetId();
                if (it.publish().qos() == 1) owed.add(() -> server.puback(id, ReasonCode.SUCCESS));
                if (it.publish().qos() == 2) owed.add(() -> server.pubrec(id, ReasonCode.SUCCESS));
            } else if (event instanceof MqttEvent.Released it) {
                owed.add(() -> server.pubcomp(it.packetId(), ReasonCode.SUCCESS));
            } else if (event instanceof MqttEvent.Subscribing it) {
                int id = it.subscribe().packetId();
                owed.add(
                        () -> server.suback(new Packet.Suback(id, List.of(ReasonCode.GRANTED_QOS_1), Properties.NONE)));
            } else if (event instanceof MqttEvent.Received it) {
                server.pubrel(it.packetId());
            } else {
                finish(event, serverFlight);
            }
        }

        void use(MqttEvent event) {
            if (event instanceof MqttEvent.Published it) {
                atClient.add(told(it.publish()));
                if (it.publish().qos() == 1) client.puback(it.publish().packetId(), ReasonCode.SUCCESS);
                if (it.publish().qos() == 2) client.pubrec(it.publish().packetId(), ReasonCode.SUCCESS);
            } else if (event instanceof MqttEvent.Released it) {
                client.pubcomp(it.packetId(), ReasonCode.SUCCESS);
            } else if (event instanceof MqttEvent.Received it) {
                client.pubrel(it.packetId());
            } else if (event instanceof MqttEvent.Subscribed it) {
                clientFlight.remove(it.suback().packetId());
                answersToRequests++;
            } else if (!(event instanceof MqttEvent.Connected) && !(event instanceof MqttEvent.Ponged)) {
                finish(event, clientFlight);
            }
        }

        private static void finish(MqttEvent event, TreeMap<Integer, Integer> flight) {
            if (event instanceof MqttEvent.Acknowledged it) {
                assertThat(flight.remove(it.packetId())).isEqualTo(1);
            } else if (event instanceof MqttEvent.Completed it) {
                assertThat(flight.remove(it.packetId())).isEqualTo(2);
            } else {
                throw new AssertionError("unexpected " + event);
            }
        }

        private static String told(Packet.Publish publish) {
            return publish.topic() + " " + publish.qos();
        }

        boolean send(MqttConnection from, String topic, int qos, TreeMap<Integer, Integer> flight) {
            if (qos > 0 && from.sendQuota() == 0) return false;
            int id = qos == 0 ? 0 : freeId(flight);
            boolean isSent = from.publish(TestLine.message(topic), qos, false, false, id, -1, new int[0]);
            assertThat(isSent).isTrue();
            if (qos > 0) flight.put(id, qos);
            return true;
        }

        int freeId(TreeMap<Integer, Integer> flight) {
            int id = 1 + random.nextInt(20);
            while (flight.containsKey(id)) id++;
            return id;
        }

        void payOne() {
            if (!owed.isEmpty()) owed.remove(0).run();
        }

        void settle() {
            for (int round = 0; round < 1_000; round++) {
                carry();
                payOne();
            }
        }
    }

    @ParameterizedTest
    @Seeds(60)
    @Clause({"M5-50", "M5-51", "M5-55", "M3-25", "M3-29", "M5-37", "MQTT-4.6.0-2"})
    void every_message_arrives_once_and_in_order_whatever_is_said_in_between(long seed) {
        World world = new World(seed % 2 == 0 ? Version.MQTT_3_1_1 : Version.MQTT_5, seed);
        Random random = world.random;
        int requests = 0;
        world.client.connect(TestLine.connect(world.version, 60, Properties.NONE));
        world.settle();

        for (int step = 0; step < 400; step++) {
            String topic = "t" + random.nextInt(6);
            int qos = random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (world.send(world.client, topic, qos, world.clientFlight)) {
                        world.sentByClient.add(topic + " " + qos);
                    }
                }
                case 1 -> {
                    if (world.send(world.server, topic, qos, world.serverFlight)) {
                        world.sentByServer.add(topic + " " + qos);
                    }
                }
                case 2 -> world.carry();
                case 3 -> world.client.ping();
                case 4 -> {
                    int id = world.freeId(world.clientFlight);
                    if (world.clientFlight.size() < 8) {
                        world.client.subscribe(TestLine.subscribe(id, topic));
                        world.clientFlight.put(id, 3);
                        requests++;
                    }
                }
                default -> world.payOne();
            }
        }
        world.settle();

        assertThat(world.atServer).containsExactlyElementsOf(world.sentByClient);
        assertThat(world.atClient).containsExactlyElementsOf(world.sentByServer);
        assertThat(world.answersToRequests).isEqualTo(requests);
        assertThat(world.clientFlight).isEmpty();
        assertThat(world.serverFlight).isEmpty();
        assertThat(world.client.sendQuota()).isEqualTo(world.version == Version.MQTT_5 ? 8 : 65_535);
        assertThat(world.client.isClosed() || world.server.isClosed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_dialogue_cut_at_any_byte_means_the_same(Version version) {
        byte[] whole = clientSide(version);
        List<String> expected = heard(version, whole, whole.length);
        assertThat(expected).hasSizeGreaterThan(8);

        for (int cut = 0; cut < whole.length; cut++) {
            assertThat(heard(version, whole, cut)).as("cut at byte %d", cut).isEqualTo(expected);
        }
        assertThat(heardByteByByte(version, whole)).isEqualTo(expected);
    }

    private static byte[] clientSide(Version version) {
        var out = new java.io.ByteArrayOutputStream();
        List<Packet> packets = List.of(
                TestLine.connect(version, 60, Properties.NONE),
                TestLine.subscribe(1, "a/#", "b/+"),
                TestLine.publish("till/7/price", 1, 2),
                TestLine.publish("t", 0, 0),
                new Packet.Publish("big", 2, false, true, 3, 0, -1, new int[0], TestLine.content("x".repeat(300))),
                new Packet.Pubrel(9, ReasonCode.SUCCESS, Properties.NONE),
                new Packet.Unsubscribe(4, List.of("a/#"), Properties.NONE),
                new Packet.Pingreq(),
                TestLine.publish("t", 0, 0),
                new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        for (Packet packet : packets) out.writeBytes(TestLine.encoded(packet, version));
        return out.toByteArray();
    }

    private static List<String> heard(Version version, byte[] whole, int cut) {
        TestLine line = accepting(version);
        line.hears(java.util.Arrays.copyOf(whole, cut));
        line.hears(java.util.Arrays.copyOfRange(whole, cut, whole.length));
        return outcome(line);
    }

    private static List<String> heardByteByByte(Version version, byte[] whole) {
        TestLine line = accepting(version);
        for (byte one : whole) line.hears(new byte[] {one});
        return outcome(line);
    }

    private static TestLine accepting(Version version) {
        TestLine line = TestLine.server(version);
        return line.reactingWith(event -> {
            if (event instanceof MqttEvent.Connecting) line.connection.accept(TestLine.connack(Properties.NONE));
        });
    }

    private static List<String> outcome(TestLine line) {
        List<String> all = new ArrayList<>();
        for (MqttEvent event : line.events()) {
            String text = event instanceof MqttEvent.Published it
                    ? it.publish().topic() + " " + it.publish().content().length
                    : event.toString();
            all.add(text.replaceAll("\\[[BI]@[0-9a-f]+", "[]"));
        }
        line.said().forEach(packet -> all.add(packet.toString()));
        return all;
    }
}
