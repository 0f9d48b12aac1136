package io.belay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.mqtt.MqttDecoder;
import io.belay.mqtt.MqttEncoder;
import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from a peer give packets, a wait for more, or {@link MalformedException}; and what was read can be written, and
 * read again as the same bytes.
 *
 * <p>The first byte of an input says who sends: bit 0 a client, bits 1 and 2 the version (none, 3.1.1, 5.0).
 */
class DecoderFuzzTest {
    private static final int PACKET_LENGTH_MAX = 1 << 20;

    @FuzzTest(maxDuration = "10m")
    @Clause("M5-80")
    void bytes_from_a_peer_are_read_or_refused_and_nothing_else(byte[] input) {
        if (input.length == 0) return;
        boolean fromClient = (input[0] & 1) == 1;
        int choice = input[0] >> 1 & 3;
        if (choice == 0 && !fromClient) return; // A client knows what it asked for.
        MqttDecoder decoder =
                decoder(fromClient, choice == 0 ? null : choice == 1 ? Version.MQTT_3_1_1 : Version.MQTT_5);
        ByteBuffer in = ByteBuffer.wrap(input, 1, input.length - 1);
        try {
            while (true) {
                Packet packet = decoder.decode(in);
                if (packet == null) return;
                comesBack(packet, fromClient, decoder.version());
            }
        } catch (MalformedException refused) {
            ReasonCode reason = ReasonCode.of(refused.reason());
            if (reason == null || !reason.isError()) throw new AssertionError("no reason: " + refused.reason());
        }
    }

    private static MqttDecoder decoder(boolean fromClient, @Nullable Version version) {
        MqttDecoder decoder = new MqttDecoder(fromClient, PACKET_LENGTH_MAX);
        if (version != null) decoder.version(version);
        return decoder;
    }

    private static void comesBack(Packet packet, boolean fromClient, @Nullable Version version) {
        if (version == null) throw new AssertionError("a packet without a version");
        byte[] bytes = encoded(packet, version);
        Packet again = decoder(fromClient, version).decode(ByteBuffer.wrap(bytes));
        if (again == null) throw new AssertionError("cut: " + packet);
        if (!Arrays.equals(bytes, encoded(again, version))) throw new AssertionError("differs: " + packet);
    }

    private static byte[] encoded(Packet packet, Version version) {
        ByteWriter out = new ByteWriter(256);
        MqttEncoder.encode(packet, version, out);
        if (out.length() != MqttEncoder.encodedLength(packet, version)) throw new AssertionError("length: " + packet);
        return out.toArray();
    }
}
