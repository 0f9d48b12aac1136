package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.ByteWriter;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class RoundTripTest {
    private static final int PACKETS = 50;

    @ParameterizedTest
    @Seeds(10)
    void a_client_s_packets_come_out_as_they_went_in(long seed) {
        for (Version version : Version.values()) {
            RandomPackets packets = new RandomPackets(seed, version);
            for (int count = 0; count < PACKETS; count++) {
                comesOutAsItWentIn(packets.fromClient(), version, true);
            }
        }
    }

    @ParameterizedTest
    @Seeds(10)
    void a_server_s_packets_come_out_as_they_went_in(long seed) {
        for (Version version : Version.values()) {
            RandomPackets packets = new RandomPackets(seed, version);
            for (int count = 0; count < PACKETS; count++) {
                comesOutAsItWentIn(packets.fromServer(), version, false);
            }
        }
    }

    private static void comesOutAsItWentIn(Packet packet, Version version, boolean fromClient) {
        byte[] bytes = Wire.encoded(packet, version);

        assertThat(MqttEncoder.encodedLength(packet, version)).as("%s", packet).isEqualTo(bytes.length);
        for (ByteBuffer in : new ByteBuffer[] {ByteBuffer.wrap(bytes), Wire.direct(bytes)}) {
            MqttDecoder decoder = fromClient ? Wire.server(version) : Wire.client(version);
            assertThat(Wire.shown(decoder.decode(in))).isEqualTo(Wire.shown(packet));
            assertThat(in.remaining()).isZero();
        }
    }

    @ParameterizedTest
    @Seeds(10)
    void packets_in_one_stream_come_out_one_by_one_however_it_is_cut(long seed) {
        RandomPackets packets = new RandomPackets(seed, Version.MQTT_5);
        ByteWriter stream = new ByteWriter(1_000);
        Map<Integer, Packet> sent = new LinkedHashMap<>(); // by where they end
        for (int count = 0; count < 20; count++) {
            Packet packet = packets.fromServer();
            MqttEncoder.encode(packet, Version.MQTT_5, stream);
            sent.put(stream.length(), packet);
        }

        MqttDecoder decoder = Wire.client(Version.MQTT_5);
        ByteBuffer in = stream.view();
        for (int limit = 0; limit <= stream.length(); limit++) {
            in.limit(limit);
            int before = in.position();
            Packet packet = decoder.decode(in);
            Packet expected = sent.get(limit);
            if (expected != null) assertThat(Wire.shown(packet)).isEqualTo(Wire.shown(expected));
            if (packet == null) assertThat(in.position()).isEqualTo(before);
            assertThat(packet == null).as("cut at byte %d", limit).isEqualTo(expected == null);
        }
    }

    @Test
    void the_generator_draws_every_packet() {
        RandomPackets packets = new RandomPackets(1, Version.MQTT_5);
        Map<Class<?>, Packet> drawn = new LinkedHashMap<>();
        for (int count = 0; count < 1_000; count++) {
            Packet sent = packets.fromClient();
            Packet answer = packets.fromServer();
            drawn.put(sent.getClass(), sent);
            drawn.put(answer.getClass(), answer);
        }

        assertThat(drawn.keySet())
                .as("one sample of each permitted Packet")
                .containsExactlyInAnyOrder(Packet.class.getPermittedSubclasses());
    }
}
