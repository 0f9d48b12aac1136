package io.belay.mqtt;

import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.encoded;
import static io.belay.mqtt.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodePublishTest {
    private static final byte[] QOS_0_3_1_1 = bytes(
            0x31, // PUBLISH, QoS 0, retain
            11, // remaining length
            "a/b", // topic
            raw("hello!")); // payload

    private static final byte[] QOS_2_5 = bytes(
            0x3C, // PUBLISH, QoS 2, DUP
            49, // remaining length
            "a/b", // topic
            0x12, // packet id
            0x34, // ...
            36, // properties length
            0x26, // user property, goes on
            "k", // ...
            "1", // ...
            0x23, // topic alias, of this hop
            0x01, // ...
            0x00, // ...
            0x03, // content type, goes on
            "text", // ...
            0x02, // message expiry, of this hop
            0x00, // ...
            0x00, // ...
            0x00, // ...
            60, // ...
            0x01, // payload format, goes on
            1, // ...
            0x26, // user property, goes on
            "k", // ...
            "0", // ...
            0x09, // correlation data, goes on
            0x00, // ...
            0x02, // ...
            0xFF, // ...
            0x00, // ...
            raw("hello")); // payload

    private static Packet.Publish decode(Version version, byte[] bytes) {
        return (Packet.Publish) Objects.requireNonNull(Wire.fromClient(version, bytes));
    }

    @Test
    @Clause({"M3-35", "M5-35"})
    void a_publish_of_3_1_1_has_content_that_starts_with_no_properties() {
        Packet.Publish publish = decode(Version.MQTT_3_1_1, QOS_0_3_1_1);

        assertThat(Wire.shown(publish))
                .isEqualTo(Wire.shown(
                        new Packet.Publish("a/b", 0, false, true, 0, 0, -1, new int[0], bytes(0, raw("hello!")))));
        assertThat(encoded(publish, Version.MQTT_3_1_1)).isEqualTo(QOS_0_3_1_1);
    }

    @Test
    @Clause({"M5-57", "MQTT-3.3.2-18"})
    void a_publish_keeps_what_goes_on_in_its_order_and_tells_apart_what_is_of_this_hop() {
        Packet.Publish publish = decode(Version.MQTT_5, QOS_2_5);

        byte[] content = bytes(
                28, // properties length
                0x26, // user property
                "k", // ...
                "1", // ...
                0x03, // content type
                "text", // ...
                0x01, // payload format
                1, // ...
                0x26, // user property
                "k", // ...
                "0", // ...
                0x09, // correlation data
                0x00, // ...
                0x02, // ...
                0xFF, // ...
                0x00, // ...
                raw("hello")); // payload
        assertThat(Wire.shown(publish))
                .isEqualTo(Wire.shown(new Packet.Publish("a/b", 2, true, false, 0x1234, 256, 60, new int[0], content)));
    }

    @Test
    @Clause("M5-57")
    void what_goes_on_is_copied_byte_for_byte_when_nothing_is_of_this_hop() {
        byte[] tail = bytes(
                10, // properties length
                0x08, // response topic
                "re", // ...
                0x03, // content type
                "t", // ...
                0x00); // ... and no more
        byte[] fixed = bytes(9, 0x08, "re", 0x03, "t", raw("payload"));

        assertThat(Wire.refusal(Wire.server(Version.MQTT_5), Wire.packet(0x30, "t", tail)))
                .isEqualTo(0x81);
        assertThat(decode(Version.MQTT_5, Wire.packet(0x30, "t", fixed)).content())
                .isEqualTo(fixed);
    }

    @Test
    @Clause("M5-55")
    void a_known_alias_may_stand_for_the_topic() {
        byte[] bytes = Wire.packet(0x30, "", Wire.properties(0x23, 0xFF, 0xFF), raw("x"));

        Packet.Publish publish = decode(Version.MQTT_5, bytes);

        assertThat(publish.topic()).isEmpty();
        assertThat(publish.topicAlias()).isEqualTo(65_535);
        assertThat(encoded(publish, Version.MQTT_5)).isEqualTo(bytes);
    }

    @Test
    @Clause({"M5-64", "MQTT-3.3.4-3"})
    void a_client_reads_all_subscription_identifiers_in_their_order() {
        byte[] bytes = bytes(
                0x30, // PUBLISH
                20, // remaining length
                "t", // topic
                15, // properties length
                0x0B, // subscription identifier 268435455
                0xFF, // ...
                0xFF, // ...
                0xFF, // ...
                0x7F, // ...
                0x0B, // subscription identifier 1
                1, // ...
                0x0B, // subscription identifier 128
                0x80, // ...
                0x01, // ...
                0x02, // message expiry: never as far as 32 bits go
                0xFF, // ...
                0xFF, // ...
                0xFF, // ...
                0xFF, // ...
                '!'); // payload

        Packet.Publish publish = (Packet.Publish) Wire.fromServer(Version.MQTT_5, bytes);

        assertThat(publish.subscriptionIds()).containsExactly(268_435_455, 1, 128);
        assertThat(publish.expiryS()).isEqualTo(4_294_967_295L);
        assertThat(publish.content()).isEqualTo(bytes(0, '!'));
    }

    @Test
    @Clause({"M3-35", "M5-60"})
    void a_payload_may_be_empty() {
        assertThat(Content.hasPayload(
                        decode(Version.MQTT_3_1_1, Wire.packet(0x31, "t")).content()))
                .isFalse();
        assertThat(Content.hasPayload(
                        decode(Version.MQTT_5, Wire.packet(0x31, "t", 0)).content()))
                .isFalse();
    }

    @Test
    @Clause({"MQTT-4.7.3-3", "M3-36"})
    void a_topic_of_65535_bytes_is_read() {
        String topic = "t".repeat(65_535);

        byte[] bytes = Wire.packet(0x30, topic, raw("x"));

        assertThat(decode(Version.MQTT_3_1_1, bytes).topic()).isEqualTo(topic);
    }

    @Test
    void topics_that_come_again_and_topics_that_differ_in_one_byte_are_told_apart() {
        MqttDecoder decoder = Wire.server(Version.MQTT_3_1_1);
        String[] topics = {"stock/till/1", "stock/till/1", "stock/till/2", "ttock/till/2", "stock/tilL/2", "stock", "s"
        };

        for (String topic : topics) {
            byte[] bytes = Wire.packet(0x30, topic, raw("x"));
            assertThat(decoder.decode(ByteBuffer.wrap(bytes)))
                    .isInstanceOfSatisfying(
                            Packet.Publish.class,
                            read -> assertThat(read.topic()).isEqualTo(topic));
            assertThat(decoder.decode(Wire.direct(bytes)))
                    .isInstanceOfSatisfying(
                            Packet.Publish.class,
                            read -> assertThat(read.topic()).isEqualTo(topic));
        }
    }

    @Test
    void the_topic_of_a_repeated_message_is_the_same_object() {
        MqttDecoder decoder = Wire.server(Version.MQTT_3_1_1);
        byte[] bytes = Wire.packet(0x30, "stock/till/1", raw("x"));

        Packet.Publish first = (Packet.Publish) decoder.decode(ByteBuffer.wrap(bytes));
        Packet.Publish second = (Packet.Publish) decoder.decode(ByteBuffer.wrap(bytes));

        assertThat(second.topic()).isSameAs(first.topic());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 24, 255, 256, 257})
    void topics_of_one_length_are_told_apart_wherever_they_differ(int length) {
        MqttDecoder decoder = Wire.server(Version.MQTT_3_1_1);
        String topic = "t".repeat(length);

        for (int index = 0; index < length; index++) {
            String other = topic.substring(0, index) + "u" + topic.substring(index + 1);
            assertThat(topic(decoder, topic)).isEqualTo(topic);
            assertThat(topic(decoder, other)).isEqualTo(other);
        }
    }

    private static String topic(MqttDecoder decoder, String topic) {
        Packet packet = decoder.decode(ByteBuffer.wrap(Wire.packet(0x30, topic, raw("x"))));
        return ((Packet.Publish) Objects.requireNonNull(packet)).topic();
    }

    @Test
    void a_topic_that_was_refused_is_refused_again() {
        MqttDecoder decoder = Wire.server(Version.MQTT_3_1_1);
        byte[] wildcard = Wire.packet(0x30, "shop/+", raw("x"));

        assertThat(Wire.refusal(decoder, wildcard)).isEqualTo(0x90);
        assertThat(Wire.refusal(decoder, wildcard)).isEqualTo(0x90);
    }
}
