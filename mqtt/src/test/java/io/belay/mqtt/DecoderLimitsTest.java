package io.belay.mqtt;

import static io.belay.mqtt.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderLimitsTest {
    private static final int TOO_LARGE = ReasonCode.PACKET_TOO_LARGE.code();

    @ParameterizedTest
    @ValueSource(ints = {100, 126, 127, 128, 129, 130, 131, 16_383, 16_386, 16_387, 16_388, 70_000})
    @Clause({"M5-52", "MQTT-3.1.2-24"})
    void a_packet_may_be_as_long_as_the_limit_and_no_longer(int limit) {
        MqttDecoder decoder = new MqttDecoder(true, limit);
        decoder.version(Version.MQTT_3_1_1);

        assertThat(Wire.refusal(decoder, header(limit - 1))).as("N - 1").isEqualTo(-1);
        assertThat(Wire.refusal(decoder, header(limit))).as("N").isEqualTo(-1);
        assertThat(Wire.refusal(decoder, header(limit + 1))).as("N + 1").isEqualTo(TOO_LARGE);
    }

    /** The header of a PUBLISH that is {@code packetLength} bytes long; one that no shortest form gives in a longer one. */
    private static byte[] header(int packetLength) {
        int size = 1;
        while (packetLength - 1 - size >= 1 << 7 * size) {
            size++;
        }
        return header(packetLength - 1 - size, size);
    }

    private static byte[] header(int remaining, int size) {
        byte[] header = new byte[1 + size];
        header[0] = 0x30;
        for (int index = 0; index < size; index++) {
            int more = index == size - 1 ? 0 : 0x80;
            header[1 + index] = (byte) (remaining >>> 7 * index & 0x7F | more);
        }
        return header;
    }

    @Test
    void a_packet_of_the_longest_allowed_length_is_read() {
        byte[] bytes = Wire.packet(0x30, "t", new byte[100]);
        MqttDecoder exact = new MqttDecoder(true, bytes.length);
        MqttDecoder less = new MqttDecoder(true, bytes.length - 1);
        exact.version(Version.MQTT_3_1_1);
        less.version(Version.MQTT_3_1_1);

        assertThat(exact.decode(ByteBuffer.wrap(bytes))).isInstanceOf(Packet.Publish.class);
        assertThat(Wire.refusal(less, bytes)).isEqualTo(TOO_LARGE);
    }

    @Test
    void the_smallest_limit_lets_the_smallest_packet_through() {
        MqttDecoder decoder = new MqttDecoder(true, 2);
        decoder.version(Version.MQTT_5);

        assertThat(decoder.decode(ByteBuffer.wrap(bytes(0xC0, 0)))).isEqualTo(new Packet.Pingreq());
        assertThat(Wire.refusal(decoder, bytes(0xE0, 1))).isEqualTo(TOO_LARGE);
    }

    @Test
    void a_length_beyond_the_limit_is_refused_before_the_rest_is_there() {
        MqttDecoder decoder = new MqttDecoder(true, 1_000);

        assertThat(Wire.refusal(decoder, bytes(0x10, 0xFF, 0xFF, 0xFF, 0x7F))).isEqualTo(TOO_LARGE);
    }

    @Test
    void the_longest_length_of_all_is_within_the_largest_limit() {
        MqttDecoder decoder = new MqttDecoder(true, MqttDecoder.PACKET_LENGTH_MAX);

        assertThat(Wire.refusal(decoder, bytes(0x10, 0xFF, 0xFF, 0xFF, 0x7F))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, MqttDecoder.PACKET_LENGTH_MAX + 1})
    void a_limit_that_means_nothing_is_refused(int limit) {
        assertThatThrownBy(() -> new MqttDecoder(true, limit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_little_endian_buffer_is_a_caller_s_mistake() {
        ByteBuffer in = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);

        assertThatThrownBy(() -> new MqttDecoder(true, 100).decode(in)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_client_s_decoder_must_be_told_its_version() {
        MqttDecoder decoder = new MqttDecoder(false, 100);

        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(bytes(0xD0, 0))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Clause("MQTT-1.5.5-1")
    void variable_byte_integers_change_their_length_where_the_standard_says() {
        int[][] borders = {{0, 1}, {127, 1}, {128, 2}, {16_383, 2}, {16_384, 3}, {2_097_151, 3}, {2_097_152, 4}};

        for (int[] border : borders) {
            assertThat(Varint.length(border[0])).isEqualTo(border[1]);
        }
        assertThat(Varint.length(Varint.VALUE_MAX)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 129, 16_382, 16_383, 16_384, 16_385, 2_097_151, 2_097_152})
    void a_payload_around_each_border_of_the_length_comes_out_as_it_went_in(int length) {
        byte[] content = new byte[1 + length];
        Packet.Publish publish = new Packet.Publish("t", 1, false, false, 1, 0, -1, new int[0], content);

        for (Version version : Version.values()) {
            byte[] bytes = Wire.encoded(publish, version);
            Packet.Publish read = (Packet.Publish) Wire.fromClient(version, bytes);
            assertThat(read.content()).hasSize(content.length);
            assertThat(bytes).hasSize(MqttEncoder.encodedLength(publish, version));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 129, 16_383, 16_384})
    void properties_around_each_border_of_their_length_come_out_as_they_went_in(int length) {
        String value = "v".repeat(length - 6);
        Properties user = Properties.builder().user("n", value).build();
        byte[] content = Content.of(user, new byte[] {1, 2, 3});

        for (long expiryS : new long[] {-1, 0, 4_294_967_295L}) {
            Packet.Publish publish = new Packet.Publish("t", 0, false, false, 0, 0, expiryS, new int[0], content);
            byte[] bytes = Wire.encoded(publish, Version.MQTT_5);
            Packet.Publish read = (Packet.Publish) Wire.fromClient(Version.MQTT_5, bytes);
            assertThat(read.content()).isEqualTo(content);
            assertThat(read.expiryS()).isEqualTo(expiryS);
            assertThat(Content.properties(read.content())).isEqualTo(user);
        }
    }
}
