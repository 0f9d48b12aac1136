package io.belay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.belay.mqtt.Content;
import io.belay.mqtt.MqttConnection;
import io.belay.mqtt.MqttDecoder;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.PublishTemplate;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One end of a line, whatever its peer does: no exception, one end at most and told last, all input taken, and what it says
 * can be read.
 *
 * <pre>
 *  +-----------------------+-------------------------------------------------------------+ ...
 *  | bit 0 server's end    | 0 to 239: so many bytes to hear follow                      |
 *  | bit 1 5.0, else 3.1.1 | 240 to 255: one message of ours, or a tick of some seconds  |
 *  | bit 2 open already    |                                                             |
 *  +-----------------------+-------------------------------------------------------------+ ...
 * </pre>
 */
class ConnectionFuzzTest {
    private static final MqttLimits LIMITS = new MqttLimits(1 << 16, 1 << 12, 5_000, 10_000, 4, 3, 3);
    private static final PublishTemplate MESSAGE =
            new PublishTemplate("t", Content.of(Properties.NONE, new byte[] {'x'}));

    @FuzzTest(maxDuration = "10m")
    @Clause({"M3-41", "M5-80"})
    void a_line_survives_whatever_its_peer_does(byte[] input) {
        if (input.length == 0) return;
        End end = new End((input[0] & 1) == 1, (input[0] & 2) != 0 ? Version.MQTT_5 : Version.MQTT_3_1_1);
        if ((input[0] & 4) != 0) end.open();
        ByteBuffer in = ByteBuffer.wrap(input, 1, input.length - 1);
        while (in.hasRemaining()) {
            int next = in.get() & 0xFF;
            if (next < 240) end.hears(in, Math.min(next, in.remaining()));
            else if (next < 248) end.send(next & 3, next);
            else end.passes((next - 247) * 2_000L);
        }
    }

    /** The end under test, and a gateway that answers all that it is told at once. */
    private static final class End {
        private final boolean isServer;
        private final Version version;
        private final MqttConnection connection;
        private final MqttDecoder reader;
        private long nowMs;
        private boolean isOpen;
        private boolean isEnded;
        private int qosMax = 2;

        End(boolean isServer, Version version) {
            this.isServer = isServer;
            this.version = version;
            connection = isServer ? MqttConnection.server(LIMITS, 0) : MqttConnection.client(LIMITS, version, 0);
            reader = new MqttDecoder(!isServer, 1 << 20);
            if (!isServer)
                connection.connect(new Packet.Connect(version, "c", true, 9, null, null, null, Properties.NONE));
        }

        void open() {
            byte level = (byte) version.level();
            byte[] connect = version == Version.MQTT_5
                    ? new byte[] {0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', level, 2, 0, 9, 0, 0, 1, 'c'}
                    : new byte[] {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', level, 2, 0, 9, 0, 1, 'c'};
            byte[] connack = version == Version.MQTT_5 ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0};
            connection.receive(ByteBuffer.wrap(isServer ? connect : connack), nowMs, this::answer);
            check(isOpen, "a good opening was refused");
        }

        void hears(ByteBuffer in, int count) {
            ByteBuffer piece = in.slice(in.position(), count);
            in.position(in.position() + count);
            connection.receive(piece, nowMs, this::answer);
            check(!piece.hasRemaining(), "input was left");
            drain();
        }

        void passes(long ms) {
            nowMs += ms;
            connection.tick(nowMs, this::answer);
            check(connection.nextTickMs() > nowMs, "a tick that leaves work undone");
            drain();
        }

        void send(int qos, int packetId) {
            boolean isPossible = isOpen && qos < 3 && connection.sendQuota() > 0 && connection.isFree(packetId);
            if (isPossible) connection.publish(MESSAGE, Math.min(qos, qosMax), false, false, packetId, -1, new int[0]);
            drain();
        }

        private void answer(MqttEvent event) {
            check(!isEnded, "an event after the end");
            Properties none = Properties.NONE;
            if (event instanceof MqttEvent.Connecting it) connecting(it.connect());
            else if (event instanceof MqttEvent.Connected it) connected(it.connack());
            else if (event instanceof MqttEvent.Authenticating it) authenticating(it.auth());
            else if (event instanceof MqttEvent.Published it) published(it.publish());
            else if (event instanceof MqttEvent.Received it && !it.reason().isError()) connection.pubrel(it.packetId());
            else if (event instanceof MqttEvent.Released it) connection.pubcomp(it.packetId(), ReasonCode.SUCCESS);
            else if (event instanceof MqttEvent.Subscribing it) {
                List<ReasonCode> reasons = it.subscribe().filters().stream()
                        .map(filter -> ReasonCode.SUCCESS)
                        .toList();
                connection.suback(new Packet.Suback(it.subscribe().packetId(), reasons, none));
            } else if (event instanceof MqttEvent.Unsubscribing it) {
                List<ReasonCode> reasons = it.unsubscribe().filters().stream()
                        .map(filter -> ReasonCode.SUCCESS)
                        .toList();
                connection.unsuback(new Packet.Unsuback(it.unsubscribe().packetId(), reasons, none));
            }
            if (connection.isClosed()) isOpen = false;
            boolean isEnd = event instanceof MqttEvent.Failed
                    || event instanceof MqttEvent.Left
                    || event instanceof MqttEvent.Refused;
            if (isEnd) isEnded = true;
            check(!isEnd || connection.isClosed(), "an end that did not close");
        }

        private void connecting(Packet.Connect connect) {
            boolean hasMethod = connect.properties().has(Property.AUTHENTICATION_METHOD);
            if (hasMethod) connection.challenge(step(ReasonCode.CONTINUE_AUTHENTICATION));
            else accept();
        }

        private void accept() {
            connection.accept(new Packet.Connack(false, ReasonCode.SUCCESS, Properties.NONE));
            isOpen = !connection.isClosed();
        }

        private void connected(Packet.Connack connack) {
            isOpen = true;
            qosMax = (int) connack.properties().number(Property.MAXIMUM_QOS, 2);
        }

        private void authenticating(Packet.Auth auth) {
            if (!isServer) {
                if (auth.reason() != ReasonCode.SUCCESS)
                    connection.authenticate(step(ReasonCode.CONTINUE_AUTHENTICATION));
            } else if (isOpen) connection.challenge(step(ReasonCode.SUCCESS));
            else accept();
        }

        private static Packet.Auth step(ReasonCode reason) {
            return new Packet.Auth(reason, Properties.NONE);
        }

        private void published(Packet.Publish publish) {
            check(!publish.topic().isEmpty(), "a message without a topic");
            if (publish.qos() == 1) connection.puback(publish.packetId(), ReasonCode.SUCCESS);
            if (publish.qos() == 2) connection.pubrec(publish.packetId(), ReasonCode.SUCCESS);
        }

        private void drain() {
            if (connection.isClosed()) isOpen = false;
            Version spoken = connection.version();
            ByteBuffer out = connection.out().view();
            reader.version(spoken == null ? Version.MQTT_3_1_1 : spoken);
            while (out.hasRemaining()) check(reader.decode(out) != null, "half a packet was said");
            connection.drained();
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) throw new AssertionError(otherwise);
        }
    }
}
